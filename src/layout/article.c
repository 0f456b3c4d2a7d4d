/* What articles are made with besides their styles: furniture, lists, tables, underlines, notes,
 * links. */
#include "layout/dimension.h"

struct article_source {
    struct furniture_list head, filler, end;
    struct article_layout layout;
};

#define KEY(key, member, reader)                                                                   \
    .name = (key), .offset = offsetof(struct article_source, member), .read = (reader)

static const char *const balance_names[] = {"last", "even", NULL};
static const char *const begin_names[] = {"anywhere", "page", "recto", "column", NULL};

static const struct field article_keys[] = {
    {KEY("head", head, field_furnitures), .required = true, .unit = N_("list of {text, style, if}"),
     .help = {"正文之前的各行：栏目、标题、作者……空的自动略去",
              "lines before the text: section, title, author …; those that would be empty are left "
              "out"},
     .parameter = &map_text},
    {KEY("filler", filler, field_furnitures), .unit = N_("list of {text, style, if}"),
     .standard = "同 head", .help = {"补白的题头", "the head of a filler item"},
     .parameter = &map_text},
    {KEY("end", end, field_furnitures), .unit = N_("list of {text, style, if}"), .standard = "—",
     .help = {"正文之后的各行：出处……", "lines after the text: source …"}, .parameter = &map_text},
    {KEY("end-mark", layout.end_mark, field_text), .unit = "■, （完）", .standard = "\"\"",
     .help = {"紧跟在最后一个字后面的记号；样式是 `end-mark`",
              "a mark right after the last character; its style is `end-mark`"}},
    {KEY("gap", layout.gap, field_count), .unit = "0–100", .standard = "1",
     .help = {"两篇之间空几个网格行", "grid lines left white between two articles"},
     .parameter = &(const struct count_rule){0, 100}},
    {KEY("gap-stretch", layout.gap_stretch, field_count), .unit = "0–100", .standard = "0",
     .help = {"为填满版面，每处空行最多再加几行",
              "how many lines each such gap may grow by to fill the page"},
     .parameter = &(const struct count_rule){0, 100}},
    {KEY("heading-stretch", layout.heading_stretch, field_count), .unit = "0–10", .standard = "0",
     .help =
         {"一栏提前结束时，每个小标题、每处空行之上至多各加几行，使各栏齐底；补不齐就不加",
          "lines of white that may be added above each heading, and where white is, of a column "
          "that ends early, so that columns end level; none where these are not enough"},
     .parameter = &(const struct count_rule){0, 10}},
    {KEY("head-share", layout.head_share, field_count), .unit = "0–100", .standard = "0",
     .help = {"加的空行里，最多有几行（不过一半）移到题头之下",
              "how many of the lines added may go below the head (no more than half)"},
     .parameter = &(const struct count_rule){0, 100}},
    {KEY("least-lines", layout.least_lines, field_count), .unit = "1–100", .standard = "1",
     .help = {"题头之下，每栏至少有几行正文",
              "lines of text that each column has at least below a head"},
     .parameter = &(const struct count_rule){1, 100}},
    {KEY("balance", layout.even, field_flag), .unit = "last, even", .standard = "last",
     .help = {"各栏不能等长时：短在末栏（CLREQ），或分摊到各栏",
              "where columns cannot be alike: the last one is short (CLREQ), or all share it"},
     .parameter = balance_names},
    {KEY("begin", layout.begin, field_choice), .unit = "anywhere, page, recto, column",
     .standard = "anywhere",
     .help =
         {"接排，或每篇另页起，或另起单数页（recto，右页；空出的双数页留白），或换栏（column：从下"
          "一栏的"
          "栏首起，前一栏余下的留白；题头通栏的仍接排）；文章头里也可以写 `begin`",
          "articles follow each other, or each begins on a new page, or (recto) on one with an odd "
          "number, the page before it left blank, or (column) at the head of the next column, "
          "what is left of the one before it blank, unless its head spans all columns; the "
          "article's head may say otherwise (`begin`)"},
     .parameter = begin_names},
};
#undef KEY

const struct layout_map map_article = {
    .what = N_("the article"),
    .title = {"文章：article", "Articles: article"},
    LAYOUT_FIELDS(article_keys),
};

bool read_article(struct layout_reader *r, const struct yaml *article)
{
    struct article_source s = {.layout = {.gap = 1, .least_lines = 1}};
    bool ok = layout_read_map(&r->fields, article, &map_article, &s);
    struct article_layout *out = &r->layout->article;
    *out = s.layout;
    out->head = s.head.v;
    out->n_head = s.head.n;
    out->filler = s.filler.v;
    out->n_filler = s.filler.n;
    out->end = s.end.v;
    out->n_end = s.end.n;
    return ok;
}

