/* SPDX-License-Identifier: EUPL-1.2 */
/* dates.c - the day that is promised is the day a resident finds on the calendar on the
 * wall. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "model/model.h"

struct row {
    const char *now_utc;
    int contact_days;
    bool is_working;
    const char *contact, *appointment, *why;
};

/* Appointment: 7 days after the contact, counted the same way. */
static const struct row rows[] = {
    {"2026-03-10T09:14:00Z", 2, false, "2026-03-12", "2026-03-19", "an ordinary Tuesday"},
    {"2026-03-12T09:00:00Z", 2, false, "2026-03-14", "2026-03-21",
     "Thursday: calendar days count the weekend"},
    {"2026-03-12T09:00:00Z", 2, true, "2026-03-16", "2026-03-25", "Thursday: Friday, Monday"},
    {"2026-03-14T09:00:00Z", 1, true, "2026-03-16", "2026-03-25", "Saturday: Monday"},
    {"2026-03-15T09:00:00Z", 0, false, "2026-03-15", "2026-03-22", "the same day"},
    {"2026-03-10T22:59:59Z", 2, false, "2026-03-12", "2026-03-19",
     "one minute to midnight in winter"},
    {"2026-03-10T23:00:00Z", 2, false, "2026-03-13", "2026-03-20",
     "midnight in winter: already Wednesday"},
    {"2026-07-07T21:59:59Z", 2, false, "2026-07-09", "2026-07-16",
     "one minute to midnight in summer"},
    {"2026-07-07T22:00:00Z", 2, false, "2026-07-10", "2026-07-17", "midnight in summer"},
    {"2026-03-27T22:30:00Z", 2, false, "2026-03-29", "2026-04-05",
     "the clock goes forward in between"},
    {"2026-03-28T23:30:00Z", 2, false, "2026-03-31", "2026-04-07",
     "half an hour past midnight, the day of the change"},
    {"2026-03-29T00:59:59Z", 1, false, "2026-03-30", "2026-04-06",
     "the second before the clock goes forward"},
    {"2026-03-29T01:00:00Z", 1, false, "2026-03-30", "2026-04-06",
     "the second the clock goes forward"},
    {"2026-10-23T22:30:00Z", 2, false, "2026-10-26", "2026-11-02",
     "the clock goes back in between"},
    {"2026-10-24T22:30:00Z", 1, false, "2026-10-26", "2026-11-02", "the day of 25 hours"},
    {"2026-10-25T00:30:00Z", 2, false, "2026-10-27", "2026-11-03",
     "half past two, the first time"},
    {"2026-10-25T01:30:00Z", 2, false, "2026-10-27", "2026-11-03",
     "half past two, the second time"},
    {"2026-12-30T12:00:00Z", 2, false, "2027-01-01", "2027-01-08", "into another year"},
    {"2028-02-27T12:00:00Z", 2, false, "2028-02-29", "2028-03-07", "leap day"},
    {"2026-12-23T12:00:00Z", 2, true, "2026-12-28", "2027-01-07",
     "Christmas and New Year are no working days"},
    {"2026-04-01T12:00:00Z", 2, true, "2026-04-07", "2026-04-16",
     "Good Friday and Easter Monday"},
    {"2026-04-26T12:00:00Z", 1, true, "2026-04-28", "2026-05-08",
     "King's day on a Monday; Liberation day on the way"},
    {"2026-05-13T12:00:00Z", 1, true, "2026-05-15", "2026-05-27",
     "Ascension day; Whit Monday on the way"},
    {"2027-03-25T12:00:00Z", 1, true, "2027-03-30", "2027-04-08", "Easter in another year"},
    {"2024-03-28T12:00:00Z", 1, true, "2024-04-02", "2024-04-11", "Easter in March"},
    {"2038-04-22T12:00:00Z", 2, true, "2038-04-29", "2038-05-11",
     "the latest Easter there is: Good Friday, Easter Monday and the King in a row"},
};

static int64_t seconds_of(const char *utc)
{
    struct tm parts = {0};
    assert_non_null(strptime(utc, "%Y-%m-%dT%H:%M:%SZ", &parts));
    return (int64_t)timegm(&parts);
}

/* The date in Amsterdam, by the C library: another clock than the one under test. */
static void assert_noon(int64_t wall_s, const char *date, const char *why)
{
    time_t seconds = (time_t)wall_s;
    struct tm parts;
    char text[32];
    assert_non_null(localtime_r(&seconds, &parts));
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts);
    char wanted[32];
    snprintf(wanted, sizeof wanted, "%s 12:00:00", date);
    if (strcmp(text, wanted) != 0) fail_msg("%s: %s, not %s", why, text, wanted);
}

static void promised_days_are_days_of_the_dutch_calendar(void **state)
{
    (void)state;
    setenv("TZ", "Europe/Amsterdam", 1);
    tzset();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct provider provider =
            {.contact_within_days = rows[i].contact_days, .appointment_within_days = 7,
                                    .counts_working_days = rows[i].is_working};
        int64_t now_s = seconds_of(rows[i].now_utc);
        assert_noon(promise_contact_s(&provider, now_s), rows[i].contact, rows[i].why);
        assert_noon(promise_appointment_s(&provider, now_s), rows[i].appointment, rows[i].why);
    }
}

static void the_time_zone_of_the_machine_does_not_matter(void **state)
{
    (void)state;
    static const char *const zones[] = {"UTC", "Pacific/Kiritimati", "America/Los_Angeles"};
    struct provider provider = {.contact_within_days = 2};
    setenv("TZ", "Europe/Amsterdam", 1);
    int64_t noon_s = promise_contact_s(&provider, seconds_of("2026-03-27T22:30:00Z"));
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
        setenv("TZ", zones[i], 1);
        tzset();
        assert_int_equal(promise_contact_s(&provider, seconds_of("2026-03-27T22:30:00Z")),
                         noon_s);
    }
}

static void no_promise_is_earlier_than_the_days_it_counts(void **state)
{
    (void)state;
    struct provider provider =
        {.contact_within_days = 2, .appointment_within_days = 7, .counts_working_days = true};
    int64_t from_s = seconds_of("2026-01-01T12:00:00Z");
    for (int day = 0; day < 365 * 3; day++) {
        int64_t now_s = from_s + (int64_t)day * 86400;
        int64_t contact_s = promise_contact_s(&provider, now_s);
        assert_true(contact_s - now_s >= INT64_C(2) * 86400 - 7200);
        /* longest: Easter, or Christmas with a weekend */
        assert_true(contact_s - now_s <= INT64_C(7) * 86400);
        assert_true(promise_appointment_s(&provider, now_s) > contact_s);
    }
}

static void the_days_are_counted_from_the_moment_of_sending(void **state)
{
    (void)state;
    struct model model = {.wall_s = 2000};
    assert_int_equal(model_promised_from_s(&model), 2000);
    model.form.consent_wall_s = 1000;
    assert_int_equal(model_promised_from_s(&model), 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(promised_days_are_days_of_the_dutch_calendar),
        cmocka_unit_test(the_time_zone_of_the_machine_does_not_matter),
        cmocka_unit_test(no_promise_is_earlier_than_the_days_it_counts),
        cmocka_unit_test(the_days_are_counted_from_the_moment_of_sending),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
