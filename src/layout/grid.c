/* The page and its grid (PD-01 … PD-04): the type area counts from the body size. */
#include "layout/dimension.h"

static const struct length_rule page_rule = {MM(20), MM(2000) + 1, N_("from 20mm to 2000mm")};

static bool field_folds(struct fields_reader *r, const struct yaml *value,
                        const struct field *field, void *out)
{
    struct folds *folds = out;
    bool list = value->kind == YAML_LIST, ok = true;
    if (list && !layout_want_list(r, value, field, FOLDS_MAX))
        return false;
    size_t n = list ? value->n : 1;
    for (size_t i = 0; i < n; i++)
        ok &= field_length(r, list ? value->entries[i].value : value, field, &folds->at[i]);
    folds->n = ok ? n : 0;
    return ok;
}

#define FORMAT(name, width, height) name,
static const char *const format_names[] = {
#include "layout/formats.def"
    NULL};
#undef FORMAT

#define FORMAT(name, width, height) {MM(width), MM(height)},
static const struct size {
    length width, height;
} formats[] = {
#include "layout/formats.def"
};
#undef FORMAT

#define KEY(key, member, reader)                                                                   \
    .name = (key), .offset = offsetof(struct layout, member), .read = (reader)

static const struct field page_keys[] = {
    {KEY("format", format, field_choice), .unit = "A3, A4, A5, 对开, 四开", .standard = "—",
     .help = {"成品尺寸的名称，代替 width 和 height：对开 390×550、四开 275×390 毫米是报纸的",
              "the trimmed page by name, in the stead of width and height: 对开 (390 × 550 mm) and "
              "四开 (275 × 390 mm) are those of newspapers"},
     .parameter = format_names},
    {KEY("width", width, field_length), .unit = "210mm", .standard = "依 format",
     .help = {"成品宽（裁切后）", "width of the trimmed page"}, .parameter = &page_rule},
    {KEY("height", height, field_length), .unit = "297mm", .standard = "依 format",
     .help = {"成品高（裁切后）", "height of the trimmed page"}, .parameter = &page_rule},
    {KEY("bleed", bleed, field_length), .unit = "3mm", .standard = "0",
     .help = {"出血，四边相同", "bleed, the same on all sides"},
     .parameter = &(const struct length_rule){0, MM(50) + 1, N_("from 0 to 50mm")}},
    {KEY("fold-x", fold_x, field_folds), .unit = "105mm, [99mm, 198mm]", .standard = "—",
     .help = {"竖的折线离左边多远（双数页左右对调）；付印时加 --marks，在裁切线外画出来",
              "how far vertical folds are from the left (mirrored on even pages); --marks draws "
              "them outside the trim"},
     .parameter = &rule_positive},
    {KEY("fold-y", fold_y, field_folds), .unit = "148.5mm, [99mm, 198mm]", .standard = "—",
     .help = {"横的折线离上边多远", "how far horizontal folds are from the top"},
     .parameter = &rule_positive},
};
#undef KEY

const struct layout_map map_page = {
    .what = N_("the page"),
    .title = {"纸张：page", "The page: page"},
    LAYOUT_FIELDS(page_keys),
};

struct grid_source {
    struct grid grid;
    struct edge top, inside, gap;
};

#define KEY(key, member, reader)                                                                   \
    .name = (key), .offset = offsetof(struct grid_source, member), .read = (reader)

/* What says what an em or a line is cannot count in them. */
static bool read_bare(struct fields_reader *r, const struct yaml *value, const struct field *field,
                      length em, length *out)
{
    struct layout_reader bare = *layout_reader_of(r);
    struct fields_reader reader = {r->arena, r->diags, &bare};
    bare.em = em;
    bare.pitch = 0;
    return field_length(&reader, value, field, out);
}

static bool field_grid_size(struct fields_reader *r, const struct yaml *value,
                            const struct field *field, void *out)
{
    return read_bare(r, value, field, 0, out);
}

static bool field_grid_pitch(struct fields_reader *r, const struct yaml *value,
                             const struct field *field, void *out)
{
    return read_bare(r, value, field, layout_reader_of(r)->em, out);
}

