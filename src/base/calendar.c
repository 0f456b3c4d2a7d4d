#include "base/calendar.h"

#include <stdbool.h>
#include <time.h>

int calendar_days_in(int64_t year, int64_t month)
{
    static const char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

static struct tm normal(int64_t year, int64_t month, int64_t day, time_t *seconds)
{
    struct tm t = {.tm_year = (int)year - 1900, .tm_mon = (int)month - 1, .tm_mday = (int)day};
    *seconds = timegm(&t); /* fills in what follows from the date */
    return t;
}

int64_t calendar_day(int64_t year, int64_t month, int64_t day)
{
    enum { DAY = 24 * 60 * 60 };
    time_t seconds;
    normal(year, month, day, &seconds);
    return seconds / DAY;
}

int calendar_weekday(int64_t year, int64_t month, int64_t day)
{
    time_t seconds;
    return normal(year, month, day, &seconds).tm_wday;
}