static bool field_bullets(struct fields_reader *r, const struct yaml *value,
                          const struct field *field, void *out)
{
    struct layout *l = out;
    enum { BULLETS_MAX = sizeof l->bullets / sizeof *l->bullets };
    bool list = value->kind == YAML_LIST, ok = true;
    if (list && !layout_want_list(r, value, field, BULLETS_MAX))
        return false;
    l->n_bullets = list ? value->n : 1;
    for (size_t i = 0; i < l->n_bullets; i++)
        ok &= field_template(r, list ? value->entries[i].value : value, field, &l->bullets[i]);
    return ok;
}

#define KEY(key, member, reader)                                                                   \
    .name = (key), .offset = offsetof(struct layout, member), .read = (reader)

static const char *const clause_names[] = {"hang", "flush", NULL};

static const struct field list_keys[] = {
    {.name = "bullets",
     .read = field_bullets,
     .unit = "[\"•\", \"–\"]",
     .standard = "\"•\"",
     .help = {"各层项目符号，最多三层；更深的用最后一个",
              "bullets of the levels, three at most; deeper ones take the last"}},
    {KEY("bullet-style", bullet, field_style), .unit = N_("style name"), .standard = "list",
     .help = {"项目符号的样式", "style of the bullets"}},
    {KEY("number", number, field_template), .unit = "\"{n}.\"", .standard = "\"{n}.\"",
     .help = {"编号的写法，`{n}` 是数", "how a number is written; `{n}` stands for it"}},
    {KEY("clauses", clauses, field_flag), .unit = "hang, flush", .standard = "hang",
     .help = {"（一）、（1）、① 开头的项：悬挂，或同正文一样首行缩进",
              "items that begin with （一）, （1） or ①: hung, or with a first-line indent as text "
              "has"},
     .parameter = clause_names},
    {KEY("hang", list_hang, field_length), .unit = "1.5em", .standard = "1.5em",
     .help = {"符号、编号所占的宽", "width that the bullet or number takes"},
     .parameter = &rule_not_negative},
};

const struct layout_map map_list = {
    .what = N_("the lists"), .title = {"列表：list", "Lists: list"}, LAYOUT_FIELDS(list_keys)};

static bool field_box_fill(struct fields_reader *r, const struct yaml *value,
                           const struct field *field, void *out)
{
    struct layout *l = out;
    l->box.has_fill = !layout_is_none(value);
    return field_color_or_none(r, value, field, &l->box.fill);
}

static bool field_box_rule(struct fields_reader *r, const struct yaml *value,
                           const struct field *field, void *out)
{
    struct style_rule *rule = out;
    *rule = (struct style_rule){0};
    return layout_is_none(value) || field_map(r, value, field, out);
}

static const struct field box_keys[] = {
    {.name = "fill",
     .read = field_box_fill,
     .unit = N_("colour name"),
     .standard = "none",
     .help = {"底纹的颜色", "colour behind the text"}},
    {KEY("rule", box.rule, field_box_rule), .unit = "{thickness: 0.3pt, color: black}",
     .standard = "0.3pt, 黑",
     .help = {"四周的线；`none` 为没有", "lines around it; `none` for no line"},
     .parameter = &map_style_rule},
    {KEY("padding", box.padding, field_length), .unit = "1em", .standard = "1em",
     .help = {"文字离框的左右边，取整字；上下各半行",
              "from the text to the box's left and right edge, in whole characters; half a line "
              "above and below"},
     .parameter = &rule_not_negative},
};

const struct layout_map map_box = {
    .what = N_("the boxes"), .title = {"框：box", "Boxes: box"}, LAYOUT_FIELDS(box_keys)};

static const struct field corrections_keys[] = {
    {KEY("title", corrections.title, field_text), .unit = "更正", .standard = "\"更正\"",
     .help = {"没有另写标题的更正的标题；样式是 `box-title`",
              "title of corrections that have none of their own; its style is `box-title`"}},
    {KEY("item", corrections.item, field_template), .unit = "\"第{correction.number}期…\"",
     .standard = "\"" LAYOUT_CORRECTION_ITEM("") "\"",
     .help = {"一条更正的写法", "how one correction is worded"}},
};

