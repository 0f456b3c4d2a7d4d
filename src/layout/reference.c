#include "layout/reader.h"

#include "base/buf.h"

#include <assert.h>

const struct layout_map *const layout_maps[] = {
    &map_top,         &map_page,           &map_grid,
    &map_font,        &map_composition,    &map_style,
    &map_style_rule,  &map_article,        &map_looks,
    &map_list,        &map_table,          &map_box,
    &map_corrections, &map_figures,        &map_underline,
    &map_marks,       &map_notes,          &map_weights,
    &map_fit,         &map_thread,         &map_jump,
    &map_text,        &map_frame,          &map_text_frame,
    &map_flow_frame,  &map_contents_frame, &map_contact_frame,
    &map_rule_frame,  &map_box_frame,      &map_image_frame,
    &map_qr_frame,    &map_pages,          NULL,
};

/* A bar would end the cell. */
static void put_cell(struct buf *out, const char *text)
{
    assert(text);
    buf_str(out, STR(" "));
    for (const char *p = text; *p; p++) {
        if (*p == '|')
            buf_char(out, '\\');
        buf_char(out, *p);
    }
    buf_str(out, STR(" |"));
}

/* Units are worded for messages and standards for designers: those that are words rather than
 * examples, in each language. */
static const struct help words[] = {
    {"名字", "name"},
    {"颜色名", "colour name"},
    {"字体角色名", "font name"},
    {"字体名", "face name"},
    {"[字体名, …]", "[face name, …]"},
    {"样式名", "style name"},
    {"版面名", "master name"},
    {"{text, style} 的列表", "list of {text, style}"},
    {"{text, style, if} 的列表", "list of {text, style, if}"},
    {"栏目: {head, fill, rule}", "section: {head, fill, rule}"},
    {"{栏目: 版面名}", "{section: master name}"},
    {"{3: 版面名}", "{3: master name}"},
    {"名字: 值", "name: value"},
    {"名字: 框的列表", "name: list of frames"},
    {"名字: cmyk(0, 100, 90, 8)", "name: cmyk(0, 100, 90, 8)"},
    {"名字: {han, western, …}", "name: {han, western, …}"},
    {"名字: {font, size, color, …}", "name: {font, size, color, …}"},
    {"见下", "see below"},
    {"不限", "any"},
    {"总是", "always"},
    {"0.3pt, 黑", "0.3pt, black"},
    {"整行", "whole line"},
    {"黑", "black"},
    {"网格行距", "the grid's pitch"},
    {"同文字行数", "as many as the text has"},
    {"主流", "the main thread"},
    {"空", "empty"},
    {"0.5 行", "0.5 lines"},
    {"0.25 行", "0.25 lines"},
    {"同 head", "as head"},
    {"18pt 以上 half，以下 full", "half from 18pt on, else full"},
    {"composition 的 gap，18pt 以上至多 1/8", "gap of composition, at most 1/8 from 18pt on"},
    {"上下居中", "in the middle"},
    {"左右居中", "in the middle"},
    {"依 format", "the format's"},
    {"网格的栏数", "the grid's"},
    {"网格的栏间距", "the grid's"},
};

static const char *said(const struct help *h, bool english)
{
    return english ? h->english : h->chinese;
}

static const char *worded(const char *text, bool english)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(text, english ? words[i].chinese : words[i].english) == 0)
            return said(&words[i], english);
    return text;
}

static void put_row(struct buf *out, const struct field *f, bool english)
{
    buf_format(out, "| `%s` |", f->name);
    put_cell(out, worded(f->unit, english));
    if (f->required)
        put_cell(out, english ? "**required**" : "**必写**");
    else
        put_cell(out, f->standard ? worded(f->standard, english) : "—");
    put_cell(out, said(&f->help, english));
    buf_char(out, '\n');
}

static void put_map(struct buf *out, const struct layout_map *map, bool english)
{
    buf_format(out, "### %s\n\n", said(&map->title, english));
    if (map->intro.chinese)
        buf_format(out, "%s\n\n", said(&map->intro, english));
    if (map->n == map->n_common) {
        buf_str(out, english ? STR("No other keys.\n\n") : STR("没有别的键。\n\n"));
        return;
    }
    buf_str(out, english ? STR("| key | value | without it | what it does |\n")
                         : STR("| 键 | 写法 | 不写则 | 说明 |\n"));
    buf_str(out, STR("| --- | --- | --- | --- |\n"));
    for (size_t i = map->n_common; i < map->n; i++)
        put_row(out, &map->fields[i], english);
    buf_char(out, '\n');
}

