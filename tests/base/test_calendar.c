/* Weekdays and lunar dates (NP-02): days that were published. */
#include "check.h"

#include "base/calendar.h"

static void test_weekdays(void **state)
{
    (void)state;
    assert_int_equal(calendar_weekday(2024, 5, 10), 5);
    assert_int_equal(calendar_weekday(2025, 8, 21), 4);
    assert_int_equal(calendar_weekday(1949, 10, 1), 6);
}

static void test_lunar(void **state)
{
    (void)state;
    static const struct {
        int year, month, day;
        const char *lunar;
    } rows[] = {
        {1949, 10, 1, "己丑年八月初十"},   {1987, 7, 26, "丁卯年闰六月初一"},
        {2000, 1, 1, "己卯年十一月廿五"},  {2012, 8, 17, "壬辰年七月初一"},
        {2020, 5, 23, "庚子年闰四月初一"}, {2023, 3, 22, "癸卯年闰二月初一"},
        {2024, 2, 9, "癸卯年十二月三十"},  {2024, 2, 10, "甲辰年正月初一"},
        {2025, 7, 25, "乙巳年闰六月初一"}, {2025, 8, 21, "乙巳年闰六月廿八"},
        {2025, 8, 22, "乙巳年闰六月廿九"}, {2025, 8, 23, "乙巳年七月初一"},
        {2027, 2, 6, "丁未年正月初一"},    {2033, 12, 22, "癸丑年闰十一月初一"},
        {2034, 2, 19, "甲寅年正月初一"},   {2100, 12, 31, "庚申年十二月初一"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct lunar_date d;
        char year[CALENDAR_TEXT], month[CALENDAR_TEXT], day[CALENDAR_TEXT], all[64];
        assert_true(calendar_lunar(rows[i].year, rows[i].month, rows[i].day, &d));
        calendar_lunar_year(&d, year);
        calendar_lunar_month(&d, month);
        calendar_lunar_day(&d, day);
        snprintf(all, sizeof all, "%s年%s月%s", year, month, day);
        assert_string_equal(all, rows[i].lunar);
    }
}

/* Every day of the table follows the one before. */
static void test_every_day(void **state)
{
    (void)state;
    struct lunar_date last = {0}, d;
    for (int year = 1950; year <= 2100; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= calendar_days_in(year, month); day++) {
                assert_true(calendar_lunar(year, month, day, &d));
                bool next = d.day == last.day + 1 && d.month == last.month && d.leap == last.leap;
                bool turn = d.day == 1 && last.day >= 29 &&
                            (d.leap ? d.month == last.month : d.month == last.month % 12 + 1);
                assert_true(next || turn || !last.day);
                last = d;
            }
}

static void test_outside(void **state)
{
    (void)state;
    struct lunar_date d;
    assert_false(calendar_lunar(1948, 12, 31, &d));
    assert_false(calendar_lunar(1949, 1, 1, &d));
    assert_true(calendar_lunar(1949, 1, 29, &d));
    assert_false(calendar_lunar(2101, 12, 31, &d));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weekdays),
        cmocka_unit_test(test_lunar),
        cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_outside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