const struct layout_map map_corrections = {
    .what = N_("the corrections"),
    .title = {"更正：corrections", "Corrections: corrections"},
    .intro = {"文章里的`::: 更正`；底纹、线、边距与框（`box`）相同，每条的样式是`correction`。",
              "What articles say was wrong in earlier issues; colour, lines and padding are those "
              "of `box`, the style of "
              "each is `correction`."},
    LAYOUT_FIELDS(corrections_keys)};

static const char *const sideways_names[] = {"never", "wide", NULL};
static const char *const table_rules[] = {"three", "full", NULL};
static const char *const stub_names[] = {"start", "even", NULL};

static const struct field table_keys[] = {
    {KEY("rules", table.full_rules, field_flag), .unit = "three, full", .standard = "three",
     .help = {"三线表，或全线表", "three rules, or all rules"}, .parameter = table_rules},
    {KEY("caption", table.caption, field_template), .unit = "\"表{n}　\"",
     .standard = "\"表{n}　\"",
     .help = {"表题前的字，`{n}` 是一篇之内的表号；空则不编号",
              "what stands before a table's caption; `{n}` is its number in the article; empty: "
              "not numbered"}},
    {KEY("continued", table.continued, field_template), .unit = "\"续表{n}\"",
     .standard = "\"续表{n}\"",
     .help = {"表格转栏、转页时，重排的表头上面的字；空则只重排表头",
              "words above the head that is repeated in the next column or page; empty: the head "
              "alone is"}},
    {KEY("stub", table.even_stub, field_flag), .unit = "start, even", .standard = "even",
     .help =
         {"首列全是两三个字的名称时：左对齐，或均排成等宽",
          "a first column of names of two or three characters: flush left, or spread to one width"},
     .parameter = stub_names},
    {KEY("sideways", table.turns, field_flag), .unit = "never, wide", .standard = "wide",
     .help = {"各栏合起来也放不下的表：照排，或卧排（向左转90°，表头在左）",
              "a table that is wider than all columns: as it is, or set sideways, turned to the "
              "left"},
     .parameter = sideways_names},
    {KEY("rule-thick", table.rule_thick, field_length), .unit = "1pt", .standard = "1pt",
     .help = {"表头上方、表尾下方的线", "rules above the head and below the table"},
     .parameter = &rule_not_negative},
    {KEY("rule-thin", table.rule_thin, field_length), .unit = "0.3pt", .standard = "0.3pt",
     .help = {"表头下方的线", "rule below the head"}, .parameter = &rule_not_negative},
    {KEY("rule-color", table.rule_color, field_color), .unit = N_("colour name"), .standard = "黑",
     .help = {"线的颜色", "colour of the rules"}},
    {KEY("space-above", table.space_above, field_count), .unit = "1", .standard = "0",
     .help = {"表格之前空几个网格行，落在栏首就不空",
              "grid lines left white before a table, none at a column's head"},
     .parameter = &(const struct count_rule){0, 10}},
    {KEY("space-below", table.space_below, field_count), .unit = "1", .standard = "0",
     .help = {"表格之后空几个网格行", "grid lines left white after a table"},
     .parameter = &(const struct count_rule){0, 10}},
    {KEY("cell-gap", table.cell_gap, field_length), .unit = "1em", .standard = "1em",
     .help = {"列与列之间的空", "gap between columns of a table"}, .parameter = &rule_not_negative},
};

const struct layout_map map_table = {
    .what = N_("the tables"), .title = {"表格：table", "Tables: table"}, LAYOUT_FIELDS(table_keys)};

static const char *const figure_places[] = {"auto", "top", "foot", "here", NULL};

static const char *const figure_wraps[] = {"none", "left", "right", NULL};

static const char *const caption_sides[] = {"left", "right", NULL};

