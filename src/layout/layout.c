#include "layout/dimension.h"
#include "layout/inherit.h"

#include "base/file.h"

static const char *const sizes_names[] = {"word", "clreq", NULL};
static const char *const links_names[] = {"plain", "notes", NULL};

/* The parts as typed: they are read in the order in which they need each other. */
struct sections {
    const struct yaml *extends, *variables, *name, *page, *grid, *sizes, *colors, *output, *fonts,
        *composition, *styles, *article, *lead, *sections, *list, *divider, *box, *corrections,
        *table, *figures, *underline, *marks, *notes, *links, *weights, *fit, *threads, *jump,
        *masters, *pages;
};

static bool field_section(struct fields_reader *r, const struct yaml *value,
                          const struct field *field, void *out)
{
    (void)r;
    (void)field;
    *(const struct yaml **)out = value;
    return true;
}

#define SECTION(key, member, shown, chinese, english)                                              \
    .name = (key), .offset = offsetof(struct sections, member), .read = field_section,             \
    .unit = (shown), .help = {chinese, english}

static const struct field top_keys[] = {
    {SECTION("name", name, "biweekly", "版式的名字", "name of the layout"), .required = true},
    {SECTION("extends", extends, "biweekly", "从哪个版式继承；只写不同的",
             "layout that it inherits from; only what differs is written"),
     .standard = "—"},
    {SECTION("variables", variables, "name: value", "变量：别处整个值写 `$名字` 就是它",
             "variables: `$name` as a whole value elsewhere stands for them"),
     .standard = "—"},
    {SECTION("page", page, "{width, height, bleed}", "纸张", "the page"), .required = true},
    {SECTION("grid", grid, "{size, pitch, …}", "版心与网格", "type area and grid"),
     .required = true},
    {SECTION(
         "sizes", sizes, "word, clreq",
         "号数按哪一套折成磅：Word 的（三号 16pt），或《中文排版需求》所列铅字的（三号 15.75pt）",
         "what Chinese sizes are in points: Word's (三号 is 16pt), or those of metal type as CLREQ "
         "lists them (三号 is 15.75pt)"),
     .standard = "word", .parameter = sizes_names},
    {SECTION("colors", colors, "name: cmyk(0, 100, 90, 8)", "颜色", "colours"), .required = true},
    {SECTION("output", output, "FOGRA39",
             "印刷条件，fonts.yaml 里 conditions 的一项；除 --profile plain 外都用",
             "printing condition, one of conditions in fonts.yaml; for all but --profile plain"),
     .standard = "FOGRA39"},
    {SECTION("fonts", fonts, "name: {han, western, …}", "字体角色", "roles of fonts"),
     .required = true},
    {SECTION("composition", composition, "{level, marks, gap, …}", "排字规则",
             "rules of composition"),
     .standard = "见下"},
    {SECTION("styles", styles, "name: {font, size, color, …}", "样式", "styles"), .required = true},
    {SECTION("article", article, "{head, end, gap, …}", "文章的题头、文尾、间距",
             "heads, ends and gaps of articles"),
     .required = true},
    {SECTION("lead", lead, "{head, fill, rule}", "头条：第一篇与别的不同之处",
             "the first article: what it has of its own"),
     .standard = "—"},
    {SECTION("sections", sections, "section: {head, fill, rule}", "各栏目与别的不同之处",
             "sections: what they have of their own"),
     .standard = "—"},
    {SECTION("list", list, "{bullets, number, hang}", "列表", "lists"), .standard = "见下"},
    {SECTION("divider", divider, "\"＊　＊　＊\"", "正文里分隔线的样子",
             "looks of the divider in the text"),
     .standard = "\"＊　＊　＊\""},
    {SECTION("box", box, "{fill, rule, padding}", "框", "boxes"), .standard = "见下"},
    {SECTION("corrections", corrections, "{title, item}", "更正", "corrections"),
     .standard = "见下"},
    {SECTION("table", table, "{rule-thick, rule-thin, …}", "表格", "tables"), .standard = "见下"},
    {SECTION("figures", figures, "{place, distance, …}", "图片", "figures"), .standard = "见下"},
    {SECTION("underline", underline, "{thickness, offset}", "专名号、删除线",
             "proper-name lines and strike-through"),
     .standard = "见下"},
    {SECTION("marks", marks, "{emphasis, dot, …}", "着重号、书名号",
             "emphasis dots and title lines"),
     .standard = "见下"},
    {SECTION("notes", notes, "{mark, title}", "注释", "notes"), .standard = "见下"},
    {SECTION("links", links, "plain, notes", "链接：notes 把网址排成注释",
             "links: notes makes notes of the addresses"),
     .standard = "plain", .parameter = links_names},
    {SECTION("weights", weights, "{widow, orphan, …}", "选栏、选页时各种缺憾的分量",
             "what each flaw weighs when columns and pages are chosen"),
     .standard = "见下"},
    {SECTION("fit", fit, "{pages, multiple, give, …}", "排成几页，哪些可以动",
             "pages to be reached, and what may give"),
     .standard = "—"},
    {SECTION("threads", threads, "[{name, articles}]", "正文之外的各条文流",
             "threads beside the main one"),
     .standard = "—"},
    {SECTION("jump", jump, "{to, from, title}", "转版的字样",
             "words where articles go on elsewhere"),
     .standard = "—"},
    {SECTION("masters", masters, "name: list of frames", "版面，各由若干框组成",
             "masters, each of several frames"),
     .required = true},
    {SECTION("pages", pages, "{first, inside, last}", "页序", "which master stands where"),
     .required = true},
};

