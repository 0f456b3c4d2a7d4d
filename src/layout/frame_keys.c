/* The keys of frames, kind by kind. */
#include "layout/frame.h"

#include "base/utf8.h"

#include <assert.h>

const char *const frame_kind_names[] = {"text", "flow",  "contents", "contact", "rule",
                                        "box",  "image", "qr",       NULL};
static const char *const pages_names[] = {"all", "odd", "even", NULL};
static const char *const base_names[] = {"type", "page", "bleed", NULL};
static const char *const direction_names[] = {"horizontal", "vertical", NULL};
static const char *const fitting_names[] = {"contain", "cover", NULL};
/* enum shade_direction without SHADE_NONE */
static const char *const towards_names[] = {"bottom", "top", "right", "left", NULL};
static const char *const position_names[] = {"middle", "top", "bottom", NULL};

/* Its em is that of the entries, whose style is known when the frame has been read. */
static bool field_leader_pitch(struct fields_reader *r, const struct yaml *value,
                               const struct field *field, void *out)
{
    struct frame_source *s = out;
    length at;
    int64_t em;
    if (!dimension_read(r, value, field, &at, &em) ||
        !field_length(r, value, field, &s->leader_pitch.at))
        return false;
    s->leader_pitch.em = em;
    return true;
}

/* One character, or none. */
static bool field_leader(struct fields_reader *r, const struct yaml *value,
                         const struct field *field, void *out)
{
    if (!field_text(r, value, field, out))
        return false;
    if (utf8_count(value->text) <= 1)
        return true;
    str shown = layout_shown(r, value->text);
    diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%s` takes one character, not `%.*s`",
             field->name, STR_ARG(shown));
    return false;
}

static bool field_file(struct fields_reader *r, const struct yaml *value, const struct field *field,
                       void *out)
{
    struct frame_source *s = out;
    if (!field_text(r, value, field, &s->file))
        return false;
    s->file_at = value->at;
    if (str_is(value->text, "{cover}"))
        return true;
    bool nul = memchr(value->text.p, 0, value->text.n) != NULL;
    if (value->text.n && value->text.p[0] != '/' && !nul)
        return true;
    diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%s` must be named from the layout's folder",
             field->name);
    diag_hint(r->diags, "put the picture beside layout.yaml: logo.png");
    return false;
}

static bool field_box_fill(struct fields_reader *r, const struct yaml *value,
                           const struct field *field, void *out)
{
    struct frame_source *s = out;
    s->frame.has_fill = !layout_is_none(value);
    return field_color_or_none(r, value, field, &s->frame.fill);
}

static bool field_fill_to(struct fields_reader *r, const struct yaml *value,
                          const struct field *field, void *out)
{
    struct frame_source *s = out;
    s->shaded = !layout_is_none(value);
    return field_color_or_none(r, value, field, &s->frame.fill_to);
}

/* `30%, 20%`: from the left and the top. */
static bool field_focus(struct fields_reader *r, const struct yaml *value,
                        const struct field *field, void *out)
{
    int *focus = out;
    if (!fields_want_scalar(r, value, field))
        return false;
    str text = value->text;
    for (int i = 0; i < 2; i++) {
        struct number n = {0, 1};
        bool ok = number_take(&text, &n) && n.den == 1 && n.num >= 0 && n.num <= 100 &&
                  str_starts(text, STR("%"));
        focus[i] = (int)n.num;
        text = str_trim(str_slice(text, ok, text.n));
        if (ok && i == 0 && str_starts(text, STR(",")))
            text = str_trim(str_slice(text, 1, text.n));
        if (ok && (i == 0 || !text.n))
            continue;
        diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`focus` takes two percentages");
        diag_hint(r->diags, "write \"50%%, 20%%\": from the left and from the top");
        return false;
    }
    return true;
}

#define KEY(key, member, reader)                                                                   \
    .name = (key), .offset = offsetof(struct frame_source, member), .read = (reader)
#define EDGE(key, member, example, chinese, english)                                               \
    {                                                                                              \
        KEY(key, member, field_anchored), .unit = "2mm, " example, .standard = "—",                \
                                          .help = {chinese, english}, .parameter = &rule_any       \
    }
#define SIDE(key, member, chinese, english) EDGE(key, member, "name.right + 1em", chinese, english)
#define LEVEL(key, member, chinese, english)                                                       \
    EDGE(key, member, "name.bottom + 1 line", chinese, english)