static const struct field grid_keys[] = {
    {KEY("size", grid.size, field_grid_size), .required = true, .unit = "五号, 10.5pt",
     .help = {"正文字号；em 由它而来", "size of the body text; em comes from it"},
     .parameter = &rule_size},
    {KEY("pitch", grid.pitch, field_grid_pitch), .required = true, .unit = "17pt, 1.6em",
     .help = {"行距：上一行基线到下一行基线；lines 由它而来",
              "line pitch: baseline to baseline; lines come from it"},
     .parameter = &rule_size},
    {KEY("characters", grid.characters, field_count), .required = true, .unit = "1–500",
     .help = {"每行字数", "characters a line"}, .parameter = &(const struct count_rule){1, 500}},
    {KEY("lines", grid.lines, field_count), .required = true, .unit = "1–500",
     .help = {"每栏行数", "lines a column"}, .parameter = &(const struct count_rule){1, 500}},
    {KEY("columns", grid.columns, field_count), .unit = "1–12", .standard = "1",
     .help = {"栏数", "number of columns"}, .parameter = &(const struct count_rule){1, 12}},
    {KEY("gap", gap, field_edge), .unit = "2em", .standard = "2em",
     .help = {"栏间距", "gap between columns"}, .parameter = &rule_not_negative},
    {KEY("top", top, field_edge), .unit = "24mm", .standard = "上下居中",
     .help = {"天头：版心上方的空白；余下的归地脚", "white above the type area; the rest is below"},
     .parameter = &rule_not_negative},
    {KEY("inside", inside, field_edge), .unit = "20mm", .standard = "左右居中",
     .help = {"订口一侧的空白（单数页在左）；余下的归切口",
              "white on the side of the spine (left on odd pages); the rest is on the outer side"},
     .parameter = &rule_not_negative},
};

const struct layout_map map_grid = {
    .what = N_("the grid"),
    .title = {"版心与网格：grid", "Type area and grid: grid"},
    .intro =
        {"版心宽 = 栏数 × 每行字数 × 字号 + 栏间距；版心高 = 每栏行数 × 行距。",
         "Width of the type area = columns × characters × size + gaps; height = lines × pitch."},
    LAYOUT_FIELDS(grid_keys),
};

static length peek(struct layout_reader *r, const struct yaml *map, const char *key, length usual)
{
    const struct yaml *value = yaml_get(map, key);
    length l;
    bool ok = value && read_quietly(&r->fields, value, layout_field(&map_grid, key), &l);
    return ok ? l : usual;
}

/* `fit`: how many characters or lines there is room for. */
static bool report_misfit(struct layout_reader *r, const struct yaml *map, bool wide, length area,
                          length page, length fit)
{
    struct arena *a = r->fields.arena;
    str area_text = length_mm(a, area), page_text = length_mm(a, page);
    diag_add(r->fields.diags, DIAG_BAD_VALUE, map->at,
             wide
                 ? N_("the type area does not fit: with its margin it is %.*s wide, the page %.*s")
                 : N_("the type area does not fit: with its margin it is %.*s high, the page %.*s"),
             STR_ARG(area_text), STR_ARG(page_text));
    int most = fit > 0 ? (int)fit : 0;
    diag_hint(r->fields.diags,
              wide ? N_("take less `characters` (%d would reach the trim), a smaller margin, or a "
                        "smaller size")
                   : N_("take less `lines` (%d would reach the trim), a smaller margin, or a "
                        "smaller size"),
              most);
    return false;
}

static bool place_type_area(struct layout_reader *r, const struct yaml *map,
                            const struct grid_source *s)
{
    struct layout *l = r->layout;
    const struct grid *g = &l->grid;
    struct rect *area = &l->type_area;
    area->w = g->columns * g->characters * g->size + (g->columns - 1) * g->gap;
    area->h = g->lines * g->pitch;
    area->x = s->inside.set ? s->inside.at : length_max((l->width - area->w) / 2, 0);
    area->y = s->top.set ? s->top.at : length_max((l->height - area->h) / 2, 0);
    bool ok = true;
    length width = l->width - area->x - (g->columns - 1) * g->gap;
    if (area->x + area->w > l->width)
        ok = report_misfit(r, map, true, area->x + area->w, l->width, width / g->columns / g->size);
    if (area->y + area->h > l->height)
        ok = report_misfit(r, map, false, area->y + area->h, l->height,
                           (l->height - area->y) / g->pitch);
    return ok;
}

static bool check_pitch(struct layout_reader *r, const struct yaml *map)
{
    if (r->layout->grid.pitch >= r->layout->grid.size)
        return true;
    struct place at = yaml_get(map, "pitch")->at;
    diag_add(r->fields.diags, DIAG_BAD_VALUE, at,
             "`pitch` is less than `size`: lines would overlap");
    length size = r->layout->grid.size;
    str least = length_pt(r->fields.arena, size * 3 / 2),
        most = length_pt(r->fields.arena, size * 2);
    diag_hint(r->fields.diags, "1.5 to 2 times the size is usual: %.*s to %.*s", STR_ARG(least),
              STR_ARG(most));
    return false;
}

/* PD-04, PD-05: with less than half an em between the lines marks and annotations find no room. The
 * hint keeps the height of the type area. */
