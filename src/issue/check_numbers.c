/* Numbers, as GB/T 15835 has them (NU). */
#include "issue/prose.h"
#include "issue/text.h"

/* NU-03: 5-10% is 5%～10%, 2020-2024年 is 2020—2024年. */
struct finding check_range(struct arena *a, const struct prose *p, size_t i)
{
    size_t first = prose_digits(p, i), second = prose_digits(p, i + first + 1);
    size_t end = i + first + 1 + second;
    uint32_t unit = prose_at(p, end);
    bool range = first && first <= 4 && second && second <= 4 && prose_at(p, i + first) == '-' &&
                 (i == 0 || !prose_joins_number(prose_at(p, i - 1)));
    if (!range || !prose_is_one_of(unit, "%％年月日天时人个岁万亿元次页期版名项条只台件℃°公"))
        return (struct finding){0};
    str from = prose_slice(a, p, i, i + first), to = prose_slice(a, p, i + first + 1, end);
    bool percent = unit == '%' || unit == 0xFF05;
    const char *form = percent ? "%.*s%%～%.*s%%" : unit == 0x5E74 ? "%.*s—%.*s年" : "%.*s～%.*s";
    return (struct finding){end - i + 1, str_format(a, form, STR_ARG(from), STR_ARG(to))};
}

/* NU-04: 2024年05月 is 2024年5月; 24年5月 is 2024年5月. */
struct finding check_date(struct arena *a, const struct prose *p, size_t i)
{
    uint32_t before = i ? prose_at(p, i - 1) : 0;
    size_t n = prose_digits(p, i);
    uint32_t unit = prose_at(p, i + n);
    if (!n || prose_joins_number(before))
        return (struct finding){0};
    if (n == 2 && prose_at(p, i) == '0' &&
        ((before == 0x5E74 && unit == 0x6708) || (before == 0x6708 && unit == 0x65E5)))
        return (struct finding){3, prose_slice(a, p, i + 1, i + 3)};
    size_t month = prose_digits(p, i + n + 1);
    if (n == 2 && unit == 0x5E74 && month && prose_at(p, i + n + 1 + month) == 0x6708)
        return (struct finding){3, STR(N_("the year with four digits"))};
    return (struct finding){0};
}

/* NU-02: 2,024年 */
struct finding check_grouping(struct arena *a, const struct prose *p, size_t i)
{
    bool year = prose_digits(p, i) == 1 && prose_at(p, i + 1) == ',' &&
                prose_digits(p, i + 2) == 3 && prose_at(p, i + 5) == 0x5E74 &&
                (i == 0 || !prose_joins_number(prose_at(p, i - 1)));
    if (!year)
        return (struct finding){0};
    str first = prose_slice(a, p, i, i + 1), rest = prose_slice(a, p, i + 2, i + 6);
    return (struct finding){6, str_format(a, "%.*s%.*s", STR_ARG(first), STR_ARG(rest))};
}

/* NU-05: 二○二四年 is 二〇二四年. */
struct finding check_year(struct arena *a, const struct prose *p, size_t i)
{
    enum { ZERO = 0x3007 };
    uint32_t year[5];
    int han = 0, wrong = 0;
    for (size_t k = 0; k < 4; k++) {
        uint32_t c = prose_at(p, i + k);
        bool zero = c == 0x25CB || c == 0x25EF || c == 0x96F6 || c == '0' || c == 'O';
        if (!zero && c != ZERO && !text_han_digit(c))
            return (struct finding){0};
        han += text_han_digit(c) > 0;
        wrong += zero;
        year[k] = zero ? ZERO : c;
    }
    year[4] = prose_at(p, i + 4);
    if (year[4] != 0x5E74 || han < 2 || !wrong)
        return (struct finding){0};
    const struct prose right = {.c = year, .n = 5};
    return (struct finding){5, prose_slice(a, &right, 0, 5)};
}