#define COMMON_KEYS                                                                                \
    {KEY("kind", frame.kind, field_choice), .required = true,                                      \
     .unit = "text, flow, contents, contact, rule, box, image, qr", .help = {"种类", "kind"},      \
     .parameter = frame_kind_names},                                                               \
        {KEY("name", frame.name, field_text), .unit = N_("name"), .standard = "= kind",            \
         .help = {"名字，出现在报错里", "name, for messages"}},                                    \
        {KEY("pages", frame.pages, field_choice), .unit = "all, odd, even", .standard = "all",     \
         .help = {"只在单数页或双数页上", "on odd or even pages alone"},                           \
         .parameter = pages_names},                                                                \
        {KEY("under", frame.under, field_bool), .unit = "yes, no", .standard = "no",               \
         .help = {"画在所有别的框下面：底图、底色", "drawn below all other frames: backgrounds"}}, \
        {KEY("if", frame.conditions.present, field_presence), .unit = "theme, new-section",        \
         .standard = "总是",                                                                       \
         .help = {"这些字段都有内容才有这个框；写法见“条件”一节",                                  \
                  "the frame is there only when all these fields have content; see “条件”"}},      \
        {KEY("unless", frame.conditions.absent, field_presence), .unit = "theme, new-section",     \
         .standard = "—",                                                                          \
         .help = {"这些字段都没有内容才有这个框",                                                  \
                  "the frame is there only when none of these fields has content"}},               \
        {KEY("relative-to", base, field_choice), .unit = "type, page, bleed", .standard = "type",  \
         .help = {"位置从哪里量：版心、成品、出血",                                                \
                  "what places are measured from: type area, trimmed page, bleed"},                \
         .parameter = base_names},                                                                 \
        SIDE("left", left, "左边离左边；或在另一个框的哪一边",                                     \
             "its left side from the left; or at which side of another frame"),                    \
        SIDE("right", right, "右边离右边；或在另一个框的哪一边",                                   \
             "its right side from the right; or at which side of another frame"),                  \
        SIDE("inside", inside, "订口一边，单双页对称",                                             \
             "on the side of the spine, mirrored on even pages"),                                  \
        SIDE("outside", outside, "切口一边，单双页对称",                                           \
             "on the outer side, mirrored on even pages"),                                         \
        LEVEL("top", top, "上边离上边；或在另一个框的哪一边，或在正文末（flow.end）",              \
              "its top from the top; or at which side of another frame, or at the end of "         \
              "the text in one (flow.end)"),                                                       \
        LEVEL("bottom", bottom, "下边离下边；或在另一个框的哪一边",                                \
              "its bottom from the bottom; or at which side of another frame"),                    \
        {KEY("width", width, field_edge), .unit = UNIT_LENGTH, .standard = "—",                    \
         .help = {"宽", "width"}, .parameter = &rule_positive},                                    \
        {KEY("height", height, field_edge), .unit = UNIT_LENGTH, .standard = "—",                  \
         .help = {"高", "height"}, .parameter = &rule_positive},                                   \
    {                                                                                              \
        KEY("least", least, field_edge),                                                           \
            .unit = UNIT_LENGTH, .standard = "0",                                                  \
            .help = {"上边接在正文末（flow.end）时，高不到这么多就没有这个框",                     \
                     "when its top hangs on the end of the text "                                  \
                     "(flow.end): no such frame when it would be "                                 \
                     "less high"},                                                                 \
            .parameter = &rule_positive                                                            \
    }

static const struct field common_keys[] = {COMMON_KEYS};

enum { COMMON = sizeof common_keys / sizeof *common_keys };

const struct layout_map map_frame = {
    .what = N_("a frame"),
    .title = {"框：masters 的各项共有的键", "Frames: keys that all items of masters have"},
    .intro = {"横向在 `left`、`right`、`width` 中写两个（或 `inside`、`outside`、`width`），"
              "纵向在 `top`、`bottom`、`height` 中写两个；负数向外。",
              "Two of `left`, `right`, `width` (or `inside`, `outside`, `width`) across, two of "
              "`top`, `bottom`, `height` down; negative is outwards."},
    LAYOUT_FIELDS(common_keys),
};

#define FRAME_MAP(kind_what, kind_title, table)                                                    \
    {                                                                                              \
        .what = (kind_what), .title = kind_title, LAYOUT_FIELDS(table), .n_common = COMMON         \
    }

