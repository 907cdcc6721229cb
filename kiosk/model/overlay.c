/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/overlay.h"

static void put_up(struct model *m, enum screen overlay, int page, struct effects *fx)
{
    m->overlay = overlay;
    m->page = page;
    m->focus[0] = 0;
    m->edge = 0;
    m->tried[0] = 0;
    m->pressed[0] = 0;
    if (m->preferences.reads_aloud) effects_add(fx, EFFECT_SPEAK_SCREEN);
}

void overlay_open(struct model *m, enum screen overlay, struct effects *fx)
{
    if (m->overlay == overlay) {
        overlay_close(m, fx);
        return;
    }
    if (m->overlay == SCREEN_COUNT) m->page_below = m->page;
    put_up(m, overlay, 0, fx);
}

void overlay_close(struct model *m, struct effects *fx)
{
    if (m->overlay == SCREEN_COUNT) return;
    put_up(m, SCREEN_COUNT, m->page_below, fx);
}
