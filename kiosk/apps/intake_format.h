/* SPDX-License-Identifier: EUPL-1.2 */
/* intake_format.h - how single values of the contract must look
 * (config/contract/oco-v1.openapi.yaml).
 *
 * Each function says the same as the `pattern`, `format` or `enum` of its schema; tests/intake
 * holds both against the same examples. Text is valid UTF-8, closed with a zero. Pure. */
#ifndef NAAST_APPS_INTAKE_FORMAT_H
#define NAAST_APPS_INTAKE_FORMAT_H
#include <stdbool.h>

bool intake_format_is_version(const char *text);   /* "1.0" */
bool intake_format_is_id(const char *text);        /* UUID version 4, lower case */
bool intake_format_is_reference(const char *text); /* 10 digits with Damm's check digit */
bool intake_format_is_slug(const char *text);
bool intake_format_is_place(const char *text); /* 1 to 100 characters */
bool intake_format_is_name(
    const char *text); /* 1 to 100 characters, no control signs, not only spaces */
bool intake_format_is_phone(const char *text); /* E.164, no number that cannot be called back */
bool intake_format_is_email(const char *text); /* at most 80 characters */
bool intake_format_is_channel(const char *text);
bool intake_format_is_day(const char *text);
bool intake_format_is_day_part(const char *text);
bool intake_format_is_language(const char *text); /* BCP 47 */
bool intake_format_is_topic(const char *text);
bool intake_format_is_for_whom(const char *text);
bool intake_format_is_relation(const char *text);
bool intake_format_is_date(const char *text);   /* "2026-03-12", a day that exists */
bool intake_format_is_moment(const char *text); /* "2026-03-10T09:14:00Z", in UTC */
bool intake_format_is_text_version(const char *text);

#endif
