/* SPDX-License-Identifier: EUPL-1.2 */
#include "golden/goldens.h"

#include <stddef.h>

#define WIDE {1920, 1080, 476}       /* 21.5 inch */
#define TALL {1080, 1920, 268}       /* the same, upright */
#define LOW {1366, 768, 344}         /* 15.6 inch */
#define SQUARE {1280, 1024, 338}     /* 17 inch */

const struct golden goldens[] = {
    /* The way through, as most people see it. */
    {"rest", "rest", "nl", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"home", "home", "nl", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"explain-free", "explain free", "nl", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"topics", "topics", "nl", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"for-whom", "for-whom who", "nl", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"providers", "providers", "nl", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"provider", "provider", "nl", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"name", "name", "nl", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"phone", "phone number", "nl", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"phone-mistake", "phone number", "nl", WIDE, 2, THEME_DEFAULT,
     .mistake = MISTAKE_PHONE_SHORT},
    {"email", "email", "nl", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"when-days", "when days", "nl", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"review", "review", "nl", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"sent", "sent", "nl", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"not-kept", "not-kept", "nl", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"help-now", "help-now", "nl", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    /* What lies over it. */
    {"languages", "languages", "nl", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"letters", "letters", "nl", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"voice", "voice", "nl", WIDE, 2, THEME_DEFAULT, .wishes = WITH_VOICE},
    {"still-there", "still-there", "nl", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"stop", "stop", "nl", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    /* Languages. */
    {"home-ar", "home", "ar", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"phone-ar", "phone number", "ar", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"sent-ar", "sent", "ar", TALL, 2, THEME_DEFAULT, .wishes = 0},
    {"name-uk", "name", "uk", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"topics-ti", "topics", "ti", WIDE, 2, THEME_DEFAULT, .wishes = WITH_PICTOGRAMS},
    {"review-tr", "review", "tr", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"providers-pl", "providers", "pl", TALL, 2, THEME_DEFAULT, .wishes = 0},
    {"wlz-en", "wlz", "en", WIDE, 2, THEME_DEFAULT, .wishes = 0},
    {"review-ar-samen", "review", "ar", WIDE, 2, THEME_DEFAULT, .wishes = WITH_DUTCH},
    /* Sizes, themes, modes. */
    {"home-small", "home", "nl", WIDE, 1, THEME_DEFAULT, .wishes = 0},
    {"home-largest", "home", "nl", WIDE, 4, THEME_DEFAULT, .wishes = 0},
    {"providers-largest", "providers", "nl", WIDE, 4, THEME_DEFAULT, .page = 2},
    {"name-large", "name", "nl", WIDE, 3, THEME_DEFAULT, .wishes = 0},
    {"home-high-dark", "home", "nl", WIDE, 2, THEME_HIGH_DARK, .focus = "tool.read"},
    {"topics-high-light", "topics", "nl", WIDE, 2, THEME_HIGH_LIGHT, .wishes = WITH_PICTOGRAMS},
    {"review-low", "review", "nl", WIDE, 2, THEME_LOW, .wishes = 0},
    {"home-pictograms", "home", "nl", WIDE, 2, THEME_DEFAULT, .wishes = WITH_PICTOGRAMS},
    {"channel-pictograms", "channel", "ar", WIDE, 3, THEME_DEFAULT, .wishes = WITH_PICTOGRAMS},
    {"explain-calm", "explain rights", "nl", WIDE, 2, THEME_DEFAULT, .wishes = WITH_CALM},
    {"home-reach", "home", "nl", TALL, 2, THEME_DEFAULT, .wishes = WITH_REACH},
    {"name-reach", "name", "nl", TALL, 2, THEME_DEFAULT, .wishes = WITH_REACH},
    {"phone-low-panel", "phone number", "nl", LOW, 2, THEME_DEFAULT, .focus = "pad.5"},
    {"topics-square", "topics", "nl", SQUARE, 3, THEME_HIGH_DARK, .wishes = 0},
};
const int goldens_count = sizeof goldens / sizeof goldens[0];
