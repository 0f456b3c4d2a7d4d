/* Styles: inheritance first, over what was typed; then lengths, against the final size. */
#include "layout/dimension.h"

#include <assert.h>

#define STYLE_NAME(id, name) [LAYOUT_##id] = name,
static const char *const known_styles[LAYOUT_STYLE_COUNT] = {LAYOUT_STYLES(STYLE_NAME)};
#undef STYLE_NAME

static const char *const run_in_names[] = {"no", "yes", NULL};
static const char *const half_names[] = {"full", "half", NULL};
static const char *const direction_names[] = {"horizontal", "vertical", NULL};
static const char *const align_names[] = {"justify", "start", "center", "end", "even", NULL};
static const char *const position_names[] = {"middle", "top", "bottom", NULL};

static bool field_style_font(struct fields_reader *r, const struct yaml *value,
                             const struct field *field, void *out)
{
    struct style *s = out;
    s->sets_font = true;
    return field_role(r, value, field, &s->font);
}

static bool field_style_color(struct fields_reader *r, const struct yaml *value,
                              const struct field *field, void *out)
{
    struct style *s = out;
    s->sets_color = true;
    return field_color(r, value, field, &s->color);
}

/* In em, the size of a span is one of the text around it, any other of the grid's size. */
static bool field_style_size(struct fields_reader *r, const struct yaml *value,
                             const struct field *field, void *out)
{
    struct layout_reader *l = layout_reader_of(r);
    struct style *s = out;
    length own = l->em;
    l->em = l->base_em;
    int64_t em;
    length unused;
    bool ok =
        dimension_read(r, value, field, &unused, &em) && field_length(r, value, field, &s->size);
    l->em = own;
    s->sets_size = true;
    s->size_em = ok && l->reading_span ? em : 0;
    return ok;
}

static bool field_lines(struct fields_reader *r, const struct yaml *value,
                        const struct field *field, void *out)
{
    struct style *s = out;
    bool list = value->kind == YAML_LIST, ok = true;
    if (list && !layout_want_list(r, value, field, STYLE_LINES_MAX))
        return false;
    size_t n = list ? value->n : 1;
    for (size_t i = 0; i < n; i++)
        ok &= field_count(r, list ? value->entries[i].value : value, field, &s->lines[i]);
    for (size_t i = 1; ok && i < n; i++) {
        if (s->lines[i] >= s->lines[i - 1])
            continue;
        diag_add(r->diags, DIAG_BAD_VALUE, value->entries[i].value->at,
                 "`%s` cannot shrink: %d does not come after %d", field->name, s->lines[i],
                 s->lines[i - 1]);
        diag_hint(r->diags, "grid lines for one line of text, for two, …: [2, 3]");
        ok = false;
    }
    s->n_lines = ok ? (int)n : 0;
    return ok;
}

static bool field_span(struct fields_reader *r, const struct yaml *value, const struct field *field,
                       void *out)
{
    static const char *const names[] = {"column", "columns", NULL};
    static const struct count_rule columns = {2, 12};
    struct field own = *field;
    if (value->kind == YAML_SCALAR && value->text.n &&
        str_find(STR("0123456789"), value->text.p[0], 0) < 10) {
        own.parameter = &columns;
        return field_count(r, value, &own, out);
    }
    int choice;
    own.parameter = names;
    if (!field_choice(r, value, &own, &choice))
        return false;
    *(int *)out = choice ? SPAN_ALL : 0;
    return true;
}

static bool field_fill(struct fields_reader *r, const struct yaml *value, const struct field *field,
                       void *out)
{
    struct style *s = out;
    s->has_fill = !layout_is_none(value);
    return field_color_or_none(r, value, field, &s->fill);
}

