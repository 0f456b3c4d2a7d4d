#include "issue/reading.h"
#include "base/calendar.h"

static bool read_scalar(struct fields_reader *r, const struct yaml *value,
                        const struct field *field, struct value *out)
{
    if (!fields_want_scalar(r, value, field))
        return false;
    *out = (struct value){.text = value->text, .at = value->at};
    return true;
}

bool reading_value(struct fields_reader *r, const struct yaml *value, const struct field *field,
                   void *out)
{
    struct value *v = out;
    if (!read_scalar(r, value, field, v))
        return false;
    if (!field->required || str_trim(v->text).n)
        return true;
    diag_add(r->diags, DIAG_EMPTY_VALUE, value->at, "`%s` must not be empty", field->name);
    diag_hint(r->diags, "expected: %-s", field->unit);
    return false;
}

bool reading_count(struct fields_reader *r, const struct yaml *value, const struct field *field,
                   void *out)
{
    struct count *count = out;
    count->at = value->at;
    return field_integer(r, value, field, &count->n);
}

bool reading_values(struct fields_reader *r, const struct yaml *value, const struct field *field,
                    struct values *out)
{
    bool list = value->kind == YAML_LIST, ok = true;
    size_t n = list ? value->n : 1;
    *out = (struct values){.v = arena_many(r->arena, n, struct value)};
    for (size_t i = 0; i < n; i++) {
        const struct yaml *entry = list ? value->entries[i].value : value;
        if (read_scalar(r, entry, field, &out->v[out->n]))
            out->n++;
        else
            ok = false;
    }
    return ok;
}

bool reading_maps(struct fields_reader *r, const struct yaml *value, const struct field *field,
                  const struct maps *maps, void **out, size_t *n)
{
    *out = NULL;
    *n = 0;
    if (value->kind != YAML_LIST) {
        diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%s` must be a list", field->name);
        diag_hint(r->diags, "expected: %-s", field->unit);
        return false;
    }
    bool ok = true;
    char *structs = arena_array(r->arena, value->n, maps->size);
    for (size_t i = 0; i < value->n; i++)
        ok = fields_read(r, value->entries[i].value, maps->what, maps->fields, maps->n,
                         structs + i * maps->size) &&
             ok;
    *out = structs;
    *n = value->n;
    return ok;
}

bool reading_digits(str *text, size_t n, int64_t *number)
{
    *number = 0;
    if (text->n < n)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (text->p[i] < '0' || text->p[i] > '9')
            return false;
        *number = *number * 10 + (text->p[i] - '0');
    }
    *text = str_slice(*text, n, text->n);
    return true;
}

static bool take_dash(str *text)
{
    if (!str_starts(*text, STR("-")))
        return false;
    *text = str_slice(*text, 1, text->n);
    return true;
}

bool reading_date(struct fields_reader *r, const struct yaml *value, const struct field *field,
                  void *out)
{
    if (!fields_want_scalar(r, value, field))
        return false;
    struct date d = {.at = value->at};
    str text = value->text;
    bool form = reading_digits(&text, 4, &d.year) && take_dash(&text) &&
                reading_digits(&text, 2, &d.month) && take_dash(&text) &&
                reading_digits(&text, 2, &d.day) && text.n == 0;
    bool good = form && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
                d.day <= calendar_days_in(d.year, d.month);
    if (good) {
        *(struct date *)out = d;
        return true;
    }
    diag_add(r->diags, DIAG_BAD_VALUE, value->at,
             form ? N_("`%s`: the calendar has no %.*s") : N_("`%s` must be a date, not `%.*s`"),
             field->name, STR_ARG(value->text));
    diag_hint(r->diags, "expected: %-s", field->unit);
    return false;
}