const struct layout_map map_top = {
    .what = N_("the layout"),
    .title = {"layout.yaml", "layout.yaml"},
    LAYOUT_FIELDS(top_keys),
};

/* Reads one part; a part that is absent was reported or has its standard. */
static void section(struct layout_reader *r, const struct yaml *value, const char *key,
                    field_read_fn *read, void *out)
{
    if (value)
        read(&r->fields, value, layout_field(&map_top, key), out);
}

static void section_map(struct layout_reader *r, const struct yaml *value,
                        const struct layout_map *map, void *out)
{
    if (value)
        layout_read_map(&r->fields, value, map, out);
}

static void standard_template(struct layout_reader *r, const char *text, struct text_template *out)
{
    const struct yaml value = {.kind = YAML_SCALAR, .text = str_of(text), .quoted = true};
    field_template(&r->fields, &value, layout_field(&map_top, "divider"), out);
}

static void set_standards(struct layout_reader *r)
{
    struct layout *l = r->layout;
    l->n_bullets = 1;
    standard_template(r, "•", &l->bullets[0]);
    standard_template(r, "{n}.", &l->number);
    standard_template(r, "＊　＊　＊", &l->divider);
    l->list_hang = r->em * 3 / 2;
    l->box = (struct box_layout){.rule = {.thickness = LENGTH_PT * 3 / 10, .color = {.k = 10000}},
                                 .padding = r->em};
    l->table = (struct table_layout){
        .rule_thick = LENGTH_PT,
        .rule_thin = LENGTH_PT * 3 / 10,
        .rule_color = {.k = 10000},
        .cell_gap = r->em,
        .even_stub = true,
        .turns = true,
    };
    l->heading_note_mark = NOTE_MARK_STAR;
    l->table_note_mark = NOTE_MARK_LETTER;
    standard_template(r, "表{n}　", &l->table.caption);
    standard_template(r, "续表{n}", &l->table.continued);
    l->corrections.title = STR("更正");
    standard_template(r, LAYOUT_CORRECTION_ITEM("\xE2\x81\xA0"), &l->corrections.item);
    l->figures.columns = 1;
    l->figures.scale = 100;
    l->fit.figures = 100;
    l->figures.least_ppi = 300;
    l->figures.least_ppi_line = 1200;
    l->figures.distance = r->pitch / 2;
    l->figures.caption_distance = r->pitch / 4;
    l->weights = layout_standard_weights();
    l->note_rule = (struct style_rule){
        .thickness = LENGTH_PT * 4 / 10, .color = {.k = 10000}, .width = r->em * 6};
    l->note_space = r->em / 2;
    l->underline_thickness = r->em / 20;
    l->underline_offset = LENGTH_PT;
    l->marks = (struct marks_layout){
        .dot = LENGTH_PT / 5,
        .dot_offset = LENGTH_PT / 20,
        .frame = LENGTH_PT * 45 / 1000,
        .wave = LENGTH_PT / 8,
        .wave_length = LENGTH_PT / 2,
        .gap = LENGTH_PT / 8,
    };
}