static const struct field figures_keys[] = {
    {KEY("place", figures.place, field_choice), .unit = "auto, top, foot, here", .standard = "auto",
     .help = {"提到之后的栏首或栏尾、只在栏首、只在栏尾，或就在文中",
              "at the head or foot of a column after its mention, at a head or foot alone, or "
              "right in the text"},
     .parameter = figure_places},
    {KEY("wrap", figures.wrap, field_choice), .unit = "none, left, right", .standard = "none",
     .help = {"文绕图：不绕；图靠左或靠右，旁边还能排八个字以上的，文字排在旁边",
              "text beside the picture: none; or the picture left or right, with text beside it "
              "where eight characters fit"},
     .parameter = figure_wraps},
    {KEY("columns", figures.columns, field_count), .unit = "2", .standard = "1",
     .help = {"图占几栏；文章里可以另写",
              "columns that a picture spans; the article may say otherwise"},
     .parameter = &(const struct count_rule){1, 12}},
    {KEY("scale", figures.scale, field_count), .unit = "80", .standard = "100",
     .help = {"图缩到本来大小的百分之几，居中",
              "percent of its size that a picture is reduced to, centred"},
     .parameter = &(const struct count_rule){10, 100}},
    {KEY("least-width", figures.least_width, field_count), .unit = "80", .standard = "0",
     .help = {"小图放大到栏宽（或所占几栏总宽）的百分之几；像素图放大到 least-ppi 为止",
              "percent of its columns that a smaller picture is enlarged to; one of pixels not "
              "beyond least-ppi"},
     .parameter = &(const struct count_rule){0, 100}},
    {KEY("caption", figures.caption, field_template), .unit = "\"图{n}　\"", .standard = "空",
     .help = {"图题前的字，`{n}` 是一篇之内的图号；空则不编号",
              "what stands before a caption; `{n}` is the figure's number in the article; empty: "
              "not numbered"}},
    {KEY("least-ppi", figures.least_ppi, field_count), .unit = "300", .standard = "300",
     .help = {"图印出来每英寸至少多少像素，不到的告警",
              "pixels an inch that a printed picture has at least; fewer are warned of"},
     .parameter = &(const struct count_rule){36, 2400}},
    {KEY("least-ppi-line", figures.least_ppi_line, field_count), .unit = "1200", .standard = "1200",
     .help = {"线条图（每像素一位的）每英寸至少多少像素",
              "pixels an inch that line art (one bit a pixel) has at least"},
     .parameter = &(const struct count_rule){36, 4800}},
    {KEY("distance", figures.distance, field_length), .unit = UNIT_LENGTH, .standard = "0.5 行",
     .help = {"图（连同图题）与正文的空", "from the picture with its caption to the text"},
     .parameter = &rule_not_negative},
    {KEY("caption-distance", figures.caption_distance, field_length), .unit = UNIT_LENGTH,
     .standard = "0.25 行", .help = {"图与图题的空", "from the picture to its caption"},
     .parameter = &rule_not_negative},
    {KEY("vertical-caption", figures.vertical_caption, field_choice), .unit = "left, right",
     .standard = "left",
     .help = {"直排文字里的图，图题在图的左边还是右边",
              "the side of a picture in vertical text on which its caption stands"},
     .parameter = caption_sides},
};

const struct layout_map map_figures = {.what = N_("the figures"),
                                       .title = {"图片：figures", "Figures: figures"},
                                       LAYOUT_FIELDS(figures_keys)};

static const struct field underline_keys[] = {
    {KEY("thickness", underline_thickness, field_length), .unit = "0.5pt", .standard = "0.05em",
     .help = {"专名号、删除线的粗细", "thickness of proper-name lines and strike-through"},
     .parameter = &rule_positive},
    {KEY("offset", underline_offset, field_length), .unit = "1pt", .standard = "1pt",
     .help = {"离字身下边的距离，向下为正",
              "distance from the lower edge of the character frame, downwards"},
     .parameter = &rule_any},
};

const struct layout_map map_underline = {
    .what = N_("the underline"),
    .title = {"专名号、删除线：underline", "Proper-name lines and strike-through: underline"},
    LAYOUT_FIELDS(underline_keys)};

static const char *const emphasis_names[] = {"style", "dots", "both", NULL};

static bool field_emphasis(struct fields_reader *r, const struct yaml *value,
                           const struct field *field, void *out)
{
    int form;
    if (!field_choice(r, value, field, &form))
        return false;
    *(enum emphasis_form *)out = (enum emphasis_form)form;
    return true;
}

static const struct length_rule rule_mark = {LENGTH_PT / 20, LENGTH_PT / 2, N_("from 1/20 to 1/2")};
static const struct length_rule rule_frame = {LENGTH_PT / 50, LENGTH_PT / 8,
                                              N_("from 1/50 to 1/8")};
static const struct length_rule rule_wave_length = {LENGTH_PT / 8, 4 * LENGTH_PT,
                                                    N_("from 1/8 to 4")};
static const struct length_rule rule_apart = {0, LENGTH_PT / 2, N_("from 0 to 1/2")};

