/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/time.h"

#include "model/overlay.h"
#include "model/scanning.h"
#include "model/sending.h"
#include "model/visit.h"

enum alarm_kind {
    ALARM_NONE, ALARM_RESEND, ALARM_GIVE_UP, ALARM_STAYS_KEPT, ALARM_REST, ALARM_HELLO,
    ALARM_RESET, ALARM_IDLE, ALARM_LEFT, ALARM_SCAN
};

struct alarm { enum alarm_kind kind; uint64_t at_ms; };

static uint64_t later(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

static struct alarm sending_alarm(const struct model *m)
{
    uint64_t kept_after_ms = (uint64_t)m->content->settings.kept_after_s * 1000;
    if (m->sending == SENDING_KEPT)
        return (struct alarm){ALARM_STAYS_KEPT, m->kept_ms + kept_after_ms};
    if (m->resent_ms > 0) return (struct alarm){ALARM_GIVE_UP, m->resent_ms + GIVE_UP_AFTER_MS};
    return (struct alarm){ALARM_RESEND, m->sent_ms + RESEND_AFTER_MS};
}

/* Reading has another limit than filling in. No warning while a finger is down or the voice
 * speaks; both count as an action when they end. */
static struct alarm idle_alarm(const struct model *m)
{
    const struct settings *settings = &m->content->settings;
    bool is_form = screen_kind(m->screen) == SCREEN_KIND_FORM;
    int limit_s = is_form ? settings->idle_form_s : settings->idle_reading_s;
    uint64_t limit_ms = (uint64_t)limit_s * 1000;
    if (m->finger_is_down || m->is_speaking) limit_ms = later(limit_ms, HELD_MOST_MS);
    return (struct alarm){ALARM_IDLE, m->last_action_ms + limit_ms};
}

static struct alarm left_alarm(const struct model *m)
{
    uint64_t at_ms = m->still_there_ms + (uint64_t)m->content->settings.still_there_s * 1000;
    if (m->finger_is_down) at_ms = later(at_ms, m->last_action_ms + FINGER_GRACE_MS);
    return (struct alarm){ALARM_LEFT, at_ms};
}

/* Nobody is visiting, but someone may have changed the letters: after a while they are as
 * they were. */
static struct alarm rest_alarm(const struct model *m)
{
    uint64_t idle_ms = (uint64_t)m->content->settings.idle_reading_s * 1000;
    struct alarm hello = {ALARM_HELLO, m->hello_ms + HELLO_EVERY_MS};
    struct alarm reset = {ALARM_RESET, m->last_action_ms + idle_ms};
    if (m->screen != SCREEN_OUT_OF_SERVICE) hello.kind = ALARM_NONE;
    if (m->overlay == SCREEN_COUNT && preferences_are_default(m)) reset.kind = ALARM_NONE;
    if (hello.kind == ALARM_NONE || reset.kind == ALARM_NONE) return hello.kind ? hello : reset;
    return hello.at_ms < reset.at_ms ? hello : reset;
}

static struct alarm alarm_of_screen(const struct model *m)
{
    if (m->screen == SCREEN_SENDING) return sending_alarm(m);
    if (m->screen == SCREEN_WIPED)
        return (struct alarm){ALARM_REST, m->wiped_ms + WIPED_SHOWN_MS};
    if (screen_kind(m->screen) == SCREEN_KIND_REST) return rest_alarm(m);
    return m->overlay == SCREEN_STILL_THERE ? left_alarm(m) : idle_alarm(m);
}

static struct alarm next_alarm(const struct model *m)
{
    struct alarm alarm = alarm_of_screen(m), scan = {ALARM_SCAN, scanning_due_ms(m)};
    bool is_first = scan.at_ms > 0 && (alarm.kind == ALARM_NONE || scan.at_ms < alarm.at_ms);
    return is_first ? scan : alarm;
}

static void ring(struct model *m, struct alarm alarm, struct effects *fx)
{
    switch (alarm.kind) {
    case ALARM_RESEND: sending_resend(m, fx); break;
    case ALARM_GIVE_UP: sending_give_up(m, fx); break;
    case ALARM_STAYS_KEPT: sending_stays_kept(m, fx); break;
    case ALARM_REST:
    case ALARM_RESET: visit_rest(m, fx); break;
    case ALARM_HELLO:
        m->hello_ms = m->now_ms;
        effects_add(fx, EFFECT_HELLO);
        break;
    case ALARM_IDLE:
        overlay_open(m, SCREEN_STILL_THERE, fx);
        m->still_there_ms = alarm.at_ms;
        /* a warning reaches more than one sense, whoever it is for */
        effects_add(fx, EFFECT_SPEAK_SCREEN);
        break;
    case ALARM_LEFT: visit_end(m, fx); break;
    case ALARM_SCAN:
        m->scanned_ms = m->now_ms;
        effects_add(fx, EFFECT_SCAN);
        break;
    case ALARM_NONE: break;
    }
}

bool time_pass(struct model *m, struct effects *fx)
{
    enum screen screen = m->screen, overlay = m->overlay;
    /* A kiosk that was asleep may find several alarms due; each sets the next one later than
     * itself. */
    struct alarm due = next_alarm(m);
    while (due.kind != ALARM_NONE && due.at_ms <= m->now_ms) {
        ring(m, due, fx);
        due = next_alarm(m);
    }
    return m->screen != screen || m->overlay != overlay;
}

uint64_t model_next_tick_ms(const struct model *model)
{
    struct alarm next = next_alarm(model);
    return next.kind == ALARM_NONE ? 0 : later(next.at_ms, 1);
}