static void read_manners(struct layout_reader *r, const struct sections *s)
{
    struct layout *l = r->layout;
    section_map(r, s->list, &map_list, l);
    section(r, s->divider, "divider", field_template, &l->divider);
    section_map(r, s->box, &map_box, l);
    section_map(r, s->corrections, &map_corrections, l);
    section_map(r, s->table, &map_table, l);
    section_map(r, s->figures, &map_figures, l);
    section_map(r, s->underline, &map_underline, l);
    section_map(r, s->marks, &map_marks, l);
    section_map(r, s->notes, &map_notes, l);
    section_map(r, s->weights, &map_weights, l);
    section_map(r, s->fit, &map_fit, l);
    if (s->threads)
        read_threads(r, s->threads);
    section_map(r, s->jump, &map_jump, l);
    section(r, s->links, "links", field_flag, &l->link_notes);
}

static void read_sections(struct layout_reader *r, const struct sections *s)
{
    int64_t gap;
    section(r, s->name, "name", field_text, &r->layout->name);
    r->layout->output = STR("FOGRA39");
    section(r, s->output, "output", field_text, &r->layout->output);
    r->layout->output_at = s->output ? s->output->at : (struct place){0};
    section(r, s->sizes, "sizes", field_flag, &r->clreq_sizes);
    read_grid(r, s->page, s->grid);
    set_standards(r);
    read_composition(r, s->composition, &gap);
    if (s->colors)
        read_colors(r, s->colors);
    if (s->fonts)
        read_fonts(r, s->fonts);
    bool styles = s->styles && declare_styles(r, s->styles);
    if (styles)
        read_styles(r, s->styles, gap);
    if (s->article)
        read_article(r, s->article);
    if (s->lead)
        field_looks(&r->fields, s->lead,
                    &(const struct field){.name = "lead", .parameter = &map_looks},
                    &r->layout->lead);
    if (s->sections)
        read_section_looks(r, s->sections);
    read_manners(r, s);
    if (s->masters)
        read_masters(r, s->masters);
    if (s->pages)
        read_pages(r, s->pages);
    if (styles)
        check_styles(r, s->styles);
}

static const struct layout *read(struct arena *a, const char *folder, const struct source *source,
                                 const struct source *changes, struct diags *d)
{
    struct layout_lineage lineage = {0};
    const struct yaml *root = layout_inherit(a, folder, source, changes, &lineage, d);
    if (!root)
        return NULL;
    struct layout_reader r = {
        .fields = {.arena = a, .diags = d},
        .layout = arena_one(a, struct layout),
        .color_names.what = N_("colour"),
        .role_names.what = N_("font"),
        .style_names.what = N_("style"),
        .master_names.what = N_("master"),
    };
    r.fields.context = &r;
    r.layout->folder = str_z(a, str_of(folder));
    r.layout->sources = lineage.sources;
    r.layout->n_sources = lineage.n;
    struct sections sections = {0};
    layout_read_map(&r.fields, root, &map_top, &sections);
    read_sections(&r, &sections);
    return r.layout;
}

const struct layout *layout_read_source(struct arena *a, const char *folder,
                                        const struct source *source, struct diags *d)
{
    return read(a, folder, source, NULL, d);
}

const struct layout *layout_read_changed(struct arena *a, const char *folder, struct place named_at,
                                         str changes, struct diags *d)
{
    const char *path = file_join(a, str_of(folder), STR("layout.yaml"));
    const struct source *source = file_read_text(a, path, named_at, d);
    struct source *over = arena_one(a, struct source);
    *over = (struct source){STR("changes"), str_dup(a, changes)};
    return source ? read(a, folder, source, changes.n ? over : NULL, d) : NULL;
}

const struct layout *layout_read(struct arena *a, const char *folder, struct place named_at,
                                 struct diags *d)
{
    return layout_read_changed(a, folder, named_at, STR(""), d);
}