/* NU-06: 三、四十 is 三四十. */
struct finding check_about(struct arena *a, const struct prose *p, size_t i)
{
    int first = text_han_digit(prose_at(p, i)), second = text_han_digit(prose_at(p, i + 2));
    bool about = prose_at(p, i + 1) == 0x3001 && first && second == first + 1 &&
                 prose_is_one_of(prose_at(p, i + 3), "十百千万亿") &&
                 (i == 0 || !text_han_digit(prose_at(p, i - 1)));
    if (about)
        return (struct finding){4, str_format(a, "%.*s%.*s", STR_ARG(prose_slice(a, p, i, i + 1)),
                                              STR_ARG(prose_slice(a, p, i + 2, i + 4)))};
    bool arabic = prose_digits(p, i) == 1 && prose_at(p, i + 1) == 0x3001 &&
                  prose_digits(p, i + 2) == 2 && prose_at(p, i + 2) == prose_at(p, i) + 1 &&
                  prose_at(p, i + 3) == '0' && (i == 0 || !prose_joins_number(prose_at(p, i - 1)));
    return arabic ? (struct finding){4, STR(N_("it in Han without 、: 三四十"))}
                  : (struct finding){0};
}

/* ---- figures in Han and Arabic (NU-12) ---- */

static bool is_han_figure(uint32_t c)
{
    return text_han_digit(c) || prose_is_one_of(c, "〇十百千万");
}

static size_t han_figures(const struct prose *p, size_t i)
{
    size_t n = 0;
    while (is_han_figure(prose_at(p, i + n)))
        n++;
    return n;
}

static bool starts_number(const struct prose *p, size_t i)
{
    return i == 0 || !prose_joins_number(prose_at(p, i - 1));
}

/* 二〇二四年, 2024年 */
static bool is_han_year(const struct prose *p, size_t i)
{
    for (size_t k = 0; k < 4; k++)
        if (!text_han_digit(prose_at(p, i + k)) && prose_at(p, i + k) != 0x3007)
            return false;
    return prose_at(p, i + 4) == 0x5E74;
}

static bool is_arabic_year(const struct prose *p, size_t i)
{
    return prose_digits(p, i) == 4 && prose_at(p, i + 4) == 0x5E74 && starts_number(p, i);
}

/* 五月十日, 5月10日 */
static bool is_date(const struct prose *p, size_t i, size_t (*count)(const struct prose *, size_t))
{
    size_t month = count(p, i), day = month ? count(p, i + month + 1) : 0;
    return day && prose_at(p, i + month) == 0x6708 && prose_at(p, i + month + 1 + day) == 0x65E5;
}

static bool is_han_date(const struct prose *p, size_t i)
{
    return is_date(p, i, han_figures) && (i == 0 || !is_han_figure(prose_at(p, i - 1)));
}

static bool is_arabic_date(const struct prose *p, size_t i)
{
    return is_date(p, i, prose_digits) && starts_number(p, i);
}

/* 百分之五, 5% */
static bool is_han_percent(const struct prose *p, size_t i)
{
    return prose_at(p, i) == 0x767E && prose_at(p, i + 1) == 0x5206 &&
           prose_at(p, i + 2) == 0x4E4B && han_figures(p, i + 3);
}

static bool is_arabic_percent(const struct prose *p, size_t i)
{
    size_t n = prose_digits(p, i);
    return n && prose_is_one_of(prose_at(p, i + n), "%％");
}

static const struct {
    bool (*han)(const struct prose *p, size_t i);
    bool (*arabic)(const struct prose *p, size_t i);
    const char *what;
} scripts[] = {
    {is_han_year, is_arabic_year, N_("years")},
    {is_han_date, is_arabic_date, N_("dates")},
    {is_han_percent, is_arabic_percent, N_("percentages")},
};

bool check_scripts(const struct prose *p, size_t *where, const char **what)
{
    for (size_t k = 0; k < sizeof scripts / sizeof *scripts; k++) {
        size_t han = SIZE_MAX, arabic = SIZE_MAX;
        for (size_t i = 0; i < p->n; i++) {
            if (!(p->kinds[i] & PROSE_NUMBER))
                continue;
            han = han == SIZE_MAX && scripts[k].han(p, i) ? i : han;
            arabic = arabic == SIZE_MAX && scripts[k].arabic(p, i) ? i : arabic;
        }
        if (han == SIZE_MAX || arabic == SIZE_MAX)
            continue;
        *where = han > arabic ? han : arabic;
        *what = scripts[k].what;
        return true;
    }
    return false;
}
