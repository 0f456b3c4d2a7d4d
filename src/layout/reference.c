#include "layout/reader.h"

#include "base/buf.h"

const struct layout_map *const layout_maps[] = {
    &map_top,        &map_page,        &map_grid,           &map_font,          &map_composition,
    &map_style,      &map_style_rule,  &map_article,        &map_article_text,  &map_list,
    &map_table,      &map_underline,   &map_notes,          &map_text,          &map_frame,
    &map_text_frame, &map_flow_frame,  &map_contents_frame, &map_contact_frame, &map_rule_frame,
    &map_box_frame,  &map_image_frame, &map_qr_frame,       &map_pages,         NULL,
};

/* A bar would end the cell. */
static void put_cell(struct buf *out, const char *text)
{
    buf_str(out, STR(" "));
    for (const char *p = text; *p; p++) {
        if (*p == '|')
            buf_char(out, '\\');
        buf_char(out, *p);
    }
    buf_str(out, STR(" |"));
}

static void put_row(struct buf *out, const struct field *f)
{
    buf_format(out, "| `%s` |", f->name);
    put_cell(out, f->unit);
    put_cell(out, f->required ? "**必写**" : f->standard ? f->standard : "—");
    put_cell(out, f->help);
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

#define TEMPLATE_HELP(id, name) {name},
static const struct {
    const char *name;
} template_names[] = {TEMPLATE_FIELDS(TEMPLATE_HELP)};
#undef TEMPLATE_HELP

static void put_templates(struct buf *out)
{
    buf_str(out, STR("### 文字模板的字段\n\n"));
    for (size_t i = 0; i < sizeof template_names / sizeof *template_names; i++)
        buf_format(out, "%s`{%s}`", i ? "、" : "", template_names[i].name);
    buf_str(out, STR("。\n"));
}

void layout_reference(struct buf *out)
{
    for (size_t i = 0; layout_maps[i]; i++)
        put_map(out, layout_maps[i]);
    put_templates(out);
}