static const struct help template_help[TEMPLATE_FIELD_COUNT] = {
    [TEMPLATE_TITLE] = {"刊名", "name of the publication"},
    [TEMPLATE_SLOGAN] = {"口号", "slogan"},
    [TEMPLATE_PUBLISHER] = {"主办单位", "publisher"},
    [TEMPLATE_THEME] = {"本期主题", "theme of the issue"},
    [TEMPLATE_YEAR] = {"期号里的年份", "year of the issue's number"},
    [TEMPLATE_NUMBER] = {"期号", "number of the issue"},
    [TEMPLATE_TOTAL] = {"总期号", "number counted from the first issue"},
    [TEMPLATE_DATE_YEAR] = {"出版日期的年", "year of the date"},
    [TEMPLATE_MONTH] = {"出版日期的月", "month of the date"},
    [TEMPLATE_DAY] = {"出版日期的日", "day of the date"},
    [TEMPLATE_WEEKDAY] = {"出版日期是星期几：一、二……日", "weekday of the date: 一, 二 … 日"},
    [TEMPLATE_LUNAR_YEAR] = {"出版日期的农历年：乙巳", "lunar year of the date: 乙巳"},
    [TEMPLATE_LUNAR_MONTH] = {"农历月，不带“月”字：正、闰六、十二",
                              "lunar month, without 月: 正, 闰六, 十二"},
    [TEMPLATE_LUNAR_DAY] = {"农历日：初一、廿八", "lunar day: 初一, 廿八"},
    [TEMPLATE_STAFF] = {"工作人员：`编辑：张　三　校对：李四光`",
                        "staff: `编辑：张　三　校对：李四光`"},
    [TEMPLATE_COVER] =
        {"封面图片的文件名，多用在 `if` 里和图片框的 `file` 里",
         "file of the cover picture, mostly for `if` and for `file` of an image frame"},
    [TEMPLATE_QR] = {"第一个二维码的名称，多用在 `if` 里",
                     "label of the first QR code, mostly for `if`"},
    [TEMPLATE_NOTICE] = {"内部资料的声明：内部资料，免费交流",
                         "what internal publications must declare: 内部资料，免费交流"},
    [TEMPLATE_PERMIT] = {"准印证号", "number of the printing permit"},
    [TEMPLATE_CN] = {"国内统一刊号", "CN number"},
    [TEMPLATE_ISSN] = {"国际标准刊号", "ISSN"},
    [TEMPLATE_PRINTER] = {"印刷单位", "printer"},
    [TEMPLATE_PRINTED] = {"印刷日期：2025年8月8日", "date of printing: 2025年8月8日"},
    [TEMPLATE_COPIES] = {"印数", "copies printed"},
    [TEMPLATE_RECIPIENTS] = {"发送对象", "recipients"},
    [TEMPLATE_PRICE] = {"定价", "price"},
    [TEMPLATE_PAGE] = {"页码", "page number"},
    [TEMPLATE_PAGES] = {"总页数", "number of pages"},
    [TEMPLATE_SECTION] = {"栏目；在文章和目录里也可写 `{article.section}`",
                          "section; in articles and contents also `{article.section}`"},
    [TEMPLATE_ARTICLE_TITLE] = {"文章标题", "title of the article"},
    [TEMPLATE_ARTICLE_SUBTITLE] = {"副标题", "subtitle"},
    [TEMPLATE_ARTICLE_AUTHOR] = {"作者", "author"},
    [TEMPLATE_ARTICLE_SOURCE] = {"出处", "source"},
    [TEMPLATE_ARTICLE_LEAD] = {"导语", "lead"},
    [TEMPLATE_CORRECTION_YEAR] = {"更正的是哪一年的，稿子写了才有",
                                  "year of the issue that is corrected, where the author says it"},
    [TEMPLATE_CORRECTION_NUMBER] = {"更正的是第几期", "number of the issue that is corrected"},
    [TEMPLATE_CORRECTION_PAGE] = {"第几版", "its page"},
    [TEMPLATE_CORRECTION_TITLE] = {"哪一篇，稿子写了才有", "its article, where the author says it"},
    [TEMPLATE_CORRECTION_WRONG] = {"误", "what is wrong"},
    [TEMPLATE_CORRECTION_RIGHT] = {"正", "what is right"},
    [TEMPLATE_N] = {"编号；二维码的名称", "number; label of a QR code"},
};

