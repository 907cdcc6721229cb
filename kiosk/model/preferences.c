/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/preferences.h"

#include "model/listening.h"
#include "model/overlay.h"

#define TEXT_SIZES 4

bool preferences_change(enum message_kind kind)
{
    return kind >= MSG_LANGUAGE && kind <= MSG_READ_ALOUD;
}

void preferences_language(struct model *m, int32_t place)
{
    const struct languages *languages = &m->content->languages;
    if (place < 0 || place >= languages->count || !languages->all[place].is_offered) return;
    /* two that read together and change the first: what was first is now the second */
    if (place == m->preferences.second_language && place != m->usual_second)
        m->preferences.second_language = m->preferences.language;
    m->preferences.language = place;
}

static void take_second_language(struct model *m, int32_t place)
{
    const struct languages *languages = &m->content->languages;
    if (place >= languages->count || (place >= 0 && !languages->all[place].is_offered)) return;
    bool is_none = place < 0 || place == m->preferences.language;
    m->preferences.second_language = is_none ? -1 : place;
    if (is_none) m->preferences.reads_second = false;
}

static void take_text_size(struct preferences *preferences, int32_t size)
{
    if (size == -1) size = preferences->text_size % TEXT_SIZES + 1;
    if (size >= 1 && size <= TEXT_SIZES) preferences->text_size = size;
}

static void take_theme(struct preferences *preferences, int32_t theme)
{
    if (theme == -1) theme = ((int32_t)preferences->theme + 1) % THEME_COUNT;
    if (theme >= 0 && theme < THEME_COUNT) preferences->theme = (enum theme_id)theme;
}

static bool switched(bool is_on, int32_t value)
{
    return value == -1 ? !is_on : value != 0;
}

static bool takes_other_room(enum message_kind kind)
{
    return kind == MSG_LANGUAGE || kind == MSG_SECOND_LANGUAGE || kind == MSG_TEXT_SIZE ||
           kind == MSG_PICTOGRAMS || kind == MSG_REACH;
}

/* The same words may take another number of pages now. */
static void to_first_page(struct model *m)
{
    m->page = 0;
    m->page_below = 0;
}

void preferences_take(struct model *m, const struct message *msg, struct effects *fx)
{
    struct preferences *preferences = &m->preferences;
    if (msg->kind == MSG_LANGUAGE) preferences_language(m, msg->value);
    if (msg->kind == MSG_SECOND_LANGUAGE) take_second_language(m, msg->value);
    if (msg->kind == MSG_READ_SECOND)
        preferences->reads_second = switched(preferences->reads_second, msg->value);
    if (msg->kind == MSG_TEXT_SIZE) take_text_size(preferences, msg->value);
    if (msg->kind == MSG_THEME) take_theme(preferences, msg->value);
    if (msg->kind == MSG_PICTOGRAMS)
        preferences->has_pictograms = switched(preferences->has_pictograms, msg->value);
    if (msg->kind == MSG_REACH)
        preferences->has_reach = switched(preferences->has_reach, msg->value);
    if (msg->kind == MSG_CALM)
        preferences->is_calm = switched(preferences->is_calm, msg->value);
    if (msg->kind == MSG_READ_ALOUD)
        preferences->reads_aloud = switched(preferences->reads_aloud, msg->value);
    listening_take(m, msg);
    if (takes_other_room(msg->kind)) to_first_page(m);
    bool is_language = msg->kind == MSG_LANGUAGE || msg->kind == MSG_SECOND_LANGUAGE;
    if (is_language && (m->overlay == SCREEN_LANGUAGES || m->overlay == SCREEN_TOGETHER))
        overlay_close(m, fx);
    if (!preferences->reads_aloud && m->overlay == SCREEN_VOICE) overlay_close(m, fx);
    if (preferences->reads_aloud && (msg->kind == MSG_LANGUAGE || msg->kind == MSG_READ_ALOUD))
        effects_add(fx, EFFECT_SPEAK_SCREEN);
    if (msg->kind == MSG_LANGUAGE || msg->kind == MSG_READ_ALOUD) listening_check_voice(m, fx);
}
