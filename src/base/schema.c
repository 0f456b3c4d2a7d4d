#include "base/schema.h"

void schema_scalar(struct buf *out)
{
    buf_str(out, STR("\"type\":[\"string\",\"number\",\"boolean\"]"));
}

void schema_scalars(struct buf *out)
{
    buf_str(out, STR("\"anyOf\":[{"));
    schema_scalar(out);
    buf_str(out, STR("},{\"type\":\"array\",\"items\":{"));
    schema_scalar(out);
    buf_str(out, STR("}}]"));
}

/* `yes`, `no`, `on` and `off` are booleans to YAML tools. */
static bool is_boolean(const char *name)
{
    static const char *const words[] = {"true", "false", "yes", "no", "on", "off"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(name, words[i]) == 0)
            return true;
    return false;
}

void schema_choice(struct buf *out, const char *const *names)
{
    bool booleans = false;
    buf_str(out, STR("\"enum\":["));
    for (size_t i = 0; names[i]; i++) {
        if (i)
            buf_char(out, ',');
        buf_json(out, str_of(names[i]));
        booleans |= is_boolean(names[i]);
    }
    buf_str(out, booleans ? STR(",true,false]") : STR("]"));
}

static void put_description(struct buf *out, const struct field *f)
{
    struct buf text = {0};
    buf_format(&text, "%s\n%s", f->help.chinese, f->help.english);
    if (f->unit)
        buf_format(&text, "\n%s", f->unit);
    if (f->standard)
        buf_format(&text, "\n= %s", f->standard);
    buf_str(out, STR("\"description\":"));
    buf_json(out, buf_view(&text));
    buf_free(&text);
}

void schema_properties(struct buf *out, const struct field *fields, size_t n, schema_type_fn *type)
{
    buf_str(out, STR("\"type\":\"object\",\"properties\":{"));
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_char(out, ',');
        buf_json(out, str_of(fields[i].name));
        buf_str(out, STR(":{"));
        put_description(out, &fields[i]);
        buf_char(out, ',');
        type(out, &fields[i]);
        buf_char(out, '}');
    }
    buf_char(out, '}');
}

void schema_required(struct buf *out, const struct field *fields, size_t n)
{
    bool any = false;
    buf_str(out, STR("\"required\":["));
    for (size_t i = 0; i < n; i++) {
        if (!fields[i].required)
            continue;
        if (any)
            buf_char(out, ',');
        buf_json(out, str_of(fields[i].name));
        any = true;
    }
    buf_char(out, ']');
}