static bool field_padding(struct fields_reader *r, const struct yaml *value,
                          const struct field *field, void *out)
{
    struct style *s = out;
    if (value->kind != YAML_LIST) {
        bool ok = field_length(r, value, field, &s->fill_pad_x);
        s->fill_pad_y = s->fill_pad_x;
        return ok;
    }
    if (value->n != 2) {
        diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%s` takes one length or two", field->name);
        diag_hint(r->diags, "first beside the text, then above and below it: [6pt, 3pt]");
        return false;
    }
    bool ok = field_length(r, value->entries[0].value, field, &s->fill_pad_x);
    return field_length(r, value->entries[1].value, field, &s->fill_pad_y) && ok;
}

static bool field_style_rule(struct fields_reader *r, const struct yaml *value,
                             const struct field *field, void *out)
{
    return layout_is_none(value) || field_map(r, value, field, out);
}

/* Names the style it begins from; read before all others. */
static bool field_extends(struct fields_reader *r, const struct yaml *value,
                          const struct field *field, void *out)
{
    (void)out;
    return fields_want_scalar(r, value, field);
}

#define KEY(key, member, reader)                                                                   \
    .name = (key), .offset = offsetof(struct style_rule, member), .read = (reader)

static const struct field style_rule_keys[] = {
    {KEY("thickness", thickness, field_length), .required = true, .unit = "0.5pt",
     .help = {"粗细", "thickness"}, .parameter = &rule_positive},
    {KEY("color", color, field_color), .required = true, .unit = N_("colour name"),
     .help = {"颜色的名字", "name of a colour"}},
    {KEY("offset", offset, field_length), .unit = "3pt", .standard = "0",
     .help = {"离块边的距离，向内为正，向外为负",
              "from the block's edge, inwards; negative: outwards"},
     .parameter = &rule_any},
    {KEY("width", width, field_length), .unit = "6em", .standard = "整行",
     .help = {"长度，从左起", "length, from the left"}, .parameter = &rule_not_negative},
};
#undef KEY

const struct layout_map map_style_rule = {
    .what = N_("a rule"),
    .title = {"线：rule-above、rule-below、column-rule",
              "Rules: rule-above, rule-below, column-rule"},
    .intro = {"继承来的线用 `none` 去掉。", "`none` takes away an inherited rule."},
    LAYOUT_FIELDS(style_rule_keys),
};

static const struct count_rule lines_rule = {1, 500}, keep_rule = {0, 100}, least_rule = {1, 100};

#define KEY(key, member, reader)                                                                   \
    .name = (key), .offset = offsetof(struct style, member), .read = (reader)
#define WHOLE(key, reader) .name = (key), .read = (reader)

static const struct field style_keys[] = {
    {WHOLE("extends", field_extends), .unit = N_("style name"),
     .help = {"从哪个样式继承", "the style that it derives from"}},
    {WHOLE("font", field_style_font), .unit = N_("font name"),
     .help = {"字体角色的名字", "name of a font role"}},
    {WHOLE("size", field_style_size), .unit = "五号, 10.5pt, 0.6em",
     .help =
         {"字号；字符样式里的 em 是周围文字的字号，段落样式里是网格字号",
          "type size; em is the size around in character styles, the grid's in paragraph styles"},
     .parameter = &rule_size},
    {WHOLE("color", field_style_color), .unit = N_("colour name"),
     .help = {"颜色的名字", "name of a colour"}},
    {KEY("align", align, field_choice), .unit = "justify, start, center, end, even",
     .standard = "justify",
     .help = {"对齐：两端、左、中、右、均排",
              "alignment: justified, start, centred, end, evenly spread"},
     .parameter = align_names},
    {KEY("indent", indent, field_length), .unit = "2em", .standard = "0",
     .help = {"首行缩进；负数为悬挂", "first-line indent; negative: hanging"},
     .parameter = &rule_any},
    {KEY("left", left, field_length), .unit = "2em", .standard = "0",
     .help = {"左侧整体缩进", "indent of all lines on the left"}, .parameter = &rule_not_negative},
    {KEY("right", right, field_length), .unit = "2em", .standard = "0",
     .help = {"右侧整体缩进", "indent of all lines on the right"}, .parameter = &rule_not_negative},
    {KEY("leading", leading, field_length), .unit = "16pt", .standard = "网格行距",
     .help = {"块内行距，用于不压网格的文字",
              "leading inside the block, for text that is off the grid"},
     .parameter = &rule_size},
    {WHOLE("lines", field_lines), .unit = "2, [2, 3]", .standard = "同文字行数",
     .help = {"占行：一行、两行……文字各占几个网格行，往后照最后一步递增",
              "grid lines that one line of text takes, two, …; more lines go on by the last step"},
     .parameter = &lines_rule},
    {KEY("position", position, field_choice), .unit = "middle, top, bottom", .standard = "middle",
     .help = {"文字在所占行里的位置", "where text stands in the grid lines it takes"},
     .parameter = position_names},
    {KEY("keep-next", keep_next, field_count), .unit = "2", .standard = "0",
     .help = {"下一块至少有几行与它同栏", "lines of the next block that stay in its column"},
     .parameter = &keep_rule},
    {KEY("orphans", orphans, field_count), .unit = "2", .standard = "1",
     .help = {"段落留在栏尾的最少行数",
              "lines of a paragraph that stay at a column's foot at least"},
     .parameter = &least_rule},
    {KEY("widows", widows, field_count), .unit = "2", .standard = "1",
     .help = {"段落移到栏首的最少行数", "lines of a paragraph that go to a column's head at least"},
     .parameter = &least_rule},
    {KEY("span", span, field_span), .unit = "column, columns, 2–12", .standard = "column",
     .help =
         {"columns 为通栏；数为跨几栏，其余各栏的正文从旁边开始",
          "columns: across all; a number: across so many, text in the others begins beside it"}},
    {KEY("tracking", tracking, field_ratio), .unit = UNIT_RATIO, .standard = "0",
     .help = {"字间加空，以字号为一份",
              "extra white between characters, as a part of the type size"},
     .parameter = &(const struct length_rule){-32768, 655360, N_("from -0.5 to 10")}},
    {KEY("shift", shift, field_ratio), .unit = "0.35em", .standard = "0",
     .help = {"字符样式：基线上移，以周围字号为一份；负数下移",
              "character style: baseline raised, as a part of the size around; negative: lowered"},
     .parameter = &(const struct length_rule){-131072, 131072, N_("from -2em to 2em")}},
    {KEY("rule-above", rule_above, field_style_rule), .unit = "{thickness: 1pt, color: red}",
     .standard = "none", .help = {"块上方的线", "rule above the block"},
     .parameter = &map_style_rule},
    {KEY("rule-below", rule_below, field_style_rule), .unit = "{thickness: 1pt, color: red}",
     .standard = "none", .help = {"块下方的线", "rule below the block"},
     .parameter = &map_style_rule},
    {WHOLE("fill", field_fill), .unit = N_("colour name"), .standard = "none",
     .help = {"文字底色，做标签用", "colour behind the text, for tags"}},
    {WHOLE("fill-padding", field_padding), .unit = "[6pt, 3pt]", .standard = "0",
     .help = {"底色比文字宽出、高出多少：左右、上下",
              "how far that colour reaches beyond the text: sideways, up and down"},
     .parameter = &rule_not_negative},
    {KEY("direction", vertical, field_flag), .unit = "horizontal, vertical",
     .standard = "horizontal",
     .help = {"横排或直排：直排的行从上到下，从右到左",
              "horizontal or vertical: vertical lines run down, from right to left"},
     .parameter = direction_names},
    {KEY("spread", spread, field_length), .unit = "4em", .standard = "0",
     .help = {"两到四个字的短题撑到多宽；0 不撑",
              "width that short titles of two to four characters are spread to; 0: none"},
     .parameter = &rule_not_negative},
    {KEY("marks", half_marks, field_flag), .unit = "full, half",
     .standard = "18pt 以上 half，以下 full",
     .help = {"标点占一格还是半格", "marks take a whole em or half"}, .parameter = half_names},
    {KEY("run-in", run_in, field_flag), .unit = "no, yes", .standard = "no",
     .help = {"标题接在下一段的首行里，空一字再排正文",
              "the heading stands in the first line of the next paragraph, one em before it"},
     .parameter = run_in_names},
    {KEY("gap", gap_em, field_ratio), .unit = UNIT_RATIO,
     .standard = "composition 的 gap，18pt 以上至多 1/8",
     .help = {"汉字与西文之间的空", "gap between Han and Western text"},
     .parameter = &(const struct length_rule){0, 65536, N_("from 0 to 1")}},
};
#undef KEY
#undef WHOLE

const struct layout_map map_style = {
    .what = N_("a style"),
    .title = {"样式：styles 的各项", "Styles: items of styles"},
    .intro =
        {"用作段落样式的，`font`、`color` 必须有（可以继承来），`size` "
         "不写就是网格的字号；字符样式只写要改的。",
         "A paragraph style must have `font` and `color` (they may be inherited), and its `size` "
         "is that of the grid unless it says another; a character style has only what it changes."},
    LAYOUT_FIELDS(style_keys),
};

enum { STYLE_KEYS = sizeof style_keys / sizeof *style_keys };

/* Styles while their inheritance is being worked out. */
struct family {
    struct layout_reader *reader;
    const struct yaml *styles;
    struct yaml *merged; /* one a style */
    enum { FRESH, ACTIVE, DONE } * state;
};

static int parent_of(struct family *f, size_t i)
{
    const struct yaml *extends = yaml_get(f->styles->entries[i].value, "extends");
    if (!extends || extends->kind != YAML_SCALAR || (!extends->text.n && !extends->quoted))
        return -1;
    const struct field *field = layout_field(&map_style, "extends");
    struct layout_reader *r = f->reader;
    int parent = names_find(&r->fields, &r->style_names, extends, field);
    r->style_uses[i].orphan = parent < 0 || f->state[parent] == ACTIVE;
    if (parent < 0 || f->state[parent] != ACTIVE)
        return parent;
    diag_add(r->fields.diags, DIAG_BAD_VALUE, extends->at, "the style `%s` extends itself",
             r->style_names.z[i]);
    if ((size_t)parent != i)
        diag_hint(r->fields.diags,
                  "from `%s` on, `extends` comes back to `%s`; leave one of them out",
                  r->style_names.z[parent], r->style_names.z[i]);
    return -1;
}

/* The style's own keys, then those of its parent that it lacks. */
static void merge(struct family *f, size_t i)
{
    if (f->state[i] == DONE)
        return;
    f->state[i] = ACTIVE;
    const struct yaml *own = f->styles->entries[i].value;
    struct yaml *merged = &f->merged[i];
    *merged = *own;
    int parent = own->kind == YAML_MAP ? parent_of(f, i) : -1;
    if (parent >= 0) {
        merge(f, (size_t)parent);
        f->reader->style_uses[i].orphan = f->reader->style_uses[parent].orphan;
        const struct yaml *from = &f->merged[parent];
        merged->entries =
            arena_many(f->reader->fields.arena, own->n + STYLE_KEYS, struct yaml_entry);
        memcpy(merged->entries, own->entries, own->n * sizeof *own->entries);
        for (size_t k = 0; from->kind == YAML_MAP && k < from->n; k++) {
            const struct yaml_entry *e = &from->entries[k];
            for (size_t j = 0; j < STYLE_KEYS; j++)
                if (str_is(e->key, style_keys[j].name) && !yaml_get(own, style_keys[j].name))
                    merged->entries[merged->n++] = *e;
        }
    }
    f->state[i] = DONE;
}

static bool is_span(str name)
{
    for (int id = LAYOUT_SPAN_EMPHASIS; id < LAYOUT_STYLE_COUNT; id++)
        if (str_is(name, known_styles[id]))
            return true;
    return false;
}

static bool check_leading(struct layout_reader *r, const struct yaml *map, const struct style *s)
{
    const struct yaml *leading = yaml_get(map, "leading");
    if (!leading || !s->leading || s->leading >= s->size / 2)
        return true;
    diag_add(r->fields.diags, DIAG_BAD_VALUE, leading->at,
             "`leading` is less than half the size: lines would overlap");
    return false;
}

/* What an em is in this style. */
static length final_size(struct layout_reader *r, const struct yaml *map)
{
    const struct yaml *value = yaml_get(map, "size");
    struct style sized = {0};
    bool ok = value && read_quietly(&r->fields, value, layout_field(&map_style, "size"), &sized);
    return ok ? sized.size : r->base_em;
}

static bool read_style(struct layout_reader *r, const struct yaml *map, struct style *s)
{
    r->reading_span = is_span(s->name);
    r->em = final_size(r, map);
    bool ok = layout_read_map(&r->fields, map, &map_style, s);
    r->em = r->base_em;
    return check_leading(r, map, s) && ok;
}

bool declare_styles(struct layout_reader *r, const struct yaml *styles)
{
    if (!names_read(&r->fields, styles, N_("style"), &r->style_names))
        return false;
    r->styles = arena_many(r->fields.arena, styles->n, struct style);
    r->style_uses = arena_many(r->fields.arena, styles->n, struct style_use);
    for (size_t i = 0; i < styles->n; i++) {
        r->styles[i].name = styles->entries[i].key;
        r->styles[i].at = styles->entries[i].key_at;
        r->styles[i].orphans = r->styles[i].widows = 1;
    }
    r->layout->all_styles = r->styles;
    r->layout->n_styles = styles->n;
    return true;
}

/* Large sizes are set closer, unless the style says otherwise (HL-11, HD-13). */
static void set_display(const struct yaml *merged, struct style *s)
{
    enum { DISPLAY = 18 };
    if (s->size < DISPLAY * LENGTH_PT || merged->kind != YAML_MAP)
        return;
    if (!yaml_get(merged, "gap"))
        s->gap_em = s->gap_em < LENGTH_PT / 8 ? s->gap_em : LENGTH_PT / 8;
    if (!yaml_get(merged, "marks"))
        s->half_marks = true;
}

bool read_styles(struct layout_reader *r, const struct yaml *styles, int64_t gap_em)
{
    struct arena *a = r->fields.arena;
    struct family f = {.reader = r, .styles = styles};
    f.merged = arena_many(a, styles->n, struct yaml);
    f.state = arena_array(a, styles->n, sizeof *f.state);
    bool ok = true;
    for (size_t i = 0; i < r->style_names.n; i++) {
        merge(&f, i);
        r->styles[i].gap_em = gap_em;
        ok &= read_style(r, &f.merged[i], &r->styles[i]);
        set_display(&f.merged[i], &r->styles[i]);
    }
    return ok;
}

/* A paragraph style without a size has the grid's. */
static bool check_style(struct layout_reader *r, size_t i)
{
    struct style *s = &r->styles[i];
    const struct style_use *use = &r->style_uses[i];
    const char *lacks = !s->sets_font ? "font" : !s->sets_color ? "color" : NULL;
    if (use->used && !s->size)
        s->size = r->base_em;
    if (!use->used || use->orphan || !lacks)
        return true;
    diag_add(r->fields.diags, DIAG_MISSING_KEY, s->at, "the style `%s` has no `%s`",
             r->style_names.z[i], lacks);
    if (use->at.line)
        diag_hint(r->fields.diags,
                  "it is used as a paragraph style in line %u: add `%s: …` or `extends: body`",
                  use->at.line, lacks);
    else
        diag_hint(r->fields.diags, "it is a paragraph style: add `%s: …` or `extends: body`",
                  lacks);
    return false;
}

/* What a layout that leaves a style out gets instead of the body's; it comes before it. */
static enum layout_style stand_in(int id)
{
    static const enum layout_style others[LAYOUT_STYLE_COUNT] = {
        [LAYOUT_VERSE] = LAYOUT_QUOTE,           [LAYOUT_VERSE_TITLE] = LAYOUT_QUOTE,
        [LAYOUT_ATTRIBUTION] = LAYOUT_QUOTE,     [LAYOUT_BOX_TITLE] = LAYOUT_HEADING_2,
        [LAYOUT_CORRECTION] = LAYOUT_LIST,       [LAYOUT_TERM] = LAYOUT_LIST,
        [LAYOUT_DEFINITION] = LAYOUT_LIST,       [LAYOUT_DIALOGUE] = LAYOUT_LIST,
        [LAYOUT_SPEAKER] = LAYOUT_LIST,          [LAYOUT_TABLE_CAPTION] = LAYOUT_TABLE_HEAD,
        [LAYOUT_TABLE_NOTE] = LAYOUT_TABLE_CELL, [LAYOUT_SPAN_DATELINE] = LAYOUT_SPAN_STRONG,
    };
    return others[id]; /* LAYOUT_BODY is 0 */
}

/* The styles that an article's blocks and spans ask for by name. */
static void fill_known(struct layout_reader *r)
{
    struct layout *l = r->layout;
    for (int id = 0; id < LAYOUT_STYLE_COUNT; id++) {
        bool span = id >= LAYOUT_SPAN_EMPHASIS, none = span && !stand_in(id);
        int i = names_index(&r->style_names, str_of(known_styles[id]));
        l->styles[id] = i >= 0 ? &r->styles[i] : none ? NULL : l->styles[stand_in(id)];
        if (i >= 0 && !span)
            r->style_uses[i].used = true;
    }
}

/* The type area is so many characters wide and high: they are the body's (GR-01). */
static void check_body(struct layout_reader *r)
{
    const struct style *body = r->layout->styles[LAYOUT_BODY];
    const struct grid *g = &r->layout->grid;
    if (!body || !r->grid_ok || body->size == g->size)
        return;
    str size = length_pt(r->fields.arena, body->size), grid = length_pt(r->fields.arena, g->size);
    diag_add(r->fields.diags, DIAG_BODY_SIZE, body->at,
             "the body is set in %.*s, but the grid counts characters of %.*s", STR_ARG(size),
             STR_ARG(grid));
    diag_hint(r->fields.diags,
              "give `size` to `grid` alone (with `characters`, `pitch` and `lines` "
              "to match) and leave it out of the style");
}

bool check_styles(struct layout_reader *r, const struct yaml *styles)
{
    fill_known(r);
    bool ok = true;
    if (!r->layout->styles[LAYOUT_BODY]) {
        diag_add(r->fields.diags, DIAG_MISSING_KEY, styles->at, "there is no style `body`");
        diag_hint(r->fields.diags, "articles are set in it: add `body: {font: …, color: …}`");
        ok = false;
    }
    for (size_t i = 0; i < r->style_names.n; i++)
        ok &= check_style(r, i);
    check_body(r);
    return ok;
}

int style_lines(const struct style *s, int n)
{
    assert(n >= 0);
    if (n == 0 || s->n_lines == 0)
        return n;
    if (n <= s->n_lines)
        return s->lines[n - 1];
    int last = s->lines[s->n_lines - 1];
    int step = last - (s->n_lines > 1 ? s->lines[s->n_lines - 2] : 0);
    return last + (n - s->n_lines) * (step > 0 ? step : 1);
}
