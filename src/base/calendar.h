/* The Gregorian calendar, and the Chinese one beside it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/** How many days a month has, from 1 to 12. */
int calendar_days_in(int64_t year, int64_t month);

/** Days from 1 January 1970 to a date. */
int64_t calendar_day(int64_t year, int64_t month, int64_t day);

/** The day of the week of a date: 0 is Sunday. */
int calendar_weekday(int64_t year, int64_t month, int64_t day);

/** A date of the Chinese calendar (农历). */
struct lunar_date {
    int year;       /* in which its year began */
    int month, day; /* from 1 */
    bool leap;      /* the second month of its number */
};

/** The lunar date of a day; false outside the years of the table (1949 to 2100). */
bool calendar_lunar(int64_t year, int64_t month, int64_t day, struct lunar_date *out);

/** Writes 乙巳, 闰六, 廿八 as UTF-8, NUL-ended: the year by stem and branch, the month without its
 * 月, the day. `text` holds CALENDAR_TEXT bytes. */
#define CALENDAR_TEXT 16
void calendar_lunar_year(const struct lunar_date *d, char *text);
void calendar_lunar_month(const struct lunar_date *d, char *text);
void calendar_lunar_day(const struct lunar_date *d, char *text);
