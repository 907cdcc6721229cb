/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/scanning.h"

#include <string.h>

#include "model/keyboard.h"
#include "model/visit.h"

static void begin(struct model *m, struct effects *fx)
{
    if (screen_kind(m->screen) == SCREEN_KIND_REST && m->screen != SCREEN_REST) return;
    m->scanned_ms = m->now_ms;
    m->preferences.is_scanning = true;
    m->preferences.reads_aloud = true;   /* whoever has one switch may not see the screen */
    m->focus[0] = 0;
    if (m->screen == SCREEN_REST) visit_begin(m, fx);
    m->uses_keys = true;
    keyboard_suit(m);
    effects_add(fx, EFFECT_SPEAK_SCREEN);
}

void scanning_end(struct model *m)
{
    m->preferences.is_scanning = false;
}

static void come(struct model *m, const char node[NODE_ID_BYTES], struct effects *fx)
{
    if (!m->preferences.is_scanning) return;
    size_t size = strnlen(node, NODE_ID_BYTES - 1);
    memcpy(m->focus, node, size);
    m->focus[size] = 0;
    m->mistake_is_heard = true;
    effects_add(fx, EFFECT_SPEAK_FOCUS);
}

void scanning_take(struct model *m, const struct message *msg, struct effects *fx)
{
    if (msg->kind == MSG_SCANNED) come(m, msg->node, fx);
    else if (msg->value) begin(m, fx);
    else scanning_end(m);
}

/* The switch is deaf for a while after a press; the focus must not have gone by then. */
void scanning_stay(struct model *m)
{
    m->scanned_ms = m->now_ms + (uint64_t)m->content->settings.debounce_ms;
}

void scanning_pressed(struct model *m, enum message_kind kind)
{
    if (!m->preferences.is_scanning) return;
    scanning_stay(m);
    if (kind == MSG_TYPE) m->focus[0] = 0;
}

uint64_t scanning_due_ms(const struct model *m)
{
    bool is_visit = screen_kind(m->screen) != SCREEN_KIND_REST && m->screen != SCREEN_SENDING;
    bool waits = m->is_speaking || m->finger_is_down || !is_visit;
    if (!m->preferences.is_scanning || waits) return 0;
    return m->scanned_ms + (uint64_t)m->content->settings.scan_step_ms;
}
