/* Numbers, lengths and transforms of SVG. Nothing but + − × ÷ and the square root, which are the
 * same on every machine. */
#include "base/utf8.h"
#include "picture/svg.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

void svg_skip(str *s)
{
    bool comma = false;
    while (s->n && (is_blank(s->p[0]) || (s->p[0] == ',' && !comma))) {
        comma |= s->p[0] == ',';
        *s = str_slice(*s, 1, s->n);
    }
}

static double power_of_ten(int n)
{
    double p = 1;
    for (int i = 0; i < n; i++)
        p *= 10;
    return p;
}

static bool digit_at(str s, size_t i)
{
    return i < s.n && utf8_is_digit((unsigned char)s.p[i]);
}

/* The exponent at `*i`, when there is one. */
static int take_exponent(str s, size_t *i)
{
    size_t at = *i;
    if (at >= s.n || (s.p[at] != 'e' && s.p[at] != 'E'))
        return 0;
    at++;
    bool negative = at < s.n && s.p[at] == '-';
    at += at < s.n && (s.p[at] == '-' || s.p[at] == '+');
    if (!digit_at(s, at))
        return 0; /* em, ex */
    int n = 0;
    for (; digit_at(s, at); at++)
        n = n < 100 ? n * 10 + (s.p[at] - '0') : n;
    *i = at;
    return negative ? -n : n;
}

bool svg_number(str *s, double *out)
{
    enum { EXPONENT_MAX = 30 };
    svg_skip(s);
    size_t i = s->n && (s->p[0] == '-' || s->p[0] == '+');
    bool negative = i && s->p[0] == '-', any = false;
    double value = 0;
    int after = 0;
    for (; digit_at(*s, i); i++, any = true)
        value = value * 10 + (s->p[i] - '0');
    if (i < s->n && s->p[i] == '.') {
        for (i++; digit_at(*s, i); i++, any = true) {
            after += after < EXPONENT_MAX;
            value = after < EXPONENT_MAX ? value * 10 + (s->p[i] - '0') : value;
        }
    }
    if (!any)
        return false;
    int exponent = take_exponent(*s, &i) - (after < EXPONENT_MAX ? after : EXPONENT_MAX - 1);
    *s = str_slice(*s, i, s->n);
    if (exponent > EXPONENT_MAX || exponent < -2 * EXPONENT_MAX || value > 1e15)
        return false;
    value = exponent < 0 ? value / power_of_ten(-exponent) : value * power_of_ten(exponent);
    *out = negative ? -value : value;
    return value < 1e9;
}

bool svg_length(str s, double whole, double *out)
{
    static const struct {
        const char *name;
        double units;
    } units[] = {{"", 1},           {"px", 1},         {"pt", 96. / 72},  {"pc", 16}, {"in", 96},
                 {"cm", 96 / 2.54}, {"mm", 96 / 25.4}, {"q", 96 / 101.6}, {"em", 16}, {"ex", 8}};
    double value;
    if (!s.p || !svg_number(&s, &value))
        return false;
    s = str_trim(s);
    if (str_is(s, "%")) {
        *out = value * whole / 100;
        return true;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (str_is(s, units[i].name)) {
            *out = value * units[i].units;
            return true;
        }
    return false;
}

/* ---- transforms ---- */

struct svg_matrix svg_multiply(struct svg_matrix m, struct svg_matrix n)
{
    return (struct svg_matrix){
        m.a * n.a + m.c * n.b, m.b * n.a + m.d * n.b,       m.a * n.c + m.c * n.d,
        m.b * n.c + m.d * n.d, m.a * n.e + m.c * n.f + m.e, m.b * n.e + m.d * n.f + m.f,
    };
}

/* Of an angle in degrees, by their series below 45°. */
static void sine_cosine(double degrees, double *sine, double *cosine)
{
    enum { TERMS = 12 };
    static const double pi = 3.14159265358979323846;
    int64_t turns = (int64_t)(degrees / 90);
    double x = (degrees - 90 * (double)turns) * pi / 180, s = 0, c = 0, term = 1;
    for (int i = 0; i < 2 * TERMS; i++) {
        double *sum = i % 2 ? &s : &c;
        *sum += i % 4 >= 2 ? -term : term;
        term = term * x / (i + 1);
    }
    static const int quarter[4][4] = {{1, 0, 0, 1}, {0, 1, -1, 0}, {-1, 0, 0, -1}, {0, -1, 1, 0}};
    const int *q = quarter[((turns % 4) + 4) % 4]; /* sine: q0 s + q1 c; cosine: q2 s + q3 c */
    *sine = q[0] * s + q[1] * c;
    *cosine = q[2] * s + q[3] * c;
}

struct svg_matrix svg_rotation(double degrees)
{
    double s, c;
    sine_cosine(degrees, &s, &c);
    return (struct svg_matrix){c, s, -s, c, 0, 0};
}

/* About a point when there are three values. */
static struct svg_matrix rotation(const double *v, int n)
{
    struct svg_matrix m = svg_rotation(v[0]);
    if (n == 3) {
        m.e = v[1] - m.a * v[1] + m.b * v[2];
        m.f = v[2] - m.b * v[1] - m.a * v[2];
    }
    return m;
}

static struct svg_matrix skew(double degrees, bool along_x)
{
    double s, c;
    sine_cosine(degrees, &s, &c);
    double tangent = c > 1e-9 || c < -1e-9 ? s / c : 0;
    return (struct svg_matrix){1, along_x ? 0 : tangent, along_x ? tangent : 0, 1, 0, 0};
}

static struct svg_matrix one_transform(str name, const double *v, int n)
{
    if (str_is(name, "matrix") && n == 6)
        return (struct svg_matrix){v[0], v[1], v[2], v[3], v[4], v[5]};
    if (str_is(name, "translate"))
        return (struct svg_matrix){1, 0, 0, 1, v[0], n > 1 ? v[1] : 0};
    if (str_is(name, "scale"))
        return (struct svg_matrix){v[0], 0, 0, n > 1 ? v[1] : v[0], 0, 0};
    if (str_is(name, "rotate"))
        return rotation(v, n);
    if (str_is(name, "skewX") || str_is(name, "skewY"))
        return skew(v[0], str_is(name, "skewX"));
    return (struct svg_matrix){1, 0, 0, 1, 0, 0};
}

struct svg_matrix svg_transform(struct svg_matrix m, str s)
{
    for (svg_skip(&s); s.n; svg_skip(&s)) {
        size_t open = str_find(s, '(', 0), close = str_find(s, ')', 0);
        if (open >= close || close == s.n)
            break;
        str name = str_trim(str_slice(s, 0, open)), list = str_slice(s, open + 1, close);
        double v[6] = {0};
        int n = 0;
        while (n < 6 && svg_number(&list, &v[n]))
            n++;
        if (!n)
            break;
        m = svg_multiply(m, one_transform(name, v, n));
        s = str_slice(s, close + 1, s.n);
    }
    return m;
}
