/* The Gregorian calendar. */
#pragma once

#include <stdint.h>

/** How many days a month has, from 1 to 12. */
int calendar_days_in(int64_t year, int64_t month);

/** Days from 1 January 1970 to a date. */
int64_t calendar_day(int64_t year, int64_t month, int64_t day);

/** The day of the week of a date: 0 is Sunday. */
int calendar_weekday(int64_t year, int64_t month, int64_t day);
