/* SPDX-License-Identifier: EUPL-1.2 */
/* intake_head.h - the headers of a request that decide something. Pure; NULL stands for an
 * absent header. */
#ifndef NAAST_APPS_INTAKE_HEAD_H
#define NAAST_APPS_INTAKE_HEAD_H
#include <stdbool.h>
#include <stddef.h>
#include "base/id.h"

/* "Bearer TOKEN", compared in constant time. */
bool intake_head_has_token(const char *authorization, const char *token);
bool intake_head_is_same_secret(const char *given, const char *secret);
/* Idempotency-Key: a quoted string (RFC 8941) that holds a UUID. ERR_MISSING, ERR_FORMAT. */
enum err intake_head_key(const char *idempotency_key, struct id *id_out) MUST_USE;
bool intake_head_is_jose(const char *content_type);   /* application/jose+json, or jose */
bool intake_head_is_json(const char *content_type); /* application/json, parameters allowed */
bool intake_head_takes_json(const char *accept);    /* an absent header takes everything */
bool intake_head_is_form(const char *content_type); /* application/x-www-form-urlencoded */
/* Value of `name` in "a=1; name=2", closed with a zero. ERR_MISSING, ERR_LARGE. */
enum err intake_head_cookie(const char *cookie, const char *name, char *out,
                            size_t room_bytes) MUST_USE;
/* Value of `name` in a form's "a=1&name=x%20y", decoded. ERR_MISSING, ERR_LARGE, ERR_FORMAT. */
enum err intake_head_form_value(const char *form, const char *name, char *out,
                                size_t room_bytes) MUST_USE;

#endif
