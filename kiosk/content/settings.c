/* SPDX-License-Identifier: EUPL-1.2 */
#include "content/settings.h"

#include "content/readers.h"

#define TABLE_STRUCT struct settings

static const char *const key_profiles[] = {
    [KEY_PROFILE_ARROWS] = "arrows", [KEY_PROFILE_EZ] = "ez", NULL,
};

static const struct table_row rows[] = {
    {.key = "example",
     TABLE_BOOLEAN(is_example),
     .about = "true: a demo or test, where made-up providers, numbers and addresses are "
              "allowed. A real kiosk has false."},
    {.key = "kiosk_id",
     TABLE_TEXT(kiosk_id, 1, 64, &pattern_slug),
     .about = "Short name of this one kiosk. It goes along with each request; no two kiosks "
              "share it."},
    {.key = "location",
     TABLE_TEXT(location, 1, 100, NULL),
     .about = "Where the kiosk stands, as people say it. Shown on the screen and sent along "
              "with each request."},
    {.key = "town",
     TABLE_TEXT(town, 1, 100, NULL),
     .about = "Name of the town or municipality, for use inside a sentence."},
    {.key = "municipality_domain",
     TABLE_TEXT(municipality_domain, 3, 100, &pattern_domain),
     .about = "Domain of the municipality. No provider may be reached under it, because a "
              "supporter is independent."},
    {.key = "language",
     TABLE_TEXT(language, 2, 8, &pattern_language),
     .about = "Language in which the kiosk starts; an offered one of languages.json."},
    {.key = "panel_width_mm",
     TABLE_REAL(panel_width_mm, 100, 2000),
     .about = "Width in millimetres of the lit picture, as the screen is mounted. All sizes "
              "follow from it, so measure it."},
    {.key = "panel_height_mm",
     TABLE_REAL(panel_height_mm, 100, 2000),
     .about = "Height in millimetres of the lit picture, as the screen is mounted."},
    {.key = "key_profile",
     TABLE_CHOICE(key_profile, key_profiles),
     TABLE_OPTIONAL,
     .otherwise = KEY_PROFILE_ARROWS,
     .about = "Keypad beside the screen: ez for one that sends F17 to F24, arrows for arrow "
              "keys, Enter, Escape, Page Down and F1."},
    {.key = "debounce_ms",
     TABLE_WHOLE(debounce_ms, 500, 5000),
     TABLE_OPTIONAL,
     .otherwise = 500,
     .about = "Milliseconds in which a second press of the same key of the keypad is a "
              "trembling hand: choose, back, next and help. At least 500 (EN 301 549, 5.8)."},
    {.key = "debounce_walk_ms",
     TABLE_WHOLE(debounce_walk_ms, 0, 5000),
     TABLE_OPTIONAL,
     .otherwise = 0,
     .about = "The same for the keys that only walk over the screen. 0: each press counts; "
              "give 500 where many visitors tremble."},
    {.key = "scan_step_ms",
     TABLE_WHOLE(scan_step_ms, 300, 10000),
     TABLE_OPTIONAL,
     .otherwise = 2000,
     .about = "Milliseconds that the focus stays on a choice for a visitor with one switch "
              "(the space bar), after the voice has said it."},
    {.key = "idle_reading_s",
     TABLE_WHOLE(idle_reading_s, 60, 900),
     TABLE_OPTIONAL,
     .otherwise = 120,
     .about = "Seconds without a touch on a page to read, before the kiosk asks whether "
              "someone is still there."},
    {.key = "idle_form_s",
     TABLE_WHOLE(idle_form_s, 60, 900),
     TABLE_OPTIONAL,
     .otherwise = 180,
     .about = "The same while someone answers questions."},
    {.key = "still_there_s",
     TABLE_WHOLE(still_there_s, 20, 180),
     TABLE_OPTIONAL,
     .otherwise = 45,
     .about = "Seconds to answer that question before everything is wiped. At least 20 (WCAG "
              "2.2, 2.2.1)."},
    {.key = "extensions_most",
     TABLE_WHOLE(extensions_most, 20, 1000),
     TABLE_OPTIONAL,
     .otherwise = 20,
     .about = "How often a visitor may ask for more time."},
    {.key = "kept_after_s",
     TABLE_WHOLE(kept_after_s, 2, 30),
     TABLE_OPTIONAL,
     .otherwise = 8,
     .about = "Seconds to wait for the provider's receipt before the screen says: safe here, "
              "not yet arrived."},
    {.key = "retention_days",
     TABLE_WHOLE(retention_days, 1, 30),
     TABLE_OPTIONAL,
     .otherwise = 14,
     .about =
         "Days that a request which cannot be delivered is kept, sealed, before it is erased."},
    {.key = "urgent_phone",
     TABLE_TEXT(urgent_phone, 3, 16, &pattern_any_phone),
     .about = "Number for help at once, shown on the screen \"help now\"."},
    {.key = "listening_ear_phone",
     TABLE_TEXT(listening_ear_phone, 3, 16, &pattern_any_phone),
     .about = "Number of the listening ear that the town offers day and night, without giving "
              "a name (Wmo 2015, 2.2.4)."},
    {.key = "listening_ear_name",
     TABLE_TEXT(listening_ear_name, 1, 100, NULL),
     .about = "Name of that listening ear."},
    {.key = "consent_version",
     TABLE_TEXT(consent_version, 1, 32, &pattern_version),
     .rule = "V10",
     .about = "Version of the sentence with which the visitor agrees to sending. Give it a new "
              "name when the sentence changes."},
};

const struct table settings_table = {"kiosk.json: this one kiosk", rows,
                                     sizeof rows / sizeof rows[0], sizeof(struct settings),
                                     true};

void settings_read(struct reading *reading, const struct json *document,
                   struct settings *settings_out)
{
    table_read(reading, &settings_table, document, settings_out);
}
