/* SPDX-License-Identifier: EUPL-1.2 */
/* town.c - the sample town as it is configured: every provider can be asked in every way it
 * offers, and what it then gets is kept in BUILD_DIR/requests for the contract's test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "model/request.h"
#include "model/visitor.h"

static struct content *town;

static int load_town(void **state)
{
    static struct findings findings;
    town = calloc(1, sizeof *town);
    if (!town) return -1;
    enum err err = content_load(SOURCE_DIR "/config", town, &findings);
    for (int i = 0; err && i < findings.count; i++)
        print_message("%s:%d: %s\n", findings.all[i].file, findings.all[i].line,
                      findings.all[i].what);
    (void)state;
    return err ? -1 : 0;
}

static int free_town(void **state)
{
    (void)state;
    content_finish(town);
    free(town);
    return 0;
}

static void arrive_in_town(struct visitor *v)
{
    visitor_arrive(v);
    model_init(&v->model, town);
    visitor_press(v, MSG_NONE, 0);
    assert_int_equal(v->model.screen, SCREEN_REST);
}

static void keep_request(const struct visitor *v, const char *slug, int channel)
{
    char path[512];
    struct bytes json = {.limit_bytes = 8192, .is_private = true};
    assert_int_equal(request_write(&v->model, &json), ERR_NONE);
    mkdir(BUILD_DIR "/requests", 0777);
    snprintf(path, sizeof path, BUILD_DIR "/requests/town-%s-%s.json", slug,
             channel_code((enum channel)channel));
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(json.start, 1, json.size_bytes, file), json.size_bytes);
    assert_int_equal(fclose(file), 0);
    bytes_wipe(&json);
}

static void press_all_topics(struct visitor *v)
{
    for (int i = 0; i < town->topics.count; i++)
        if (!town->topics.all[i].is_unsure) visitor_press(v, MSG_TOPIC, i);
}

static void ask(struct visitor *v, int place, int channel)
{
    const struct provider *provider = &town->providers.all[place];
    visitor_walk_to(v, SCREEN_TOPICS, 0);
    press_all_topics(v);
    visitor_walk_to(v, SCREEN_WLZ, 0);
    visitor_press(v, MSG_WLZ, provider->route == ROUTE_WLZ ? ANSWER_YES : ANSWER_NO);
    visitor_press(v, MSG_NEXT, 0);
    visitor_press(v, MSG_CHOOSE_PROVIDER, place);
    if (!provider_takes_requests(provider)) return;
    visitor_press(v, MSG_CHANNEL, channel);
    visitor_press(v, MSG_NEXT, 0);
    visitor_write(v, "jamila");
    visitor_press(v, MSG_NEXT, 0);
    if (v->model.screen == SCREEN_EMAIL) visitor_write(v, "jamila@voorbeeld.example");
    visitor_walk_to(v, SCREEN_SENDING, 0);
}

static void every_provider_can_be_asked_in_every_way_it_offers(void **state)
{
    (void)state;
    int sent = 0, called = 0;
    for (int place = 0; place < town->providers.count; place++) {
        const struct provider *provider = &town->providers.all[place];
        for (int channel = 0; channel < CHANNEL_COUNT; channel++) {
            struct visitor v;
            if (!(provider->channels & 1u << channel)) continue;
            arrive_in_town(&v);
            ask(&v, place, channel);
            if (provider_takes_requests(provider)) {
                visitor_is_at(&v, SCREEN_SENDING, 0);
                assert_int_equal(v.submits, 1);
                keep_request(&v, provider->slug, channel);
                sent++;
            } else {
                visitor_is_at(&v, SCREEN_PROVIDER, 0);
                assert_int_equal(v.submits, 0);
                called++;
            }
        }
    }
    print_message("town: %d requests, %d ways that are a phone call\n", sent, called);
    assert_true(sent >= 7 && called >= 1);
}

static void both_routes_have_somebody(void **state)
{
    (void)state;
    struct visitor v;
    int places[PROVIDERS_MOST];
    arrive_in_town(&v);
    visitor_walk_to(&v, SCREEN_WLZ, 0);
    visitor_press(&v, MSG_WLZ, ANSWER_NO);
    assert_true(model_providers(&v.model, places) >= 2);
    visitor_press(&v, MSG_WLZ, ANSWER_YES);
    assert_true(model_providers(&v.model, places) >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_provider_can_be_asked_in_every_way_it_offers),
        cmocka_unit_test(both_routes_have_somebody),
    };
    return cmocka_run_group_tests(tests, load_town, free_town);
}