static const struct field marks_keys[] = {
    {KEY("emphasis", marks.emphasis, field_emphasis), .unit = "style, dots, both",
     .standard = "style",
     .help = {"`*…*`排成样式`emphasis`，加着重号，或两样都要",
              "`*…*` is set in the style `emphasis`, with emphasis dots, or both"},
     .parameter = emphasis_names},
    {KEY("dot", marks.dot, field_ratio), .unit = UNIT_RATIO, .standard = "1/5",
     .help = {"着重号的直径，以字号为一份；下同",
              "diameter of an emphasis dot, as a part of the type size; so are the next"},
     .parameter = &rule_mark},
    {KEY("dot-offset", marks.dot_offset, field_ratio), .unit = UNIT_RATIO, .standard = "1/20",
     .help = {"着重号离字身下边（有线则离线）的距离",
              "from the lower edge of the character frame (or the line there) to the dots"},
     .parameter = &rule_apart},
    {KEY("frame", marks.frame, field_ratio), .unit = UNIT_RATIO, .standard = "0.045",
     .help = {"示亡号黑框的粗细", "thickness of the black frame around names of the dead"},
     .parameter = &rule_frame},
    {KEY("wave", marks.wave, field_ratio), .unit = UNIT_RATIO, .standard = "1/8",
     .help = {"书名号波浪线的高；粗细、位置同下划线",
              "height of the wavy line of titles; thickness and place are the underline's"},
     .parameter = &rule_mark},
    {KEY("wave-length", marks.wave_length, field_ratio), .unit = UNIT_RATIO, .standard = "1/2",
     .help = {"波浪线一起一伏的长", "length of one wave"}, .parameter = &rule_wave_length},
    {KEY("gap", marks.gap, field_ratio), .unit = UNIT_RATIO, .standard = "1/8",
     .help = {"相邻两个专名号、书名号之间至少断开多少",
              "least gap between two proper-name or title lines that follow each other"},
     .parameter = &rule_apart},
};

const struct layout_map map_marks = {
    .what = N_("the marks"),
    .title = {"行间标号：marks", "Marks between the lines: marks"},
    .intro = {"着重号、专名号、书名号排在字下，行距不因它们加大；字行之间不足半个字，就报错。",
              "Dots, proper-name lines and title lines stand below the text, and the pitch does "
              "not grow for them; with less than half an em between the lines they are an error."},
    LAYOUT_FIELDS(marks_keys),
};

static const char *const mark_names[] = {"circled", "bracketed", "plain",  "square",
                                         "paren",   "star",      "letter", NULL};
#define MARK_FORMS "circled, bracketed, plain, square, paren, star, letter"

static const char *const note_places[] = {"article", "column", NULL};

static const struct field notes_keys[] = {
    {KEY("mark", note_mark, field_choice), .unit = MARK_FORMS, .standard = "circled",
     .help = {"注号：①、〔1〕、1、[1]、1)、*、a)；①在㊿以上画圈",
              "note marks: ①, 〔1〕, 1, [1], 1), *, a); circles are drawn above ㊿"},
     .parameter = mark_names},
    {KEY("heading-mark", heading_note_mark, field_choice), .unit = MARK_FORMS, .standard = "star",
     .help = {"标题、小标题里的注号，另外编号", "note marks in titles and headings, counted apart"},
     .parameter = mark_names},
    {KEY("table-mark", table_note_mark, field_choice), .unit = MARK_FORMS, .standard = "letter",
     .help = {"表格里的注号，每张表从头编号，注文排在表下",
              "note marks in tables, counted from the first in each table, whose notes stand under "
              "it"},
     .parameter = mark_names},
    {KEY("title", note_title, field_text), .unit = "注释", .standard = "\"\"",
     .help = {"篇末注释之前的一行；空则没有",
              "the line before notes at an article's end; empty: none"}},
    {KEY("place", foot_notes, field_flag), .unit = "article, column", .standard = "article",
     .help = {"排在篇末，或排在注号所在一栏的下面，每页从①起",
              "at the end of the article, or below the column of the mark, from ① on each page"},
     .parameter = note_places},
    {KEY("rule", note_rule, field_map), .unit = "{thickness: 0.4pt, color: black, width: 6em}",
     .standard = "0.4pt, 6em", .help = {"栏下注释上面的线", "rule above notes at a column's foot"},
     .parameter = &map_style_rule},
    {KEY("distance", note_space, field_length), .unit = UNIT_LENGTH, .standard = "0.5em",
     .help = {"正文到线、线到注释的空", "from the text to the rule, from the rule to the notes"},
     .parameter = &rule_not_negative},
};
#undef KEY

const struct layout_map map_notes = {
    .what = N_("the notes"), .title = {"注释：notes", "Notes: notes"}, LAYOUT_FIELDS(notes_keys)};
