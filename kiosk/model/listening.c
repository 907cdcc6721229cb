/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/listening.h"

#include <string.h>

#include "model/overlay.h"
#include "model/visit.h"

/* Source: VVSG 2.0, 7.1-K: 60 to 250 words a minute, 120 to 125 by default. */
static const int rates_wpm[RATE_STEPS] = {60, 80, 100, 122, 150, 180, 215, 250};

int model_rate_wpm(int rate)
{
    if (rate < 0) rate = 0;
    return rates_wpm[rate < RATE_STEPS ? rate : RATE_STEPS - 1];
}

bool model_says_private(const struct model *model)
{
    return model->has_headset || model->preferences.reads_private_aloud;
}

static int stepped(int now, int32_t steps, int least, int most)
{
    if (steps > 0 && now < most) return now + 1;
    if (steps < 0 && now > least) return now - 1;
    return now;
}

static bool switched(bool is_on, int32_t value)
{
    return value == -1 ? !is_on : value != 0;
}

void listening_take(struct model *m, const struct message *msg)
{
    struct preferences *wishes = &m->preferences;
    if (msg->kind == MSG_VOLUME)
        wishes->volume = stepped(wishes->volume, msg->value, 1, VOLUME_STEPS);
    if (msg->kind == MSG_RATE)
        wishes->rate = stepped(wishes->rate, msg->value, 0, RATE_STEPS - 1);
    if (msg->kind == MSG_DARK) wishes->is_dark = switched(wishes->is_dark, msg->value);
    if (msg->kind == MSG_READ_PRIVATE)
        wishes->reads_private_aloud = switched(wishes->reads_private_aloud, msg->value);
}

void listening_headset(struct model *m, bool is_in, struct effects *fx)
{
    m->has_headset = is_in;
    m->last_action_ms = m->now_ms;
    /* What was meant for one ear must not go on through the speaker. */
    if (!is_in) {
        effects_add(fx, EFFECT_STOP_SPEECH);
        return;
    }
    m->preferences.reads_aloud = true;
    if (m->screen == SCREEN_REST) visit_begin(m, fx);
    effects_add(fx, EFFECT_SPEAK_SCREEN);
}

void listening_slide(struct model *m, struct effects *fx)
{
    m->pressed[0] = 0;
    effects_add(fx, EFFECT_SPEAK_SLID);
}

void listening_news(struct model *m, const struct message *msg)
{
    if (msg->kind == MSG_SPEECH_WORD) {
        memcpy(m->spoken, msg->node, sizeof m->spoken);
        m->spoken[sizeof m->spoken - 1] = 0;
        m->spoken_at = msg->value;
        return;
    }
    m->is_speaking = msg->kind == MSG_SPEECH_BEGAN;
    m->spoken[0] = 0;
    if (m->scanned_ms < m->now_ms) m->scanned_ms = m->now_ms;
    /* Who listens is here; the time to answer starts when the voice ends. What is said while
     * the focus walks by itself proves nobody. */
    if (!m->preferences.is_scanning || !m->focus[0]) m->last_action_ms = m->now_ms;
}

static bool changes_what_is_heard(enum message_kind kind)
{
    return (kind >= MSG_TOPIC && kind <= MSG_FILTER) ||
           (kind >= MSG_CHANNEL && kind <= MSG_KEY_PAGE) || kind == MSG_SEEN ||
           (kind >= MSG_TEXT_SIZE && kind < MSG_READ_ALOUD);
}

void listening_pressed(const struct model *m, enum message_kind kind, struct effects *fx)
{
    if (!m->preferences.reads_aloud || !changes_what_is_heard(kind)) return;
    if (effects_has(fx, EFFECT_SPEAK_SCREEN) || effects_has(fx, EFFECT_SPEAK_FOCUS)) return;
    effects_add(fx, EFFECT_SPEAK_PRESSED);
}

void listening_check_voice(struct model *m, struct effects *fx)
{
    const struct language *language = &m->content->languages.all[m->preferences.language];
    if (!m->preferences.reads_aloud || language->voice[0]) return;
    if (m->overlay == SCREEN_COUNT && m->screen != SCREEN_WIPED)
        overlay_open(m, SCREEN_VOICE, fx);
}
