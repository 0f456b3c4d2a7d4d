/* The Chinese calendar, from a table of its years. */
#include "base/calendar.h"

#include <stdio.h>
#include <string.h>

struct lunar_year {
    int year, month, day; /* its first day */
    int leap;             /* the number that two of its months have; 0: none */
    const char *months;   /* one a month: 1 has 30 days, 0 has 29 */
};

#define LUNAR(year, month, day, leap, months) {year, month, day, leap, months},
static const struct lunar_year years[] = {
#include "base/lunar.def"
};
#undef LUNAR

enum { YEARS = sizeof years / sizeof *years };

static int64_t first_day(const struct lunar_year *y)
{
    return calendar_day(y->year, y->month, y->day);
}

bool calendar_lunar(int64_t year, int64_t month, int64_t day, struct lunar_date *out)
{
    int64_t today = calendar_day(year, month, day), i = year - years[0].year;
    if (i >= 0 && i < YEARS && today < first_day(&years[i]))
        i--;
    if (i < 0 || i >= YEARS)
        return false;
    const struct lunar_year *y = &years[i];
    int64_t left = today - first_day(y);
    size_t k = 0;
    for (int days; y->months[k] && left >= (days = 29 + (y->months[k] == '1')); k++)
        left -= days;
    if (!y->months[k])
        return false;
    bool leap = y->leap && k == (size_t)y->leap;
    int number = (int)k + 1 - (y->leap && k >= (size_t)y->leap);
    *out = (struct lunar_date){y->year, number, (int)left + 1, leap};
    return true;
}

void calendar_lunar_year(const struct lunar_date *d, char *text)
{
    static const char stems[10][4] = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};
    static const char branches[12][4] = {"子", "丑", "寅", "卯", "辰", "巳",
                                         "午", "未", "申", "酉", "戌", "亥"};
    int n = d->year - 4; /* the year 4 was 甲子 */
    snprintf(text, CALENDAR_TEXT, "%s%s", stems[n % 10], branches[n % 12]);
}

void calendar_lunar_month(const struct lunar_date *d, char *text)
{
    static const char *const months[] = {"正", "二", "三", "四", "五",   "六",
                                         "七", "八", "九", "十", "十一", "十二"};
    snprintf(text, CALENDAR_TEXT, "%s%s", d->leap ? "闰" : "", months[d->month - 1]);
}

void calendar_lunar_day(const struct lunar_date *d, char *text)
{
    static const char *const digits[] = {"十", "一", "二", "三", "四",
                                         "五", "六", "七", "八", "九"};
    static const char *const tens[] = {"初", "十", "廿", "三"};
    const char *before = d->day == 10   ? "初"
                         : d->day == 20 ? "二"
                         : d->day == 30 ? "三"
                                        : tens[d->day / 10];
    snprintf(text, CALENDAR_TEXT, "%s%s", before, digits[d->day % 10]);
}
