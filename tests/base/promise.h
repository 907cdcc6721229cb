/* SPDX-License-Identifier: EUPL-1.2 */
/* promise.h - what every cmocka program of ours includes first, in the order cmocka needs. */
#ifndef NAAST_TESTS_PROMISE_H
#define NAAST_TESTS_PROMISE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#endif
