#include "base/fields.h"

#include "base/vec.h"

#include <assert.h>

static const struct field *find(const struct field *fields, size_t n, str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(name, fields[i].name))
            return &fields[i];
    return NULL;
}

static void report_unknown(struct fields_reader *r, const struct yaml_entry *e, const char *what,
                           const struct field *fields, size_t n)
{
    const char **names = arena_many(r->arena, n, const char *);
    for (size_t i = 0; i < n; i++)
        names[i] = fields[i].name;
    diag_add(r->diags, DIAG_UNKNOWN_KEY, e->key_at, "unknown key `%.*s` in %-s", STR_ARG(e->key),
             what);
    const char *near = str_nearest(e->key, names, n);
    if (near) {
        diag_hint(r->diags, "did you mean `%s`?", near);
        return;
    }
    str all = STR("");
    for (size_t i = 0; i < n; i++)
        all = str_format(r->arena, "%.*s%s%s", STR_ARG(all), i ? ", " : "", names[i]);
    diag_hint(r->diags, "known keys: %.*s", STR_ARG(all));
}

static bool report_missing(struct fields_reader *r, const struct yaml *map, const char *what,
                           const struct field *fields, size_t n)
{
    bool ok = true;
    for (size_t i = 0; i < n; i++) {
        if (!fields[i].required || yaml_get(map, fields[i].name))
            continue;
        diag_add(r->diags, DIAG_MISSING_KEY, map->at, "%-s has no `%s`", what, fields[i].name);
        diag_hint(r->diags, "add a line `%s: …` (%-s)", fields[i].name, fields[i].unit);
        ok = false;
    }
    return ok;
}

bool fields_read(struct fields_reader *r, const struct yaml *map, const char *what,
                 const struct field *fields, size_t n, void *out)
{
    if (map->kind != YAML_MAP) {
        diag_add(r->diags, DIAG_BAD_VALUE, map->at, "%-s must be keys with values", what);
        diag_hint(r->diags, "write `key: value`, one a line");
        return false;
    }
    bool ok = report_missing(r, map, what, fields, n);
    for (size_t i = 0; i < map->n; i++) {
        const struct yaml_entry *e = &map->entries[i];
        const struct field *f = find(fields, n, e->key);
        if (!f) {
            report_unknown(r, e, what, fields, n);
            ok = false;
        } else if (!f->read(r, e->value, f, (char *)out + f->offset)) {
            ok = false;
        }
    }
    return ok;
}

bool fields_want_scalar(struct fields_reader *r, const struct yaml *value,
                        const struct field *field)
{
    if (value->kind != YAML_SCALAR) {
        diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%s` takes one value, not %-s", field->name,
                 value->kind == YAML_LIST ? N_("a list") : N_("a map"));
        diag_hint(r->diags, "expected: %-s", field->unit);
        return false;
    }
    if (value->text.n == 0 && !value->quoted) {
        diag_add(r->diags, DIAG_EMPTY_VALUE, value->at, "`%s` has no value", field->name);
        diag_hint(r->diags,
                  "expected: %-s; a value that begins with # must stand in quotes, "
                  "one that is meant to be empty is \"\"",
                  field->unit);
        return false;
    }
    return true;
}

bool field_text(struct fields_reader *r, const struct yaml *value, const struct field *field,
                void *out)
{
    if (!fields_want_scalar(r, value, field))
        return false;
    *(str *)out = value->text;
    return true;
}

bool field_texts(struct fields_reader *r, const struct yaml *value, const struct field *field,
                 void *out)
{
    struct texts *t = out;
    bool list = value->kind == YAML_LIST;
    t->n = list ? value->n : 1;
    t->v = arena_many(r->arena, t->n, str);
    t->at = arena_many(r->arena, t->n, struct place);
    for (size_t i = 0; i < t->n; i++) {
        const struct yaml *v = list ? value->entries[i].value : value;
        if (!fields_want_scalar(r, v, field))
            return false;
        t->v[i] = v->text;
        t->at[i] = v->at;
    }
    return true;
}

bool field_integer(struct fields_reader *r, const struct yaml *value, const struct field *field,
                   void *out)
{
    if (!fields_want_scalar(r, value, field))
        return false;
    int64_t number = 0;
    bool good = value->text.n > 0 && value->text.n <= 15;
    for (size_t i = 0; good && i < value->text.n; i++) {
        char c = value->text.p[i];
        good = c >= '0' && c <= '9';
        number = number * 10 + (c - '0');
    }
    if (!good) {
        diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%s` must be a whole number, not `%.*s`",
                 field->name, STR_ARG(value->text));
        diag_hint(r->diags, "expected: %-s", field->unit);
        return false;
    }
    *(int64_t *)out = number;
    return true;
}

static int choice_of(str text, const char *const *names)
{
    for (int i = 0; names[i]; i++)
        if (str_is(text, names[i]))
            return i;
    return -1;
}

static bool report_choice(struct fields_reader *r, const struct yaml *value,
                          const struct field *field, const char *const *names)
{
    size_t n = 0;
    while (names[n])
        n++;
    diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%s` cannot be `%.*s`", field->name,
             STR_ARG(value->text));
    const char *near = str_nearest(value->text, names, n);
    str all = STR("");
    for (size_t i = 0; i < n; i++)
        all = str_format(r->arena, "%.*s%s%s", STR_ARG(all), i ? ", " : "", names[i]);
    if (near)
        diag_hint(r->diags, "did you mean `%s`? known: %.*s", near, STR_ARG(all));
    else
        diag_hint(r->diags, "known: %.*s", STR_ARG(all));
    return false;
}

static bool read_choice(struct fields_reader *r, const struct yaml *value,
                        const struct field *field, const char *const *names, int *out)
{
    if (!fields_want_scalar(r, value, field))
        return false;
    *out = choice_of(value->text, names);
    return *out >= 0 || report_choice(r, value, field, names);
}

bool field_choice(struct fields_reader *r, const struct yaml *value, const struct field *field,
                  void *out)
{
    const char *const *names = field->parameter;
    assert(names);
    return read_choice(r, value, field, names, out);
}

bool field_bool(struct fields_reader *r, const struct yaml *value, const struct field *field,
                void *out)
{
    static const char *const names[] = {"false", "true", "no", "yes", "off", "on", NULL};
    int i;
    if (!read_choice(r, value, field, names, &i))
        return false;
    *(bool *)out = i % 2;
    return true;
}