#define POSITION_KEY(chinese, english)                                                             \
    {                                                                                              \
        KEY("position", frame.position, field_choice),                                             \
            .unit = "top, middle, bottom", .standard = "top", .help = {chinese, english},          \
            .parameter = position_names                                                            \
    }

#define SHRINK_KEY                                                                                 \
    {                                                                                              \
        KEY("shrink", frame.shrink, field_ratio),                                                  \
            .unit = UNIT_RATIO, .standard = "1",                                                   \
            .help = {"放不下时，字号至多缩小到几分之几；仍放不下就报错",                           \
                     "the least part of its size that text is reduced to where it does not fit; "  \
                     "beyond it is an error"},                                                     \
            .parameter = &(const struct length_rule)                                               \
        {                                                                                          \
            LENGTH_PT / 10, LENGTH_PT, N_("from 0.1 to 1")                                         \
        }                                                                                          \
    }

static const struct field text_keys[] = {
    COMMON_KEYS,
    {KEY("texts", texts, field_furnitures), .required = true, .unit = N_("list of {text, style}"),
     .help = {"从上到下的各段文字", "texts from top to bottom"}, .parameter = &map_text},
    {KEY("direction", frame.vertical, field_flag), .unit = "horizontal, vertical",
     .standard = "horizontal",
     .help = {"横排，或直排：各段文字从右往左排；position 是左右的位置，top 靠右",
              "horizontal, or vertical: texts from right to left; position is then sideways, top "
              "at the right"},
     .parameter = direction_names},
    POSITION_KEY("文字在框里的位置", "where the text stands in the frame"),
    SHRINK_KEY,
};
const struct layout_map map_text_frame = FRAME_MAP(
    N_("a text frame"), ((struct help){"文字框：kind: text", "Text frame: kind: text"}), text_keys);

static const struct count_rule columns_rule = {1, 12};

#define COLUMN_KEYS(columns_standard, gap_standard)                                                \
    {KEY("columns", frame.columns, field_count), .unit = "1–12", .standard = (columns_standard),   \
     .help = {"栏数", "number of columns"}, .parameter = &columns_rule},                           \
        {KEY("gap", gap, field_edge), .unit = "2em", .standard = (gap_standard),                   \
         .help = {"栏间距", "gap between columns"}, .parameter = &rule_not_negative},              \
    {                                                                                              \
        KEY("column-rule", frame.column_rule, field_map),                                          \
            .unit = "{thickness: 0.25pt, color: grey}", .standard = "—",                           \
            .help = {"栏间的线", "rule between columns"}, .parameter = &map_style_rule             \
    }

static const struct field flow_keys[] = {
    COMMON_KEYS,
    {KEY("thread", frame.thread, field_text), .unit = N_("name"), .standard = "主流",
     .help = {"连成哪条文流，见 threads", "the thread it belongs to; see threads"}},
    COLUMN_KEYS("网格的栏数", "网格的栏间距"),
};
const struct layout_map map_flow_frame = FRAME_MAP(
    N_("a flow frame"), ((struct help){"正文框：kind: flow", "Flow frame: kind: flow"}), flow_keys);

static const struct field contents_keys[] = {
    COMMON_KEYS,
    COLUMN_KEYS("1", "网格的栏间距"),
    {KEY("section", frame.section, field_furniture), .required = true, .unit = "{text, style}",
     .help = {"栏目行", "the line of a section"}, .parameter = &map_text},
    {KEY("entry", frame.entry, field_furniture), .required = true, .unit = "{text, style}",
     .help = {"篇目行", "the line of an article"}, .parameter = &map_text},
    {KEY("byline", frame.byline, field_furniture), .unit = "{text, style}", .standard = "—",
     .help = {"空一字接在篇目后面，如作者", "what follows it after one em, such as the author"},
     .parameter = &map_text},
    {KEY("brief", frame.brief, field_furniture), .unit = "{text, style}", .standard = "—",
     .help = {"篇目下面的一段，如导语", "a paragraph below it, such as the lead"},
     .parameter = &map_text},
    {KEY("page-style", frame.page_style, field_style), .required = true, .unit = N_("style name"),
     .help = {"页码的样式", "style of page numbers"}},
    {KEY("page-text", frame.page_text, field_template), .unit = "\"▶第{page}版\"",
     .standard = "\"{page}\"", .help = {"页码的写法", "how a page number is written"}},
    {KEY("leader", frame.leader, field_leader), .unit = "\"·\"", .standard = "\"\"",
     .help = {"篇目与页码之间的连点，一个字符",
              "leaders between article and page number, one character"}},
    {.name = "leader-pitch",
     .offset = 0,
     .read = field_leader_pitch,
     .unit = "0.5em",
     .standard = "0.5em",
     .help = {"点到点的距离；em 是篇目行的字号",
              "from one dot to the next; em is the size of entries"},
     .parameter = &rule_positive},
    {KEY("section-gap", frame.section_gap, field_length), .unit = "6pt", .standard = "0",
     .help = {"栏目之前另加的空，第一个除外", "extra white before a section, not before the first"},
     .parameter = &rule_not_negative},
    {KEY("runs-in", frame.runs_in, field_bool), .unit = "yes, no", .standard = "no",
     .help = {"栏目与篇目同行", "section and article on one line"}},
    POSITION_KEY("目录在框里的位置", "where the contents stand in the frame"),
    SHRINK_KEY,
};
const struct layout_map map_contents_frame = FRAME_MAP(
    N_("a contents frame"),
    ((struct help){"目录框：kind: contents", "Contents frame: kind: contents"}), contents_keys);

