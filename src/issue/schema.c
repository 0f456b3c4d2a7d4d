#include "issue/schema.h"

#include "base/schema.h"

#define SCHEMA_DRAFT "http://json-schema.org/draft-07/schema#"

/* By the unit: the readers of this stage take texts, numbers and lists of small maps. */
static void put_value(struct buf *out, const struct field *f)
{
    str unit = str_of(f->unit);
    if (f->read == field_choice)
        schema_choice(out, f->parameter);
    else if (str_is(unit, "number"))
        buf_str(out, STR("\"type\":\"integer\",\"minimum\":0"));
    else if (str_is(unit, "text or list") || str_starts(unit, STR("list")) ||
             str_starts(unit, STR("[")))
        schema_scalars(out);
    else
        schema_scalar(out);
}

static void put_map(struct buf *out, const struct issue_fields *map)
{
    schema_properties(out, map->fields, map->n, put_value);
    buf_str(out, STR(",\"additionalProperties\":false,"));
    schema_required(out, map->fields, map->n);
}

static void put_type(struct buf *out, const struct field *f)
{
    const struct issue_fields below = issue_fields_below(f);
    bool list = below.n && str_starts(str_of(f->unit), STR("list of {"));
    if (list)
        buf_str(out, STR("\"type\":\"array\",\"items\":{"));
    if (below.n)
        put_map(out, &below);
    else
        put_value(out, f);
    if (list)
        buf_char(out, '}');
}

static void put_schema(struct buf *out, const char *title, const struct issue_fields *f)
{
    buf_format(out, "{\"$schema\":\"%s\",\"title\":\"%s\",", SCHEMA_DRAFT, title);
    schema_properties(out, f->fields, f->n, put_type);
    buf_str(out, STR(",\"additionalProperties\":false,"));
    schema_required(out, f->fields, f->n);
    buf_str(out, STR("}\n"));
}

void issue_schema(struct buf *out, enum issue_file file)
{
    static const char *const titles[] = {"publication.yaml", "issue.yaml",
                                         "the head of an article"};
    const struct issue_fields f = issue_fields_of(file);
    put_schema(out, titles[file], &f);
}
