/* SPDX-License-Identifier: EUPL-1.2 */
/* sample.c - the answers of an invented visitor, always the same, so that two pictures of
 * one screen are equal. */
#include "screens/screens.h"

#include <assert.h>
#include <string.h>

#define SAMPLE_WALL_S INT64_C(1795341600)   /* 2026-11-22 10:00 UTC, a Sunday */
#define SAMPLE_REFERENCE "4829137508"

static void type(struct private_text *to, const char *utf8)
{
    private_text_wipe(to);
    enum err err = private_text_add(to, utf8, PRIVATE_TEXT_BYTES);
    assert(err == ERR_NONE);
    (void)err;
}

/* The first in this visit's order that takes requests on the route of the town; the first of
 * all if none does. */
static int first_provider(const struct content *content)
{
    for (int i = 0; i < content->providers.count; i++) {
        const struct provider *provider = &content->providers.all[i];
        if (provider->route == ROUTE_TOWN && provider_takes_requests(provider)) return i;
    }
    return content->providers.count > 0 ? 0 : -1;
}

static int first_channel(const struct content *content, int provider)
{
    for (int channel = CHANNEL_CALL; provider >= 0 && channel < CHANNEL_COUNT; channel++)
        if (content->providers.all[provider].channels >> channel & 1) return channel;
    return CHANNEL_CALL;
}

static void choose_topic(struct form *form, const struct content *content, const char *code)
{
    int place = topic_find(&content->topics, code);
    if (place >= 0) form->topics |= UINT32_C(1) << place;
}

static void fill_form(struct form *form, const struct content *content)
{
    memcpy(form->reference, SAMPLE_REFERENCE, sizeof SAMPLE_REFERENCE);
    memset(form->id.bytes, 0x11, sizeof form->id.bytes);
    choose_topic(form, content, "inkomen");
    choose_topic(form, content, "wonen");
    form->for_whom = FOR_ME;
    form->wlz = ANSWER_NO;
    form->provider = first_provider(content);
    form->channel = first_channel(content, form->provider);
    type(&form->name, "Jamila");
    type(&form->phone, "0612345678");
    type(&form->email, "jamila@post.example");
    form->voicemail = ANSWER_NO;
    form->days = 1 << DAY_MONDAY | 1 << DAY_WEDNESDAY;
    form->day_parts = 1 << DAY_PART_MORNING;
    form->talk_language = language_find(&content->languages, "ar");
    if (form->talk_language < 0) form->talk_language = 0;
    form->interpreter = ANSWER_YES;
}

static void stand_at(struct model *model, enum screen screen)
{
    if (screen_kind(screen) == SCREEN_KIND_OVERLAY) {
        model->screen = SCREEN_HOME;
        model->overlay = screen;
    } else {
        model->screen = screen;
        model->overlay = SCREEN_COUNT;
    }
    if (screen == SCREEN_SENDING) model->sending = SENDING_ASKED;
    if (screen == SCREEN_SENT) model->sending = SENDING_DELIVERED;
    if (screen == SCREEN_KEPT) model->sending = SENDING_KEPT;
    if (screen == SCREEN_NOT_KEPT) model->sending = SENDING_FAILED;
    model->is_ready = screen != SCREEN_OUT_OF_SERVICE;
}

int screen_steps(enum screen screen)
{
    static const struct { enum screen screen; int steps; } several[] = {
        {SCREEN_EXPLAIN, EXPLAIN_STEPS}, {SCREEN_FOR_WHOM, FOR_WHOM_STEPS},
        {SCREEN_PHONE, PHONE_STEPS},
        {SCREEN_WHEN, WHEN_STEPS},       {SCREEN_TALK, TALK_STEPS},
    };
    for (size_t i = 0; i < sizeof several / sizeof several[0]; i++)
        if (several[i].screen == screen) return several[i].steps;
    return 1;
}

void screen_sample(struct model *model, enum screen screen)
{
    const struct content *content = model->content;
    model->wall_s = SAMPLE_WALL_S;
    for (int i = 0; i < PROVIDERS_MOST; i++) model->seed.order[i] = (uint8_t)i;
    fill_form(&model->form, content);
    model->seed.id = model->form.id;
    memcpy(model->seed.reference, SAMPLE_REFERENCE, sizeof SAMPLE_REFERENCE);
    model->shown_provider = model->form.provider;
    stand_at(model, screen);
}
