#include "layout/reader.h"

#include "base/buf.h"

#include <assert.h>

const struct layout_map *const layout_maps[] = {
    &map_top,
    &map_page,
    &map_grid,
    &map_font,
    &map_composition,
    &map_style,
    &map_style_rule,
    &map_article,
    &map_looks,
    &map_list,
    &map_table,
    &map_box,
    &map_figures,
    &map_underline,
    &map_marks,
    &map_notes,
    &map_weights,
    &map_fit,
    &map_thread,
    &map_jump,
    &map_text,
    &map_frame,
    &map_text_frame,
    &map_flow_frame,
    &map_contents_frame,
    &map_contact_frame,
    &map_rule_frame,
    &map_box_frame,
    &map_image_frame,
    &map_qr_frame,
    &map_pages,
    NULL,
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

/* Units are worded for messages; those that are words rather than examples, in Chinese. */
static const char *unit_in_chinese(const char *unit)
{
    static const struct {
        const char *unit, *chinese;
    } words[] = {
        {"name", "名字"},
        {"colour name", "颜色名"},
        {"font name", "字体角色名"},
        {"face name", "字体名"},
        {"[face name, …]", "[字体名, …]"},
        {"style name", "样式名"},
        {"master name", "版面名"},
        {"list of {text, style}", "{text, style} 的列表"},
        {"list of {text, style, if}", "{text, style, if} 的列表"},
        {"section: {head, fill, rule}", "栏目: {head, fill, rule}"},
        {"{section: master name}", "{栏目: 版面名}"},
        {"{3: master name}", "{3: 版面名}"},
        {"name: value", "名字: 值"},
        {"name: list of frames", "名字: 框的列表"},
        {"name: cmyk(0, 100, 90, 8)", "名字: cmyk(0, 100, 90, 8)"},
        {"name: {han, western, …}", "名字: {han, western, …}"},
        {"name: {font, size, color, …}", "名字: {font, size, color, …}"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(unit, words[i].unit) == 0)
            return words[i].chinese;
    return unit;
}

static void put_row(struct buf *out, const struct field *f)
{
    buf_format(out, "| `%s` |", f->name);
    put_cell(out, unit_in_chinese(f->unit));
    put_cell(out, f->required ? "**必写**" : f->standard ? f->standard : "—");
    put_cell(out, f->help.chinese);
    buf_char(out, '\n');
}

static void put_map(struct buf *out, const struct layout_map *map)
{
    buf_format(out, "### %s\n\n", map->title);
    if (map->intro)
        buf_format(out, "%s\n\n", map->intro);
    if (map->n == map->n_common) {
        buf_str(out, STR("没有别的键。\n\n"));
        return;
    }
    buf_str(out, STR("| 键 | 写法 | 不写则 | 说明 |\n| --- | --- | --- | --- |\n"));
    for (size_t i = map->n_common; i < map->n; i++)
        put_row(out, &map->fields[i]);
    buf_char(out, '\n');
}

static const char *const template_help[TEMPLATE_FIELD_COUNT] = {
    [TEMPLATE_TITLE] = "刊名",
    [TEMPLATE_SLOGAN] = "口号",
    [TEMPLATE_PUBLISHER] = "主办单位",
    [TEMPLATE_THEME] = "本期主题",
    [TEMPLATE_YEAR] = "期号里的年份",
    [TEMPLATE_NUMBER] = "期号",
    [TEMPLATE_TOTAL] = "总期号",
    [TEMPLATE_DATE_YEAR] = "出版日期的年",
    [TEMPLATE_MONTH] = "出版日期的月",
    [TEMPLATE_DAY] = "出版日期的日",
    [TEMPLATE_WEEKDAY] = "出版日期是星期几：一、二……日",
    [TEMPLATE_LUNAR_YEAR] = "出版日期的农历年：乙巳",
    [TEMPLATE_LUNAR_MONTH] = "农历月，不带“月”字：正、闰六、十二",
    [TEMPLATE_LUNAR_DAY] = "农历日：初一、廿八",
    [TEMPLATE_STAFF] = "工作人员：`编辑：张　三　校对：李四光`",
    [TEMPLATE_COVER] = "封面图片的文件名，多用在 `if` 里和图片框的 `file` 里",
    [TEMPLATE_QR] = "第一个二维码的名称，多用在 `if` 里",
    [TEMPLATE_NOTICE] = "内部资料的声明：内部资料，免费交流",
    [TEMPLATE_PERMIT] = "准印证号",
    [TEMPLATE_CN] = "国内统一刊号",
    [TEMPLATE_ISSN] = "国际标准刊号",
    [TEMPLATE_PRINTER] = "印刷单位",
    [TEMPLATE_PRINTED] = "印刷日期：2025年8月8日",
    [TEMPLATE_COPIES] = "印数",
    [TEMPLATE_RECIPIENTS] = "发送对象",
    [TEMPLATE_PRICE] = "定价",
    [TEMPLATE_PAGE] = "页码",
    [TEMPLATE_PAGES] = "总页数",
    [TEMPLATE_SECTION] = "栏目；在文章和目录里也可写 `{article.section}`",
    [TEMPLATE_ARTICLE_TITLE] = "文章标题",
    [TEMPLATE_ARTICLE_SUBTITLE] = "副标题",
    [TEMPLATE_ARTICLE_AUTHOR] = "作者",
    [TEMPLATE_ARTICLE_SOURCE] = "出处",
    [TEMPLATE_ARTICLE_LEAD] = "导语",
    [TEMPLATE_N] = "编号；二维码的名称",
};

static const char *const style_help[LAYOUT_STYLE_COUNT] = {
    [LAYOUT_BODY] = "正文；必须有",
    [LAYOUT_HEADING_1] = "一级标题 `#`",
    [LAYOUT_HEADING_2] = "小标题 `##`",
    [LAYOUT_HEADING_3] = "三级标题 `###`",
    [LAYOUT_HEADING_4] = "四级标题 `####`",
    [LAYOUT_HEADING_5] = "五级标题 `#####`",
    [LAYOUT_HEADING_6] = "六级标题 `######`",
    [LAYOUT_VERTICAL] = "直排的诗、对联 `> [!竖排]`",
    [LAYOUT_QUOTE] = "引文 `>`",
    [LAYOUT_VERSE] = "诗 `::: 诗`；不写则同 `quote`",
    [LAYOUT_VERSE_TITLE] = "诗题；不写则同 `quote`，居中",
    [LAYOUT_ATTRIBUTION] = "引文、诗后面的出处 `——`；不写则同 `quote`，靠右",
    [LAYOUT_BOX_TITLE] = "框的标题；不写则同 `heading-2`",
    [LAYOUT_TERM] = "名词；不写则同 `list`",
    [LAYOUT_DEFINITION] = "名词的解释；不写则同 `list`，缩进两字",
    [LAYOUT_DIALOGUE] = "对话、问答；不写则同 `list`",
    [LAYOUT_SPEAKER] = "对话里的人名；不写则同 `list`",
    [LAYOUT_LIST] = "列表",
    [LAYOUT_CODE] = "代码块",
    [LAYOUT_DIVIDER] = "分隔线 `---`",
    [LAYOUT_TABLE_HEAD] = "表头",
    [LAYOUT_TABLE_CELL] = "表格",
    [LAYOUT_TABLE_CAPTION] = "表题；不写则同 `table-head`",
    [LAYOUT_TABLE_NOTE] = "表下的注；不写则同 `table-cell`",
    [LAYOUT_CAPTION] = "图注",
    [LAYOUT_NOTE] = "文末的注释",
    [LAYOUT_SPAN_EMPHASIS] = "字符样式：强调 `*…*`",
    [LAYOUT_SPAN_STRONG] = "字符样式：加重 `**…**`",
    [LAYOUT_SPAN_CODE] = "字符样式：行内代码",
    [LAYOUT_SPAN_LINK] = "字符样式：链接",
    [LAYOUT_SPAN_SUPERSCRIPT] = "字符样式：上标",
    [LAYOUT_SPAN_SUBSCRIPT] = "字符样式：下标",
    [LAYOUT_SPAN_NOTE] = "字符样式：注号",
    [LAYOUT_SPAN_RUBY] = "字符样式：注音",
    [LAYOUT_SPAN_END_MARK] = "字符样式：文末的记号",
};

static void put_name(struct buf *out, const char *open, const char *name, const char *close,
                     const char *help)
{
    buf_format(out, "| `%s%s%s` |", open, name, close);
    put_cell(out, help);
    buf_char(out, '\n');
}

static void put_templates(struct buf *out)
{
    buf_str(out, STR("### 文字模板的字段\n\n| 字段 | 说明 |\n| --- | --- |\n"));
#define PUT(id, name) put_name(out, "{", name, "}", template_help[TEMPLATE_##id]);
    TEMPLATE_FIELDS(PUT)
#undef PUT
    buf_char(out, '\n');
}

static void put_styles(struct buf *out)
{
    buf_str(out, STR("### 文章用到的样式名\n\n"
                     "没有写的，段落用 `body`，字符不变样。\n\n"
                     "| 样式 | 说明 |\n| --- | --- |\n"));
#define PUT(id, name) put_name(out, "", name, "", style_help[LAYOUT_##id]);
    LAYOUT_STYLES(PUT)
#undef PUT
}

void layout_reference(struct buf *out)
{
    for (size_t i = 0; layout_maps[i]; i++)
        put_map(out, layout_maps[i]);
    put_templates(out);
    put_styles(out);
}
