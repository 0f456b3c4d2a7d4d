#include "layout/dimension.h"

static bool report_color(struct fields_reader *r, const struct yaml *value)
{
    str shown = layout_shown(r, value->text);
    diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%.*s` is no colour", STR_ARG(shown));
    if (str_starts(value->text, STR("#")) || str_starts(value->text, STR("rgb")))
        diag_hint(r->diags, "a colour of screens is written rgb(200, 16, 46) or rgb(#c8102e)");
    else if (str_starts(value->text, STR("cmyk(")) &&
             str_find(value->text, ')', 0) == value->text.n)
        diag_hint(r->diags, "inside {…} write blanks for the commas: cmyk(0 100 90 8)");
    else if (str_starts(value->text, STR("spot(")))
        diag_hint(r->diags, "write spot(PANTONE 186 C, cmyk(0, 100, 81, 4)) once, and "
                            "spot(PANTONE 186 C, 50) for tints of it");
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

/* ---- light: rgb(200, 16, 46), rgb(#c8102e) ---- */

static bool hex_bytes(str text, uint8_t v[3])
{
    uint32_t all = 0;
    if (text.n != 8 || !str_is(str_slice(text, 7, 8), ")"))
        return false;
    for (size_t i = 1; i < 7; i++) {
        char c = text.p[i], small = (char)(c | 32);
        bool digit = c >= '0' && c <= '9';
        if (!digit && (small < 'a' || small > 'f'))
            return false;
        all = all << 4 | (uint32_t)(digit ? c - '0' : small - 'a' + 10);
    }
    for (int i = 0; i < 3; i++)
        v[i] = (uint8_t)(all >> (16 - 8 * i) & 255);
    return true;
}

static bool decimal_bytes(str text, uint8_t v[3])
{
    for (int i = 0; i < 3; i++) {
        struct number number;
        text = str_trim(text);
        if (!number_take(&text, &number) || number.den != 1 || number.num < 0 || number.num > 255)
            return false;
        v[i] = (uint8_t)number.num;
        text = str_trim(text);
        if (i < 2 && text.n && text.p[0] == ',')
            text = str_slice(text, 1, text.n);
    }
    return str_is(text, ")");
}

/* Black and white are those of the press, so that black text is black ink alone and overprints. */
static bool parse_light(str text, struct color *out)
{
    struct color c = {.light = true};
    str rgb = STR("rgb(");
    if (!str_starts(text, rgb))
        return false;
    text = str_trim(str_slice(text, rgb.n, text.n));
    if (!(str_starts(text, STR("#")) ? hex_bytes(text, c.rgb) : decimal_bytes(text, c.rgb)))
        return false;
    int sum = c.rgb[0] + c.rgb[1] + c.rgb[2];
    if (sum == 0)
        c = (struct color){.k = 10000};
    else if (sum == 3 * 255)
        c = (struct color){0};
    *out = c;
    return true;
}

static bool parse_process(str text, struct color *out)
{
    uint16_t v[4] = {0};
    str cmyk = STR("cmyk("), grey = STR("grey("), gray = STR("gray(");
    if (str_starts(text, cmyk) && percents(str_slice(text, cmyk.n, text.n), v, 4))
        *out = (struct color){.c = v[0], .m = v[1], .y = v[2], .k = v[3]};
    else if ((str_starts(text, grey) || str_starts(text, gray)) &&
             percents(str_slice(text, grey.n, text.n), v, 1))
        *out = (struct color){.k = v[0]};
    else
        return false;
    return true;
}

/* ---- spot inks: spot(PANTONE 186 C, cmyk(0, 100, 81, 4)); a tint of one: spot(PANTONE 186 C, 50)
 */

struct spot_text {
    str name, rest; /* what stands behind the name, up to the last parenthesis */
};

/* Where the name ends: at a comma, or before the colour, as a comma inside { } ends the value. */
static size_t spot_name_end(str text)
{
    size_t comma = str_find(text, ',', 0);
    for (size_t i = 0; i < text.n && comma == text.n; i++) {
        str rest = str_slice(text, i + 1, text.n);
        if (text.p[i] == ' ' && (str_starts(rest, STR("cmyk(")) || str_starts(rest, STR("grey("))))
            return i;
    }
    return comma;
}

static bool take_spot(str text, struct spot_text *out)
{
    str spot = STR("spot(");
    size_t comma = spot_name_end(text);
    if (!str_starts(text, spot) || comma == text.n || !str_ends(text, STR(")")))
        return false;
    out->name = str_trim(str_slice(text, spot.n, comma));
    out->rest = str_trim(str_slice(text, comma + 1, text.n - 1));
    return out->name.n > 0;
}

static struct spot_ink *find_ink(struct layout_reader *r, str name)
{
    for (size_t i = 0; i < r->layout->n_spots; i++)
        if (str_eq(r->spots[i].name, name))
            return &r->spots[i];
    return NULL;
}

static bool is_reserved(str name)
{
    static const char *const names[] = {"All", "None", "Cyan", "Magenta", "Yellow", "Black"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(name, names[i]))
            return true;
    return false;
}

/* Enters the ink that an entry says the colour of. */
static bool enter_ink(struct layout_reader *r, const struct yaml *value)
{
    struct spot_text t;
    struct color stands;
    if (value->kind != YAML_SCALAR || !take_spot(value->text, &t) ||
        !parse_process(t.rest, &stands))
        return true;
    struct diags *d = r->fields.diags;
    const struct spot_ink *old = find_ink(r, t.name);
    if (is_reserved(t.name) || (old && memcmp(&old->stands, &stands, sizeof stands) != 0)) {
        diag_add(d, DIAG_BAD_VALUE, value->at,
                 old ? N_("the spot ink %.*s has two colours")
                     : N_("%.*s is no name for a spot ink"),
                 STR_ARG(t.name));
        diag_hint(d,
                  old ? N_("say its colour once; elsewhere write spot(%.*s, 100)")
                      : N_("a plate of that name is there already"),
                  STR_ARG(t.name));
        return false;
    }
    if (!old)
        r->spots[r->layout->n_spots++] = (struct spot_ink){t.name, stands};
    return true;
}

static uint16_t tinted(uint16_t ink, uint16_t tint)
{
    return (uint16_t)(((uint32_t)ink * tint + 5000) / 10000);
}

/* False: it is none, or of an ink that no colour says what it looks like. */
static bool parse_spot(struct layout_reader *r, str text, struct color *out)
{
    struct spot_text t;
    struct color stands;
    uint16_t tint = 10000;
    if (!take_spot(text, &t))
        return false;
    const struct spot_ink *ink = find_ink(r, t.name);
    bool full = parse_process(t.rest, &stands);
    if (!ink || (!full && (!percent_take(&t.rest, &tint) || t.rest.n)))
        return false;
    const struct color *s = &ink->stands;
    *out = (struct color){.c = tinted(s->c, tint),
                          .m = tinted(s->m, tint),
                          .y = tinted(s->y, tint),
                          .k = tinted(s->k, tint),
                          .spot = (uint16_t)(ink - r->spots + 1),
                          .tint = tint};
    return true;
}

static const struct field color_field = {
    .name = "color", .unit = "cmyk(0, 100, 90, 8), grey(60), rgb(…) or spot(…)"};

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
    return parse_process(e->value->text, out) || parse_light(e->value->text, out) ||
           parse_spot(layout_reader_of(r), e->value->text, out) || report_color(r, e->value);
}

static int open_brackets(str text)
{
    int open = 0;
    for (size_t i = 0; i < text.n; i++)
        open += (text.p[i] == '(') - (text.p[i] == ')');
    return open;
}

/* Inside { } YAML ends a value at a comma: what follows became keys without values. Reports the
 * colour that was cut; gives the number of keys that it lost. */
static size_t report_cut(struct layout_reader *r, const struct yaml *colors, size_t i)
{
    const struct yaml *value = colors->entries[i].value;
    int open = value->kind == YAML_SCALAR && !value->quoted ? open_brackets(value->text) : 0;
    if (open <= 0)
        return 0;
    str shown = layout_shown(&r->fields, value->text);
    diag_add(r->fields.diags, DIAG_BAD_VALUE, value->at, "the comma ends the colour here: `%.*s`",
             STR_ARG(shown));
    diag_hint(r->fields.diags,
              "inside { } write blanks for the commas: cmyk(0 100 90 8), spot(PANTONE 186 C "
              "cmyk(0 100 81 4)); or put the colour in double quotes");
    size_t lost = 0;
    while (open > 0 && i + lost + 1 < colors->n)
        open += open_brackets(colors->entries[i + ++lost].key);
    return lost;
}

bool read_colors(struct layout_reader *r, const struct yaml *colors)
{
    if (!names_read(&r->fields, colors, N_("colour"), &r->color_names))
        return false;
    r->colors = arena_many(r->fields.arena, colors->n, struct color);
    bool ok = true;
    r->spots = arena_many(r->fields.arena, colors->n, struct spot_ink);
    r->layout->spots = r->spots;
    for (size_t i = 0; i < colors->n; i++)
        ok &= enter_ink(r, colors->entries[i].value);
    for (size_t i = 0; i < colors->n; i++) {
        size_t lost = report_cut(r, colors, i);
        ok &= lost == 0 && read_color(&r->fields, &colors->entries[i], &r->colors[i]);
        i += lost;
    }
    for (size_t i = 0; i < colors->n; i++)
        r->layout->has_light |= r->colors[i].light;
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
                        parse_process(value->text, &unused)))
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
