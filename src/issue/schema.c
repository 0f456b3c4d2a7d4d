#include "issue/schema.h"

#include "base/schema.h"

#define SCHEMA_DRAFT "http://json-schema.org/draft-07/schema#"

/* By the unit: the readers of this stage take texts, numbers and lists of small maps. */
static void put_type(struct buf *out, const struct field *f)
{
    str unit = str_of(f->unit);
    if (str_is(unit, "number"))
        buf_str(out, STR("\"type\":\"integer\",\"minimum\":0"));
    else if (str_is(unit, "map"))
        buf_str(out, STR("\"type\":\"object\""));
    else if (str_starts(unit, STR("list of {")))
        buf_str(out, STR("\"type\":\"array\",\"items\":{\"type\":\"object\"}"));
    else if (str_is(unit, "text or list") || str_starts(unit, STR("list")) ||
             str_starts(unit, STR("[")))
        schema_scalars(out);
    else
        schema_scalar(out);
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
