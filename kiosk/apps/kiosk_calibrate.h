/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk_calibrate.h - `naast-kiosk --calibrate`: the installer holds a bank card against the
 * screen; stdout gets the lines for kiosk.json. Writes no file.
 *
 * Works by touch, and by either profile of the keypad: up and down a pixel, << and >> ten,
 * choose is done.
 * Errors: those of window_open and painter_open; ERR_DISK when stdout takes nothing. */
#ifndef NAAST_APPS_KIOSK_CALIBRATE_H
#define NAAST_APPS_KIOSK_CALIBRATE_H
#include "apps/kiosk_run.h"

/* Ends with ERR_NONE when the installer is done; only then something is printed. */
enum err kiosk_calibrate(struct kiosk *kiosk) MUST_USE;

#endif