static void advise_pitch(struct layout_reader *r, const struct yaml *map)
{
    enum { HALF_POINT = LENGTH_PT / 2 };
    const struct grid *g = &r->layout->grid;
    if (g->pitch * 2 >= g->size * 3)
        return;
    struct arena *a = r->fields.arena;
    length pitch = (g->size * 8 / 5 + HALF_POINT / 2) / HALF_POINT * HALF_POINT;
    str is = length_pt(a, g->pitch), size = length_pt(a, g->size), better = length_pt(a, pitch);
    diag_add(r->fields.diags, DIAG_PITCH_TIGHT, yaml_get(map, "pitch")->at,
             "`pitch` is %.*s, less than one and a half times the size of %.*s", STR_ARG(is),
             STR_ARG(size));
    diag_hint(r->fields.diags,
              "marks and annotations find no room (PD-05): in the same type area stand `lines: %d` "
              "with `pitch: %.*s`",
              (int)(g->lines * g->pitch / pitch), STR_ARG(better));
}

/* em and lines mean something as soon as size and pitch are known; usual values stand in for wrong
 * ones, so that the rest can be checked. */
static bool check_folds(struct layout_reader *r, const struct yaml *page, const char *key,
                        const struct folds *folds, length size)
{
    for (size_t i = 0; i < folds->n; i++) {
        if (folds->at[i] < size)
            continue;
        const struct yaml *value = yaml_get(page, key);
        str at = length_mm(r->fields.arena, folds->at[i]);
        str whole = length_mm(r->fields.arena, size);
        diag_add(r->fields.diags, DIAG_BAD_VALUE, value->at,
                 "`%s`: a fold at %.*s lies outside the page of %.*s", key, STR_ARG(at),
                 STR_ARG(whole));
        str middle = length_mm(r->fields.arena, size / 2);
        diag_hint(r->fields.diags,
                  "folds are counted from the page's left and top: its middle is %.*s",
                  STR_ARG(middle));
        return false;
    }
    return true;
}

/* A page has a format, or width and height. */
static bool check_format(struct layout_reader *r, const struct yaml *page)
{
    static const char *const sides[] = {"width", "height"};
    const struct yaml *format = yaml_get(page, "format");
    bool ok = true;
    if (format && r->layout->format >= 0) {
        r->layout->width = formats[r->layout->format].width;
        r->layout->height = formats[r->layout->format].height;
    }
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        const struct yaml *side = yaml_get(page, sides[i]);
        if (format && side) {
            diag_add(r->fields.diags, DIAG_BAD_VALUE, side->at,
                     "the page has both `format` and `%s`", sides[i]);
            diag_hint(r->fields.diags,
                      "take one of them out; what another layout gave is taken out by `%s: unset`",
                      sides[i]);
            ok = false;
        } else if (!format && !side) {
            diag_add(r->fields.diags, DIAG_MISSING_KEY, page->at, "the page has no `%s`", sides[i]);
            diag_hint(r->fields.diags, "add a line `%s: …`, or `format: A4`", sides[i]);
            ok = false;
        }
    }
    return ok;
}

/* PD-03: smaller text than 六号 is read with effort. */
static void advise_size(struct layout_reader *r, const struct yaml *map)
{
    const length least = LENGTH_PT * 15 / 2;
    if (r->layout->grid.size >= least)
        return;
    str is = length_pt(r->fields.arena, r->layout->grid.size);
    diag_add(r->fields.diags, DIAG_SIZE_SMALL, yaml_get(map, "size")->at,
             "body text of %.*s is smaller than 六号, the least that is read with ease",
             STR_ARG(is));
    diag_hint(r->fields.diags, "`size: 六号` (7.5pt) would do; 五号 and 小五 are usual (PD-03)");
}

bool read_grid(struct layout_reader *r, const struct yaml *page, const struct yaml *grid)
{
    struct grid_source source = {.grid = {.columns = 1}};
    r->em = r->base_em = peek(r, grid, "size", LENGTH_PT * 21 / 2);
    r->pitch = peek(r, grid, "pitch", LENGTH_PT * 17);
    bool ok = grid && layout_read_map(&r->fields, grid, &map_grid, &source);
    source.grid.gap = source.gap.set ? source.gap.at : 2 * r->em;
    r->layout->grid = source.grid;
    r->layout->format = -1;
    ok = page && layout_read_map(&r->fields, page, &map_page, r->layout) && ok;
    ok = page && check_format(r, page) && ok;
    const struct layout *l = r->layout;
    ok = ok && check_folds(r, page, "fold-x", &l->fold_x, l->width) &&
         check_folds(r, page, "fold-y", &l->fold_y, l->height);
    r->grid_ok = ok && check_pitch(r, grid) && place_type_area(r, grid, &source);
    if (r->grid_ok) {
        advise_pitch(r, grid);
        advise_size(r, grid);
    }
    return r->grid_ok;
}
