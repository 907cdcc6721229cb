/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/visit.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "model/travel.h"

#define TEXT_SIZE_DEFAULT 2

void visit_seed_make(struct visit_seed *seed_out, int providers)
{
    assert(providers >= 0 && providers <= PROVIDERS_MOST);
    memset(seed_out, 0, sizeof *seed_out);
    seed_out->id = id_new();
    reference_new(seed_out->reference);
    for (int i = 0; i < providers; i++) seed_out->order[i] = (uint8_t)i;
    /* Fisher-Yates with a generator without remainder bias: every order is as likely as any
     * other. */
    for (int i = providers - 1; i > 0; i--) {
        uint32_t other = randombytes_uniform((uint32_t)i + 1);
        uint8_t moved = seed_out->order[i];
        seed_out->order[i] = seed_out->order[other];
        seed_out->order[other] = moved;
    }
}

static struct preferences preferences_default(const struct content *content)
{
    int language = language_find(&content->languages, content->settings.language);
    return (struct preferences){
        .language = language < 0 ? 0 : language,
        .second_language = -1,
        .text_size = TEXT_SIZE_DEFAULT,
        .volume = VOLUME_DEFAULT,
        .rate = RATE_DEFAULT,
    };
}

bool preferences_are_default(const struct model *model)
{
    struct preferences usual = preferences_default(model->content), now = model->preferences;
    usual.second_language = model->usual_second;
    return now.language == usual.language && now.second_language == usual.second_language &&
           now.text_size == usual.text_size && now.theme == usual.theme &&
           now.volume == usual.volume && now.rate == usual.rate && !now.has_pictograms &&
           !now.has_reach && !now.is_calm && !now.reads_aloud && !now.reads_private_aloud &&
           !now.is_dark && !now.is_scanning && !now.reads_second;
}

void model_init(struct model *model, const struct content *content)
{
    sodium_memzero(model, sizeof *model);
    model->content = content;
    model->screen = SCREEN_REST;
    model->overlay = SCREEN_COUNT;
    model->preferences = preferences_default(content);
    model->form.provider = -1;
    model->form.channel = -1;
    model->form.talk_language = -1;
    model->filter = -1;
    model->shown_provider = -1;
    model->usual_second = -1;
    model->is_ready = true;
}

void model_second_language(struct model *model, int place)
{
    model->usual_second = model->preferences.second_language = place;
}

bool visit_has_id(const struct model *model)
{
    return !id_is_zero(model->form.id);
}

static void take_id(struct model *model, const struct visit_seed *seed)
{
    model->form.id = model->seed.id = seed->id;
    memcpy(model->form.reference, seed->reference, sizeof model->form.reference);
    memcpy(model->seed.reference, seed->reference, sizeof model->seed.reference);
}

void visit_take_seed(struct model *model, const struct visit_seed *seed)
{
    /* one order a visit, however often it is offered */
    if (!id_is_zero(model->seed.id)) return;
    model->seed = *seed;
    take_id(model, seed);
}

void visit_take_new_id(struct model *model, const struct visit_seed *seed)
{
    if (!visit_has_id(model) && !id_is_zero(model->seed.id)) take_id(model, seed);
}

void visit_begin(struct model *model, struct effects *effects)
{
    model->history_count = 0;
    travel_arrive(model, SCREEN_HOME, 0, 0, effects);
}

/* What does not belong to the visitor outlives the visit. */
static void start_over(struct model *model)
{
    const struct content *content = model->content;
    bool is_ready = model->is_ready, has_headset = model->has_headset;
    uint64_t now_ms = model->now_ms, hello_ms = model->hello_ms;
    int64_t wall_s = model->wall_s;
    int usual_second = model->usual_second;
    model_init(model, content);
    model_second_language(model, usual_second);
    model->is_ready = is_ready;
    model->has_headset = has_headset;
    model->now_ms = now_ms;
    model->hello_ms = hello_ms;
    model->wall_s = wall_s;
}

void visit_end(struct model *model, struct effects *effects)
{
    struct preferences preferences = model->preferences;
    if (model->is_speaking) effects_add(effects, EFFECT_STOP_SPEECH);
    start_over(model);
    model->preferences = preferences;
    model->preferences.reads_private_aloud = false;
    model->preferences.is_dark = false;   /* that all is wiped, must be seen */
    model->wiped_ms = model->now_ms;
    effects_add(effects, EFFECT_WIPE);
    effects_add(effects, EFFECT_NEW_VISIT);
    effects_add(effects, EFFECT_HELLO);
    travel_arrive(model, SCREEN_WIPED, 0, 0, effects);
}

void visit_rest(struct model *model, struct effects *effects)
{
    struct visit_seed seed = model->seed;
    if (model->is_speaking) effects_add(effects, EFFECT_STOP_SPEECH);
    start_over(model);
    if (!id_is_zero(seed.id)) visit_take_seed(model, &seed);
    model->screen = model->is_ready ? SCREEN_REST : SCREEN_OUT_OF_SERVICE;
}
