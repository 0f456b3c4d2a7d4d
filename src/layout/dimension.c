#include "layout/dimension.h"

#include "base/buf.h"
#include "base/vec.h"

#include <assert.h>

enum { WHOLE_DIGITS = 5, FRACTION_DIGITS = 6, FRACTION_OF_DIGITS = 4 };

const struct length_rule rule_any = {-14400 * LENGTH_PT, 14400 * LENGTH_PT,
                                     N_("from -5080mm to 5080mm")};
const struct length_rule rule_not_negative = {0, 14400 * LENGTH_PT, N_("from 0 to 5080mm")};
const struct length_rule rule_positive = {1, 14400 * LENGTH_PT, N_("more than 0, up to 5080mm")};
const struct length_rule rule_size = {1, 1000 * LENGTH_PT, "more than 0, up to 1000pt"};

/* The Chinese type sizes (PD-02) in thousandths of a point: as Word and its kin have them, and as
 * metal type had them, where each is a half or a quarter of another (CLREQ). */
static const struct {
    const char *name;
    int word, clreq;
} chinese_sizes[] = {
    {"初号", 42000, 42000}, {"小初", 36000, 36000}, {"一号", 26000, 27500}, {"小一", 24000, 24000},
    {"二号", 22000, 21000}, {"小二", 18000, 18000}, {"三号", 16000, 15750}, {"小三", 15000, 15000},
    {"四号", 14000, 13750}, {"小四", 12000, 12000}, {"五号", 10500, 10500}, {"小五", 9000, 9000},
    {"六号", 7500, 7875},   {"小六", 6500, 6500},   {"七号", 5500, 5250},   {"八号", 5000, 5000},
};

static const char *const unit_names[] = {"pt", "mm", "cm", "em", "lines", "line"};
enum unit { UNIT_PT, UNIT_MM, UNIT_CM, UNIT_EM, UNIT_LINES, UNIT_LINE, UNIT_COUNT };

static size_t digits_take(str *text, size_t max, int64_t *value)
{
    size_t n = 0;
    while (n < text->n && text->p[n] >= '0' && text->p[n] <= '9' && n <= max)
        *value = *value * 10 + (text->p[n++] - '0');
    *text = str_slice(*text, n, text->n);
    return n;
}

static bool char_take(str *text, char c)
{
    if (text->n == 0 || text->p[0] != c)
        return false;
    *text = str_slice(*text, 1, text->n);
    return true;
}

bool number_take(str *text, struct number *out)
{
    str rest = *text;
    bool negative = char_take(&rest, '-');
    struct number number = {0, 1};
    size_t whole = digits_take(&rest, WHOLE_DIGITS, &number.num);
    if (whole == 0 || whole > WHOLE_DIGITS)
        return false;
    if (char_take(&rest, '.')) {
        size_t n = digits_take(&rest, FRACTION_DIGITS, &number.num);
        if (n == 0 || n > FRACTION_DIGITS)
            return false;
        while (n--)
            number.den *= 10;
    } else if (char_take(&rest, '/')) {
        number.den = 0;
        size_t n = digits_take(&rest, FRACTION_OF_DIGITS, &number.den);
        if (n > FRACTION_OF_DIGITS || number.den == 0)
            return false;
    }
    if (negative)
        number.num = -number.num;
    *text = rest;
    *out = number;
    return true;
}

/* number * num / den; saturates far outside of every limit. */
static length number_scale(struct number number, int64_t num, int64_t den)
{
    int64_t product;
    if (__builtin_mul_overflow(number.num, num, &product) || product > INT64_MAX / 2 ||
        product < -(INT64_MAX / 2))
        return number.num < 0 ? -LENGTH_MAX : LENGTH_MAX;
    return length_scale(product, 1, number.den * den);
}

static bool chinese_size(const struct layout_reader *l, str text, length *out)
{
    for (size_t i = 0; i < sizeof chinese_sizes / sizeof *chinese_sizes; i++) {
        if (!str_is(text, chinese_sizes[i].name))
            continue;
        int size = l->clreq_sizes ? chinese_sizes[i].clreq : chinese_sizes[i].word;
        *out = length_scale(size, LENGTH_PT, 1000);
        return true;
    }
    return false;
}

static bool hint_chinese(struct fields_reader *r, str text)
{
    if (!str_ends(text, STR("号")))
        return false;
    diag_hint(r->diags, "Chinese sizes: 初号 小初 一号 小一 … 五号 小五 六号 小六 七号 八号");
    return true;
}

