#include "layout/dimension.h"

static bool report_color(struct fields_reader *r, const struct yaml *value)
{
    str shown = layout_shown(r, value->text);
    diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%.*s` is no colour", STR_ARG(shown));
    if (str_starts(value->text, STR("#")) || str_starts(value->text, STR("rgb")))
        diag_hint(r->diags, "print colours are CMYK: write cmyk(0, 100, 90, 8), or grey(60)");
    else if (str_starts(value->text, STR("cmyk(")) &&
             str_find(value->text, ')', 0) == value->text.n)
        diag_hint(r->diags, "inside {…} write blanks for the commas: cmyk(0 100 90 8)");
    else
        diag_hint(r->diags,
                  "write cmyk(0, 100, 90, 8), or grey(60): percents with up to two decimals");
    return false;
}

/* A percent to 1/100 percent; more decimals than it can hold are refused, not rounded. */
static bool percent_take(str *text, uint16_t *out)
{
    struct number number;
    *text = str_trim(*text);
    if (!number_take(text, &number) || number.num < 0 || number.num * 100 % number.den ||
        number.num * 100 / number.den > 10000)
        return false;
    *text = str_trim(*text);
    if (text->n && text->p[0] == '%')
        *text = str_trim(str_slice(*text, 1, text->n));
    *out = (uint16_t)(number.num * 100 / number.den);
    return true;
}

/* Between them commas or, inside {…} where YAML takes these, blanks. */
static bool percents(str text, uint16_t *out, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!percent_take(&text, &out[i]))
            return false;
        if (i + 1 < n && text.n && text.p[0] == ',')
            text = str_slice(text, 1, text.n);
    }
    return str_is(text, ")");
}

static bool parse_color(str text, struct color *out)
{
    uint16_t v[4] = {0};
    str cmyk = STR("cmyk("), grey = STR("grey("), gray = STR("gray(");
    if (str_starts(text, cmyk) && percents(str_slice(text, cmyk.n, text.n), v, 4))
        *out = (struct color){v[0], v[1], v[2], v[3]};
    else if ((str_starts(text, grey) || str_starts(text, gray)) &&
             percents(str_slice(text, grey.n, text.n), v, 1))
        *out = (struct color){0, 0, 0, v[0]};
    else
        return false;
    return true;
}

static const struct field color_field = {.name = "color",
                                         .unit = "cmyk(0, 100, 90, 8) or grey(60)"};

static bool read_color(struct fields_reader *r, const struct yaml_entry *e, struct color *out)
{
    struct field field = color_field;
    field.name = str_z(r->arena, layout_shown(r, e->key));
    if (str_is(e->key, "none")) {
        diag_add(r->diags, DIAG_BAD_VALUE, e->key_at, "`none` means no colour");
        diag_hint(r->diags, "give this colour another name");
        return false;
    }
    if (!fields_want_scalar(r, e->value, &field)) {
        diag_hint(r->diags, "print colours are CMYK: write cmyk(0, 100, 90, 8), or grey(60)");
        return false;
    }
    return parse_color(e->value->text, out) || report_color(r, e->value);
}

bool read_colors(struct layout_reader *r, const struct yaml *colors)
{
    if (!names_read(&r->fields, colors, "colour", &r->color_names))
        return false;
    r->colors = arena_many(r->fields.arena, colors->n, struct color);
    bool ok = true;
    for (size_t i = 0; i < colors->n; i++)
        ok &= read_color(&r->fields, &colors->entries[i], &r->colors[i]);
    return ok;
}

bool field_color(struct fields_reader *r, const struct yaml *value, const struct field *field,
                 void *out)
{
    struct layout_reader *l = layout_reader_of(r);
    int i = names_find(r, &l->color_names, value, field);
    if (i >= 0) {
        *(struct color *)out = l->colors[i];
        return true;
    }
    struct color unused;
    bool scalar = value->kind == YAML_SCALAR;
    if (scalar && value->text.n == 0 && !value->quoted)
        diag_hint(r->diags,
                  "write the name of a colour; #… is read as a comment, and print colours "
                  "are CMYK: they stand under `colors`");
    else if (scalar && (str_starts(value->text, STR("#")) || str_starts(value->text, STR("cmyk")) ||
                        parse_color(value->text, &unused)))
        diag_hint(r->diags,
                  "under `colors` give it a name, such as `red: cmyk(0, 100, 90, 8)`; write the "
                  "name here");
    return false;
}

bool field_color_or_none(struct fields_reader *r, const struct yaml *value,
                         const struct field *field, void *out)
{
    return layout_is_none(value) || field_color(r, value, field, out);
}