static const struct help style_help[LAYOUT_STYLE_COUNT] = {
    [LAYOUT_BODY] = {"正文；必须有", "body text; must be there"},
    [LAYOUT_HEADING_1] = {"一级标题 `#`", "heading `#`"},
    [LAYOUT_HEADING_2] = {"小标题 `##`", "heading `##`"},
    [LAYOUT_HEADING_3] = {"三级标题 `###`", "heading `###`"},
    [LAYOUT_HEADING_4] = {"四级标题 `####`", "heading `####`"},
    [LAYOUT_HEADING_5] = {"五级标题 `#####`", "heading `#####`"},
    [LAYOUT_HEADING_6] = {"六级标题 `######`", "heading `######`"},
    [LAYOUT_VERTICAL] = {"直排的诗、对联 `> [!竖排]`", "vertical verse and couplets `> [!竖排]`"},
    [LAYOUT_QUOTE] = {"引文 `>`", "quotation `>`"},
    [LAYOUT_FORMULA] = {"公式；不写则同 `body`，居中", "formulas; else as `body`, centred"},
    [LAYOUT_VERSE] = {"诗 `::: 诗`；不写则同 `quote`", "verse `::: 诗`; else as `quote`"},
    [LAYOUT_VERSE_TITLE] = {"诗题；不写则同 `quote`，居中",
                            "title of verse; else as `quote`, centred"},
    [LAYOUT_ATTRIBUTION] =
        {"引文、诗后面的出处 `——`；不写则同 `quote`，靠右",
         "attribution `——` behind a quotation or verse; else as `quote`, at the right"},
    [LAYOUT_BOX_TITLE] = {"框的标题；不写则同 `heading-2`", "title of a box; else as `heading-2`"},
    [LAYOUT_CORRECTION] = {"更正的一条；不写则同 `list`", "one correction; else as `list`"},
    [LAYOUT_TERM] = {"名词；不写则同 `list`", "term; else as `list`"},
    [LAYOUT_DEFINITION] = {"名词的解释；不写则同 `list`，缩进两字",
                           "definition of a term; else as `list`, indented by 2em"},
    [LAYOUT_DIALOGUE] = {"对话、问答；不写则同 `list`",
                         "dialogue, questions and answers; else as `list`"},
    [LAYOUT_SPEAKER] = {"对话里的人名；不写则同 `list`", "speaker in a dialogue; else as `list`"},
    [LAYOUT_LIST] = {"列表", "list"},
    [LAYOUT_CODE] = {"代码块", "code block"},
    [LAYOUT_DIVIDER] = {"分隔线 `---`", "divider `---`"},
    [LAYOUT_TABLE_HEAD] = {"表头", "head of a table"},
    [LAYOUT_TABLE_CELL] = {"表格", "cells of a table"},
    [LAYOUT_TABLE_CAPTION] = {"表题；不写则同 `table-head`",
                              "title of a table; else as `table-head`"},
    [LAYOUT_TABLE_NOTE] = {"表下的注；不写则同 `table-cell`",
                           "note under a table; else as `table-cell`"},
    [LAYOUT_CAPTION] = {"图注", "caption"},
    [LAYOUT_NOTE] = {"文末的注释", "notes"},
    [LAYOUT_SPAN_EMPHASIS] = {"字符样式：强调 `*…*`", "of characters: emphasis `*…*`"},
    [LAYOUT_SPAN_STRONG] = {"字符样式：加重 `**…**`", "of characters: strong `**…**`"},
    [LAYOUT_SPAN_CODE] = {"字符样式：行内代码", "of characters: code in a line"},
    [LAYOUT_SPAN_LINK] = {"字符样式：链接", "of characters: links"},
    [LAYOUT_SPAN_SUPERSCRIPT] = {"字符样式：上标", "of characters: superscript"},
    [LAYOUT_SPAN_SUBSCRIPT] = {"字符样式：下标", "of characters: subscript"},
    [LAYOUT_SPAN_NOTE] = {"字符样式：注号", "of characters: note marks"},
    [LAYOUT_SPAN_RUBY] = {"字符样式：注音", "of characters: annotations (ruby)"},
    [LAYOUT_SPAN_END_MARK] = {"字符样式：文末的记号", "of characters: end mark"},
    [LAYOUT_SPAN_DATELINE] = {"字符样式：电头；不写则同 `strong`",
                              "of characters: datelines; else as `strong`"},
};

static void put_name(struct buf *out, const char *open, const char *name, const char *close,
                     const char *help)
{
    buf_format(out, "| `%s%s%s` |", open, name, close);
    put_cell(out, help);
    buf_char(out, '\n');
}

static void put_templates(struct buf *out, bool english)
{
    buf_str(out, english ? STR("### Fields of text templates\n\n| field | what it is |\n")
                         : STR("### 文字模板的字段\n\n| 字段 | 说明 |\n"));
    buf_str(out, STR("| --- | --- |\n"));
#define PUT(id, name) put_name(out, "{", name, "}", said(&template_help[TEMPLATE_##id], english));
    TEMPLATE_FIELDS(PUT)
#undef PUT
    buf_char(out, '\n');
}

static void put_styles(struct buf *out, bool english)
{
    buf_str(out, english ? STR("### Names of styles that articles use\n\n"
                               "Where one is missing, paragraphs take `body`, and characters stay "
                               "as they are.\n\n| style | what for |\n")
                         : STR("### 文章用到的样式名\n\n没有写的，段落用 `body`，字符不变样。\n\n"
                               "| 样式 | 说明 |\n"));
    buf_str(out, STR("| --- | --- |\n"));
#define PUT(id, name) put_name(out, "", name, "", said(&style_help[LAYOUT_##id], english));
    LAYOUT_STYLES(PUT)
#undef PUT
}

void layout_reference(struct buf *out, bool english)
{
    for (size_t i = 0; layout_maps[i]; i++)
        put_map(out, layout_maps[i], english);
    put_templates(out, english);
    put_styles(out, english);
}
