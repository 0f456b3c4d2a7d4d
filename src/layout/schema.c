/* The JSON Schema of layout.yaml, from the tables that read it. */
#include "layout/dimension.h"

#include "base/schema.h"
#include "layout/frame.h"

#define SCHEMA_DRAFT "http://json-schema.org/draft-07/schema#"

/* Each map is a definition under the name of its struct. */
static void put_ref(struct buf *out, const struct layout_map *map)
{
    for (size_t i = 0; layout_maps[i]; i++)
        if (layout_maps[i] == map)
            buf_format(out, "{\"$ref\":\"#/definitions/map%zu\"}", i);
}

static void put_list_of(struct buf *out, const struct layout_map *map)
{
    buf_str(out,
            STR("\"anyOf\":[{\"$ref\":\"#/definitions/variable\"},{\"type\":\"array\",\"items\":"));
    put_ref(out, map);
    buf_str(out, STR("}]"));
}

/* A map, or the word that takes it away. */
static void put_map(struct buf *out, const struct layout_map *map)
{
    buf_str(out, STR("\"anyOf\":["));
    put_ref(out, map);
    buf_str(out, STR(",{\"$ref\":\"#/definitions/variable\"},{\"enum\":[\"none\"]}]"));
}

static void put_choice(struct buf *out, const struct field *f)
{
    buf_str(out, STR("\"anyOf\":[{"));
    schema_choice(out, f->parameter);
    buf_str(out, STR("},{\"$ref\":\"#/definitions/variable\"}]"));
}

/* What the value may be, by the reader that takes it; a reader of one map alone takes scalars, or
 * lists and maps of them. */
static void put_type(struct buf *out, const struct field *f)
{
    static const str loose =
        STR("\"type\":[\"string\",\"number\",\"boolean\",\"array\",\"object\"]");
    field_read_fn *r = f->read;
    if (r == field_choice || r == field_flag)
        put_choice(out, f);
    else if (r == field_map || r == field_furniture)
        put_map(out, f->parameter);
    else if (r == field_furnitures)
        put_list_of(out, f->parameter);
    else if (r == field_texts)
        schema_scalars(out);
    else if (r == field_text || r == field_integer || r == field_bool || r == field_color ||
             r == field_color_or_none || r == field_template || r == field_role ||
             r == field_style || r == field_length || r == field_ratio || r == field_count ||
             r == field_edge || r == field_anchored)
        schema_scalar(out);
    else
        buf_str(out, loose);
}

/* ---- the top ---- */

enum shape { SHAPE_SCALAR, SHAPE_MAP, SHAPE_NAMED, SHAPE_LIST, SHAPE_MASTERS, SHAPE_VARIABLES };

/* Keys whose values have a table of their own; the others are scalars. */
static const struct {
    const char *key;
    enum shape shape;
    const struct layout_map *map;
} parts[] = {
    {"variables", SHAPE_VARIABLES, NULL}, {"page", SHAPE_MAP, &map_page},
    {"grid", SHAPE_MAP, &map_grid},       {"colors", SHAPE_VARIABLES, NULL},
    {"fonts", SHAPE_NAMED, &map_font},    {"composition", SHAPE_MAP, &map_composition},
    {"styles", SHAPE_NAMED, &map_style},  {"article", SHAPE_MAP, &map_article},
    {"lead", SHAPE_MAP, &map_looks},      {"sections", SHAPE_NAMED, &map_looks},
    {"list", SHAPE_MAP, &map_list},       {"table", SHAPE_MAP, &map_table},
    {"box", SHAPE_MAP, &map_box},         {"corrections", SHAPE_MAP, &map_corrections},
    {"figures", SHAPE_MAP, &map_figures}, {"underline", SHAPE_MAP, &map_underline},
    {"marks", SHAPE_MAP, &map_marks},     {"notes", SHAPE_MAP, &map_notes},
    {"weights", SHAPE_MAP, &map_weights}, {"fit", SHAPE_MAP, &map_fit},
    {"threads", SHAPE_LIST, &map_thread}, {"jump", SHAPE_MAP, &map_jump},
    {"masters", SHAPE_MASTERS, NULL},     {"pages", SHAPE_MAP, &map_pages},
};

