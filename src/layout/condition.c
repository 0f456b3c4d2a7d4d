/* Conditions on presence: `if: theme`, `unless: [article.author, new-section]`. */
#include "layout/reader.h"

enum { CONDITIONS_MAX = 16 };

/* The template's field, or CONDITION_NEW_SECTION, that a name stands for; -1: none. */
static int condition_of(str name)
{
    if (str_is(name, "new-section"))
        return CONDITION_NEW_SECTION;
    int field = (int)template_field_of(name);
    return field == TEMPLATE_LITERAL ? -1 : field;
}

static void hint(struct fields_reader *r, str name)
{
    const char *known[TEMPLATE_FIELD_COUNT];
    str of_article = str_format(r->arena, "article.%.*s", STR_ARG(name));
    for (int i = 1; i < TEMPLATE_FIELD_COUNT; i++)
        known[i - 1] = template_field_name((enum template_field)i);
    known[TEMPLATE_FIELD_COUNT - 1] = "new-section";
    const char *near = str_nearest(name, known, TEMPLATE_FIELD_COUNT);
    if (condition_of(of_article) >= 0)
        diag_hint(r->diags, "did you mean `%.*s`?", STR_ARG(of_article));
    else if (near)
        diag_hint(r->diags, "did you mean `%s`?", near);
    else
        diag_hint(r->diags, "conditions are a template's fields, such as theme, article.subtitle, "
                            "qr, and new-section");
}

static bool read_one(struct fields_reader *r, str name, struct place at, const struct field *field,
                     struct presence *out)
{
    int is = condition_of(name);
    if (is >= 0) {
        out->v[out->n++] = (enum template_field)is;
        return true;
    }
    str shown = layout_shown(r, name);
    diag_add(r->diags, DIAG_BAD_VALUE, at, "`%s` cannot be `%.*s`", field->name, STR_ARG(shown));
    hint(r, name);
    return false;
}

/* YAML has `{theme}` for a map with a key and no value. */
static bool is_braced(const struct yaml *value)
{
    return value->kind == YAML_MAP && value->n == 1 &&
           value->entries[0].value->kind == YAML_SCALAR && !value->entries[0].value->text.n;
}

static bool read_value(struct fields_reader *r, const struct yaml *value, const struct field *field,
                       struct presence *out)
{
    if (is_braced(value))
        return read_one(r, value->entries[0].key, value->entries[0].key_at, field, out);
    if (!fields_want_scalar(r, value, field))
        return false;
    str name = value->text;
    if (name.n > 2 && name.p[0] == '{' && name.p[name.n - 1] == '}')
        name = str_slice(name, 1, name.n - 1);
    return read_one(r, name, value->at, field, out);
}

bool field_presence(struct fields_reader *r, const struct yaml *value, const struct field *field,
                    void *out)
{
    struct presence *presence = out;
    bool list = value->kind == YAML_LIST, ok = true;
    if (list && !layout_want_list(r, value, field, CONDITIONS_MAX))
        return false;
    size_t n = list ? value->n : 1;
    presence->v = arena_many(r->arena, n, enum template_field);
    for (size_t i = 0; i < n; i++)
        ok &= read_value(r, list ? value->entries[i].value : value, field, presence);
    return ok;
}