static const struct field contact_keys[] = {
    COMMON_KEYS,
    COLUMN_KEYS("1", "网格的栏间距"),
    {KEY("label-style", frame.label_style, field_style), .required = true, .unit = N_("style name"),
     .help = {"项名的样式", "style of the labels"}},
    {KEY("value-style", frame.value_style, field_style), .required = true, .unit = N_("style name"),
     .help = {"内容的样式", "style of the contents"}},
    {KEY("publisher-label", frame.publisher_label, field_text), .unit = "主办", .standard = "\"\"",
     .help = {"主办单位的项名", "label of the publisher"}},
    {KEY("separator", frame.separator, field_text), .unit = "\"　\"", .standard = "\"　\"",
     .help = {"同一项的几个内容之间", "what stands between several contents of one item"}},
    {KEY("label-width", frame.label_width, field_length), .unit = "4em", .standard = "0",
     .help = {"项名均排的宽；0 为原样", "width that labels are spread to; 0: as they are"},
     .parameter = &rule_not_negative},
    {KEY("item-gap", frame.item_gap, field_length), .unit = "5pt", .standard = "0",
     .help = {"两项之间的空", "white between two items"}, .parameter = &rule_not_negative},
    {KEY("item-rule", frame.item_rule, field_map), .unit = "{thickness: 0.25mm, color: black}",
     .standard = "—",
     .help = {"两项之间的线，在空的当中", "rule between two items, in the middle of the white"},
     .parameter = &map_style_rule},
    POSITION_KEY("内容在框里的位置；bottom 让末行压在框底",
                 "where it stands in the frame; bottom: the last line on the frame's foot"),
    SHRINK_KEY,
};
const struct layout_map map_contact_frame = FRAME_MAP(
    N_("a contact frame"), ((struct help){"版权框：kind: contact", "Contact frame: kind: contact"}),
    contact_keys);

#define STROKE_KEYS                                                                                \
    {KEY("dash", frame.dash, field_length), .unit = "2pt", .standard = "0",                        \
     .help = {"虚线每段的长；0 为实线", "length of a dash; 0: a solid line"},                      \
     .parameter = &rule_not_negative},                                                             \
    {                                                                                              \
        KEY("dash-gap", dash_gap, field_edge), .unit = "2pt", .standard = "= dash",                \
                                               .help = {"虚线的间隔", "gap between dashes"},       \
                                               .parameter = &rule_positive                         \
    }

static const struct field rule_keys[] = {
    COMMON_KEYS,
    {KEY("thickness", frame.thickness, field_length), .required = true, .unit = "0.5pt",
     .help = {"粗细；横线不用写 height，竖线不用写 width",
              "thickness; a horizontal rule needs no height, a vertical one no width"},
     .parameter = &rule_positive},
    {KEY("color", frame.color, field_color), .required = true, .unit = N_("colour name"),
     .help = {"颜色的名字", "name of a colour"}},
    STROKE_KEYS,
};
const struct layout_map map_rule_frame =
    FRAME_MAP(N_("a rule"), ((struct help){"线：kind: rule", "Rule: kind: rule"}), rule_keys);

