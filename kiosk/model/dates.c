/* SPDX-License-Identifier: EUPL-1.2 */
/* dates.c - the days a provider promises, as a resident counts them: by the calendar on the
 * wall in the Netherlands.
 *
 * Days are counted as dates and never as 24 hours, so that the hour that comes or goes at a
 * clock change cannot move a promise to another day. */
#include <unicode/ucal.h>
#include <unicode/ustring.h>

#include "model/model.h"

#define NOON_HOUR 12

/* A date by the civil calendar; day_of_week 0 is Monday. */
struct date { int year, month, day, day_of_week; };

static void date_of(UCalendar *calendar, struct date *date_out)
{
    UErrorCode error = U_ZERO_ERROR;
    date_out->year = ucal_get(calendar, UCAL_YEAR, &error);
    date_out->month = ucal_get(calendar, UCAL_MONTH, &error) + 1;
    date_out->day = ucal_get(calendar, UCAL_DAY_OF_MONTH, &error);
    date_out->day_of_week = (ucal_get(calendar, UCAL_DAY_OF_WEEK, &error) + 5) % 7;
}

/* Days since 1 March of the year: makes "so many days after Easter" a subtraction. */
static int day_of_march_year(int month, int day)
{
    static const int before[] = {306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275};
    return before[month - 1] + day;
}

/* Easter Sunday. Source: the anonymous Gregorian algorithm, Nature, 20 April 1876. */
static int easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int place = h + l - 7 * m + 114;
    return day_of_march_year(place / 31, place % 31 + 1);
}

/* Source: Algemene termijnenwet, art. 3; King's day moves to Saturday when it would be a
 *         Sunday. */
static bool is_holiday(const struct date *date)
{
    int from_easter = day_of_march_year(date->month, date->day) - easter(date->year);
    bool moves = date->month >= 3 &&
        (from_easter == -2 || from_easter == 1 || from_easter == 39 || from_easter == 50);
    return moves || (date->month == 1 && date->day == 1) ||
           (date->month == 4 && date->day == 27) || (date->month == 5 && date->day == 5) ||
           (date->month == 12 && (date->day == 25 || date->day == 26));
}

static bool is_working_day(const struct date *date)
{
    return date->day_of_week < DAY_SATURDAY && !is_holiday(date);
}

static UCalendar *calendar_at(int64_t wall_s)
{
    UErrorCode error = U_ZERO_ERROR;
    UCalendar *calendar = ucal_open(u"Europe/Amsterdam", -1, "nl_NL", UCAL_GREGORIAN, &error);
    if (U_FAILURE(error)) return NULL;
    ucal_setMillis(calendar, (UDate)wall_s * 1000.0, &error);
    ucal_set(calendar, UCAL_HOUR_OF_DAY, NOON_HOUR);
    ucal_set(calendar, UCAL_MINUTE, 0);
    ucal_set(calendar, UCAL_SECOND, 0);
    ucal_set(calendar, UCAL_MILLISECOND, 0);
    return calendar;
}

static int64_t days_after(int64_t wall_s, int days, bool counts_working_days)
{
    UErrorCode error = U_ZERO_ERROR;
    UCalendar *calendar = calendar_at(wall_s);
    /* ICU without its data: still about the right day */
    if (!calendar) return wall_s + (int64_t)days * 86400;
    while (days > 0) {
        struct date date;
        ucal_add(calendar, UCAL_DAY_OF_MONTH, 1, &error);
        if (U_FAILURE(error)) break;
        date_of(calendar, &date);
        if (!counts_working_days || is_working_day(&date)) days--;
    }
    int64_t noon_s = (int64_t)(ucal_getMillis(calendar, &error) / 1000.0);
    ucal_close(calendar);
    return noon_s;
}

int64_t promise_contact_s(const struct provider *provider, int64_t wall_s)
{
    return days_after(wall_s, provider->contact_within_days, provider->counts_working_days);
}

int64_t promise_appointment_s(const struct provider *provider, int64_t wall_s)
{
    return days_after(promise_contact_s(provider, wall_s), provider->appointment_within_days,
                      provider->counts_working_days);
}

int64_t model_promised_from_s(const struct model *model)
{
    return model->form.consent_wall_s ? model->form.consent_wall_s : model->wall_s;
}