static bool report_no_number(struct fields_reader *r, const struct yaml *value,
                             const struct field *field)
{
    str shown = layout_shown(r, value->text);
    diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%s` cannot be `%.*s`", field->name,
             STR_ARG(shown));
    if (hint_chinese(r, value->text))
        return false;
    if (str_starts(value->text, STR(".")))
        diag_hint(r->diags, "write `0%.*s`", STR_ARG(shown));
    else
        diag_hint(r->diags, "expected: %-s; up to five digits, up to six behind the point",
                  field->unit);
    return false;
}

static bool report_unit(struct fields_reader *r, const struct yaml *value,
                        const struct field *field, str unit)
{
    str shown = layout_shown(r, unit), number = value->text;
    number = str_trim(str_slice(number, 0, number.n - unit.n));
    if (unit.n == 0) {
        diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%s: %.*s` has no unit", field->name,
                 STR_ARG(number));
        diag_hint(r->diags, "write %.*spt, %.*smm, %.*sem or %.*slines", STR_ARG(number),
                  STR_ARG(number), STR_ARG(number), STR_ARG(number));
        return false;
    }
    diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%s` has the unknown unit `%.*s`", field->name,
             STR_ARG(shown));
    if (hint_chinese(r, unit))
        return false;
    const char *near = str_nearest(unit, unit_names, UNIT_COUNT);
    if (near)
        diag_hint(r->diags, "did you mean %s?", near);
    else
        diag_hint(r->diags, "known units: pt, mm, cm, em, lines");
    return false;
}

static enum unit unit_of(str name)
{
    int i = 0;
    while (i < UNIT_COUNT && !str_is(name, unit_names[i]))
        i++;
    return (enum unit)i;
}

/* What a number in this unit is; 0 when the unit means nothing here. */
static length unit_scale(const struct layout_reader *l, enum unit unit, struct number number)
{
    switch (unit) {
    case UNIT_PT: return number_scale(number, LENGTH_PT, 1);
    case UNIT_MM: return number_scale(number, LENGTH_PT * 360, 127);
    case UNIT_CM: return number_scale(number, LENGTH_PT * 3600, 127);
    case UNIT_EM: return number_scale(number, l->em, 1);
    default: return number_scale(number, l->pitch, 1);
    }
}

static bool check_relative(struct fields_reader *r, const struct yaml *value,
                           const struct field *field, enum unit unit)
{
    const struct layout_reader *l = layout_reader_of(r);
    bool means = unit == UNIT_EM ? l->em != 0 : unit < UNIT_LINES || l->pitch != 0;
    if (means)
        return true;
    diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%s` cannot be in %s: it says what %-s means",
             field->name, unit_names[unit], unit == UNIT_EM ? N_("an em") : N_("a line"));
    diag_hint(r->diags, "write it in pt or mm, or as a Chinese size such as 五号");
    return false;
}

bool dimension_read(struct fields_reader *r, const struct yaml *value, const struct field *field,
                    length *out, int64_t *em)
{
    struct number number;
    *em = 0;
    if (!fields_want_scalar(r, value, field))
        return false;
    if (chinese_size(layout_reader_of(r), value->text, out))
        return true;
    str unit = value->text;
    if (!number_take(&unit, &number))
        return report_no_number(r, value, field);
    unit = str_trim(unit);
    if (unit.n == 0 && number.num == 0) {
        *out = 0;
        return true;
    }
    enum unit u = unit_of(unit);
    if (u == UNIT_COUNT)
        return report_unit(r, value, field, unit);
    if (!check_relative(r, value, field, u))
        return false;
    *out = unit_scale(layout_reader_of(r), u, number);
    if (u == UNIT_EM)
        *em = number_scale(number, 65536, 1);
    return true;
}

static bool check_range(struct fields_reader *r, const struct yaml *value,
                        const struct field *field, int64_t number)
{
    const struct length_rule *rule = field->parameter;
    assert(rule);
    if (number >= rule->min && number <= rule->max)
        return true;
    str shown = layout_shown(r, value->text);
    diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%s` must be %-s, not %.*s", field->name,
             rule->range, STR_ARG(shown));
    return false;
}

bool field_length(struct fields_reader *r, const struct yaml *value, const struct field *field,
                  void *out)
{
    length l;
    int64_t em;
    if (!dimension_read(r, value, field, &l, &em) || !check_range(r, value, field, l))
        return false;
    *(length *)out = l;
    return true;
}

bool field_edge(struct fields_reader *r, const struct yaml *value, const struct field *field,
                void *out)
{
    struct edge *edge = out;
    edge->set = true; /* a wrong one was meant all the same */
    return field_length(r, value, field, &edge->at);
}

bool field_ratio(struct fields_reader *r, const struct yaml *value, const struct field *field,
                 void *out)
{
    struct number number;
    if (!fields_want_scalar(r, value, field))
        return false;
    str unit = value->text;
    if (!number_take(&unit, &number))
        return report_no_number(r, value, field);
    unit = str_trim(unit);
    if (unit.n && !str_is(unit, "em")) {
        str shown = layout_shown(r, unit);
        diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%s` is a ratio, it cannot be in `%.*s`",
                 field->name, STR_ARG(shown));
        diag_hint(r->diags, "write a part of the type size: 1/4 or 0.25");
        return false;
    }
    int64_t ratio = number_scale(number, 65536, 1);
    if (!check_range(r, value, field, ratio))
        return false;
    *(int64_t *)out = ratio;
    return true;
}

bool field_count(struct fields_reader *r, const struct yaml *value, const struct field *field,
                 void *out)
{
    const struct count_rule *rule = field->parameter;
    assert(rule);
    int64_t n;
    if (!field_integer(r, value, field, &n))
        return false;
    if (n < rule->min || n > rule->max) {
        diag_add(r->diags, DIAG_BAD_VALUE, value->at, "`%s` must be from %d to %d, not %lld",
                 field->name, rule->min, rule->max, (long long)n);
        return false;
    }
    *(int *)out = (int)n;
    return true;
}

bool read_quietly(struct fields_reader *r, const struct yaml *value, const struct field *field,
                  void *out)
{
    struct fields_reader quiet = *r;
    quiet.diags = diags_new();
    bool ok = field->read(&quiet, value, field, out);
    diags_free(quiet.diags);
    return ok;
}

static str length_in(struct arena *a, length l, int64_t num, int64_t den, const char *unit)
{
    struct buf b = {0};
    buf_decimal(&b, l * num, LENGTH_PT * den, 3);
    str text = str_format(a, "%.*s%s", STR_ARG(buf_view(&b)), unit);
    buf_free(&b);
    return text;
}

str length_pt(struct arena *a, length l)
{
    return length_in(a, l, 1, 1, "pt");
}

str length_mm(struct arena *a, length l)
{
    return length_in(a, l, 127, 360, "mm");
}
