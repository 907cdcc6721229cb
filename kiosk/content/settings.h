/* SPDX-License-Identifier: EUPL-1.2 */
/* settings.h - config/kiosk.json: this one kiosk. Loaded once, never changed.
 *
 * Units: in the names. panel_width_mm x panel_height_mm is the lit picture as it is mounted. */
#ifndef NAAST_CONTENT_SETTINGS_H
#define NAAST_CONTENT_SETTINGS_H
#include <stdbool.h>
#include <stdint.h>

#define SLUG_BYTES 65          /* [a-z0-9-]{1,64} */
#define LANGUAGE_TAG_BYTES 9   /* BCP 47: "nl", "ar" */
#define PHONE_BYTES 17         /* E.164: "+31612345678" */
#define NAME_BYTES 401         /* 100 characters of any script */

/* Which keys a keypad sends; platform/input.c has their scancodes. */
enum key_profile { KEY_PROFILE_ARROWS, KEY_PROFILE_EZ };

struct settings {
    char kiosk_id[SLUG_BYTES];
    char location[NAME_BYTES];   /* "Bibliotheek Voorbeeldstad", at most 100 characters */
    char town[NAME_BYTES];
    char municipality_domain[101];      /* linter V2: no provider may be reached under it */
    char language[LANGUAGE_TAG_BYTES];  /* the one the rest screen starts with */
    bool is_example;
    double panel_width_mm;
    double panel_height_mm;
    enum key_profile key_profile;
    int debounce_ms;                    /* EN 301 549, 5.8: 500 */
    int debounce_walk_ms;               /* the same for keys that only move; 0: never deaf */
    int scan_step_ms;                   /* one switch: the focus stays so long; 2000 */
    int idle_reading_s;                 /* DESIGN 6: 120 */
    int idle_form_s;                    /* 180 */
    int still_there_s;                  /* 45 */
    int extensions_most;                /* 20 at least */
    int kept_after_s;   /* 8: without a receipt by then the screen says "kept" */
    int retention_days;                 /* 14 */
    char urgent_phone[PHONE_BYTES];     /* shown on help-now: short or E.164 */
    char listening_ear_phone[PHONE_BYTES];   /* Wmo 2015 art. 2.2.4: day and night, anonymous */
    char listening_ear_name[NAME_BYTES];
    char consent_version[33];           /* "nl-2026-11": goes along with the request */
};

#endif