static const struct field box_keys[] = {
    COMMON_KEYS,
    {.name = "fill",
     .read = field_box_fill,
     .unit = N_("colour name"),
     .standard = "none",
     .help = {"底色", "colour inside"}},
    {.name = "fill-to",
     .read = field_fill_to,
     .unit = N_("colour name"),
     .standard = "none",
     .help = {"渐变：底色从 `fill` 渐变到这个颜色；同是四色，或同一种专色的网点",
              "gradient: from `fill` to this colour; both process inks, or tints of one spot ink"}},
    {KEY("fill-towards", frame.fill_towards, field_choice), .unit = "bottom, top, right, left",
     .standard = "bottom", .help = {"渐变的方向", "direction of the gradient"},
     .parameter = towards_names},
    {KEY("color", frame.color, field_color), .unit = N_("colour name"), .standard = "—",
     .help = {"边线的颜色", "colour of the line"}},
    {KEY("thickness", frame.thickness, field_length), .unit = "0.5pt", .standard = "0",
     .help = {"边线的粗细；0 为没有", "thickness of the line; 0: none"},
     .parameter = &rule_not_negative},
    {KEY("radius", frame.radius, field_length), .unit = "3pt", .standard = "0",
     .help = {"圆角的半径", "radius of the corners"}, .parameter = &rule_not_negative},
    STROKE_KEYS,
};
const struct layout_map map_box_frame =
    FRAME_MAP(N_("a box"), ((struct help){"色块与方框：kind: box", "Box: kind: box"}), box_keys);

static const struct field image_keys[] = {
    COMMON_KEYS,
    {.name = "file",
     .read = field_file,
     .required = true,
     .unit = "logo.png, \"{cover}\"",
     .help =
         {"图片文件，从版式的文件夹算起；`\"{cover}\"` 是这一期的封面图片",
          "picture file, from the layout's folder; `\"{cover}\"` is the issue's cover picture"}},
    {KEY("fitting", frame.cover, field_flag), .unit = "contain, cover", .standard = "contain",
     .help = {"整幅放进框里，或铺满框、裁去多余的",
              "the whole picture in the frame, or the frame filled and the rest cut off"},
     .parameter = fitting_names},
    {KEY("focus", frame.focus, field_focus), .unit = "\"50%, 20%\"", .standard = "\"50%, 50%\"",
     .help = {"裁的时候留住哪里：离左边、上边百分之几",
              "what stays when it is cut: percent from the left, from the top"}},
};
const struct layout_map map_image_frame =
    FRAME_MAP(N_("an image frame"),
              ((struct help){"图片框：kind: image", "Image frame: kind: image"}), image_keys);

static const struct field qr_keys[] = {
    COMMON_KEYS,
    {KEY("index", frame.index, field_count), .required = true, .unit = "1–100",
     .help = {"刊物的第几个二维码", "which of the newsletter's QR codes"},
     .parameter = &(const struct count_rule){1, 100}},
    {KEY("size", frame.size, field_length), .required = true, .unit = "28mm",
     .help = {"码的边长；码在框的上方居中",
              "edge of the code, which stands in the middle at the frame's top"},
     .parameter = &rule_positive},
    {KEY("color", frame.color, field_color), .unit = N_("colour name"), .standard = "黑",
     .help = {"颜色的名字", "name of a colour"}},
    {KEY("label", label, field_furniture), .unit = "{text: \"{n}\", style: …}", .standard = "—",
     .help = {"码下的文字，`{n}` 是它的名称", "text below the code; `{n}` is its label"},
     .parameter = &map_text},
    {KEY("label-gap", frame.label_gap, field_length), .unit = "4pt", .standard = "0",
     .help = {"码与文字之间的空", "from the code to the text"}, .parameter = &rule_not_negative},
};
const struct layout_map map_qr_frame = FRAME_MAP(
    N_("a QR frame"), ((struct help){"二维码框：kind: qr", "QR frame: kind: qr"}), qr_keys);

const struct layout_map *frame_map(enum frame_kind kind)
{
    static const struct layout_map *const maps[] = {
        [FRAME_TEXT] = &map_text_frame,         [FRAME_FLOW] = &map_flow_frame,
        [FRAME_CONTENTS] = &map_contents_frame, [FRAME_CONTACT] = &map_contact_frame,
        [FRAME_RULE] = &map_rule_frame,         [FRAME_BOX] = &map_box_frame,
        [FRAME_IMAGE] = &map_image_frame,       [FRAME_QR] = &map_qr_frame,
    };
    assert((size_t)kind < sizeof maps / sizeof *maps);
    return maps[kind];
}