static void put_named(struct buf *out, const struct layout_map *map)
{
    buf_str(out, STR("\"type\":\"object\",\"additionalProperties\":{"));
    put_map(out, map);
    buf_char(out, '}');
}

/* A list of frames, or the frames to change by their names. */
static void put_masters(struct buf *out)
{
    buf_str(out, STR("\"type\":\"object\",\"additionalProperties\":{\"anyOf\":["
                     "{\"$ref\":\"#/definitions/variable\"},"
                     "{\"type\":\"array\",\"items\":{\"$ref\":\"#/definitions/frame\"}},"
                     "{\"type\":\"object\",\"additionalProperties\":{\"anyOf\":["
                     "{\"$ref\":\"#/definitions/variable\"},"
                     "{\"$ref\":\"#/definitions/frame\"}]}}]}"));
}

static void put_part(struct buf *out, const struct field *f)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strcmp(parts[i].key, f->name) != 0)
            continue;
        switch (parts[i].shape) {
        case SHAPE_SCALAR: schema_scalar(out); break;
        case SHAPE_MAP: put_map(out, parts[i].map); break;
        case SHAPE_NAMED: put_named(out, parts[i].map); break;
        case SHAPE_LIST: put_list_of(out, parts[i].map); break;
        case SHAPE_MASTERS: put_masters(out); break;
        case SHAPE_VARIABLES: buf_str(out, STR("\"type\":\"object\"")); break;
        }
        return;
    }
    if (f->parameter)
        put_choice(out, f);
    else
        schema_scalar(out);
}

/* ---- definitions ---- */

/* The keys that all frames share are among those of each kind. */
static void put_definition(struct buf *out, const struct layout_map *map)
{
    schema_properties(out, map->fields, map->n, put_type);
    if (map != &map_frame)
        buf_str(out, STR(",\"additionalProperties\":false"));
}

/* A frame has the keys of its kind; where the kind is inherited, those of any. */
static void put_frame(struct buf *out)
{
    buf_str(out, STR(",\"frame\":{\"type\":\"object\",\"allOf\":["));
    for (int kind = 0; frame_kind_names[kind]; kind++) {
        if (kind)
            buf_char(out, ',');
        buf_format(out,
                   "{\"if\":{\"properties\":{\"kind\":{\"const\":\"%s\"}},\"required\":[\"kind\"]},"
                   "\"then\":",
                   frame_kind_names[kind]);
        put_ref(out, frame_map((enum frame_kind)kind));
        buf_char(out, '}');
    }
    buf_str(out, STR("]}"));
}

static void put_definitions(struct buf *out)
{
    buf_str(out, STR("\"definitions\":{\"variable\":{\"type\":\"string\",\"pattern\":"
                     "\"^(\\\\$.+|unset)$\"}"));
    for (size_t i = 0; layout_maps[i]; i++) {
        if (layout_maps[i] == &map_top)
            continue;
        buf_format(out, ",\"map%zu\":{", i);
        put_definition(out, layout_maps[i]);
        buf_char(out, '}');
    }
    put_frame(out);
    buf_char(out, '}');
}

void layout_schema(struct buf *out)
{
    buf_str(out, STR("{\"$schema\":\"" SCHEMA_DRAFT "\",\"title\":\"layout.yaml\","));
    schema_properties(out, map_top.fields, map_top.n, put_part);
    buf_str(out, STR(",\"additionalProperties\":false,\"if\":{\"required\":[\"extends\"]},"
                     "\"then\":{\"required\":[\"name\"]},\"else\":{"));
    schema_required(out, map_top.fields, map_top.n);
    buf_str(out, STR("},"));
    put_definitions(out);
    buf_str(out, STR("}\n"));
}
