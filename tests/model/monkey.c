/* SPDX-License-Identifier: EUPL-1.2 */
/* monkey.c - 200,000 messages without sense or order. Nothing may break, and nothing may be
 * sent twice.
 *
 * The seed is printed; NAAST_MONKEY_SEED=N plays the same monkey again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdlib.h>

#include "model/request.h"
#include "model/rules.h"
#include "model/visitor.h"

#define MESSAGES 200000

/* xorshift64*: the same row of numbers on every machine. */
static uint64_t monkey_state;

static uint32_t pick(uint32_t below)
{
    monkey_state ^= monkey_state >> 12;
    monkey_state ^= monkey_state << 25;
    monkey_state ^= monkey_state >> 27;
    return (uint32_t)((monkey_state * UINT64_C(2685821657736338717)) >> 33) % below;
}

static const char *const keys[] = {
    "a", "0", "6", "1234567", "0612345678", "jan@b.nl", ".nl", " ", "'", "\u1230", "\u0645",
    "\u0301", "\u202e", "\xff", "", "@", "+31", "ABCDEFGHIJKLMNO",
};
static const char *const nodes[] = {"", "name.field", "nav.next", "a.node.that.is.not.there"};

static struct message random_message(const struct visitor *v)
{
    struct message msg =
        {.kind = (enum message_kind)pick(MSG_COUNT), .value = (int32_t)pick(40) - 3};
    if (pick(50) == 0) msg.value = (int32_t)(pick(UINT32_MAX >> 1) - (UINT32_MAX >> 2));
    if (msg.kind == MSG_TYPE)
        sample_text(msg.typed, sizeof msg.typed, keys[pick(sizeof keys / sizeof keys[0])]);
    else if (msg.kind == MSG_TOUCH_DOWN || msg.kind == MSG_TOUCH_UP || msg.kind == MSG_FOCUS)
        sample_text(msg.node, sizeof msg.node, nodes[pick(sizeof nodes / sizeof nodes[0])]);
    else if (msg.kind == MSG_VISIT || msg.kind == MSG_NEW_ID)
        visit_seed_make(&msg.seed, SAMPLE_PROVIDERS);
    else if (pick(10) != 0)
        msg.id = v->model.form.id;
    return msg;
}

static void assert_closed(const struct private_text *text, size_t most)
{
    assert_true(text->size_bytes < PRIVATE_TEXT_BYTES);
    assert_int_equal(text->utf8[text->size_bytes], 0);
    assert_true(private_text_count(text) <= most);
}

static void assert_sound(const struct visitor *v)
{
    const struct model *m = &v->model;
    int places[PROVIDERS_MOST];
    assert_true(m->screen < SCREEN_COUNT && screen_kind(m->screen) != SCREEN_KIND_OVERLAY);
    assert_true(m->overlay <= SCREEN_COUNT);
    if (m->overlay != SCREEN_COUNT)
        assert_int_equal(screen_kind(m->overlay), SCREEN_KIND_OVERLAY);
    assert_in_range(m->history_count, 0, HISTORY_MOST);
    assert_true(m->page >= 0 && m->page_below >= 0 && m->step >= 0 && m->step < EXPLAIN_STEPS);
    assert_closed(&m->form.name, NAME_MOST_CHARACTERS);
    assert_closed(&m->form.phone, PHONE_MOST_CHARACTERS);
    assert_closed(&m->form.email, EMAIL_MOST_CHARACTERS);
    assert_true(m->form.provider >= -1 && m->form.provider < SAMPLE_PROVIDERS);
    assert_true(m->form.channel >= -1 && m->form.channel < CHANNEL_COUNT);
    assert_true(m->form.talk_language >= -1 && m->form.talk_language < SAMPLE_LANGUAGES);
    assert_true(m->form.topics < 1u << SAMPLE_TOPICS && m->form.days < 128 &&
                m->form.day_parts < 8);
    assert_true(m->preferences.language >= 0 && m->preferences.language < SAMPLE_LANGUAGES);
    assert_in_range(m->preferences.text_size, 1, 4);
    assert_true(m->preferences.theme < THEME_COUNT && m->key_page < KEY_PAGE_COUNT &&
                m->mistake < MISTAKE_COUNT);
    assert_in_range(model_providers(m, places), 0, SAMPLE_PROVIDERS);
    assert_in_range(model_questions_left(m), 0, 20);
    if (m->form.provider >= 0 && m->screen == SCREEN_REVIEW)
        assert_true(provider_takes_requests(&m->content->providers.all[m->form.provider]));
}

/* The monkey's better moments: a right answer, and not always the same. */
static void answer_something(struct visitor *v)
{
    static const enum screen doors[] = {SCREEN_EXPLAIN, SCREEN_SWITCH, SCREEN_HELP_NOW};
    enum screen screen = v->model.screen;
    if (screen == SCREEN_CHANNEL && pick(2) == 0) {
        visitor_press(v, MSG_CHANNEL, CHANNEL_EMAIL);
        visitor_press(v, MSG_NEXT, 0);
    } else if (screen == SCREEN_EMAIL) {
        visitor_press(v, MSG_ERASE_ALL, 0);
        visitor_type(v, "jan@b.nl");
        visitor_press(v, MSG_NEXT, 0);
    } else if (screen == SCREEN_PROVIDERS && pick(3) == 0) {
        visitor_press(v, MSG_SHOW_PROVIDER, (int32_t)pick(SAMPLE_PROVIDERS));
    } else if (screen == SCREEN_HOME && pick(3) == 0) {
        visitor_press(v, MSG_OPEN, doors[pick(3)]);
    } else {
        visitor_answer(v);
    }
}

/* What must hold whenever something is handed over. */
struct ledger { struct id id; int hand_overs; };

static void assert_sendable(const struct visitor *v)
{
    struct bytes bytes = {.limit_bytes = 8192, .is_private = true};
    assert_int_equal(v->model.screen, SCREEN_SENDING);
    assert_int_equal(request_write_envelope(&v->model, &bytes), ERR_NONE);
    bytes_wipe(&bytes);
}

static void watch_sending(struct visitor *v, struct ledger *ledger, const struct message *msg,
                          int before)
{
    bool is_resend = msg->kind == MSG_SEND_AGAIN;
    if (v->submits == before) return;
    assert_int_equal(v->submits, before + 1);
    if (v->model.resent_ms > 0 && v->model.resent_ms == v->now_ms) {   /* 2 s of silence */
        assert_true(id_is_same(v->submitted, ledger->id));
        return;
    }
    assert_true(msg->kind == MSG_SEND || is_resend);
    assert_sendable(v);
    /* "send" once for one id */
    if (!is_resend) assert_false(id_is_same(v->submitted, ledger->id));
    ledger->id = v->submitted;
    ledger->hand_overs++;
}

static void nothing_breaks_and_nothing_is_sent_twice(void **state)
{
    (void)state;
    static struct visitor v;
    struct ledger ledger = {0};
    const char *seed = getenv("NAAST_MONKEY_SEED");
    int screens[SCREEN_COUNT] = {0};
    visitor_arrive(&v);
    monkey_state = seed ? strtoull(seed, NULL, 10) : ((uint64_t)randombytes_random() << 16 | 1);
    print_message("monkey: seed %llu\n", (unsigned long long)monkey_state);
    for (int i = 0; i < MESSAGES; i++) {
        struct message msg = random_message(&v);
        int before = v.submits;
        /* Half of what it does makes sense, else it would never get far. */
        if (pick(2) == 0) {
            v.now_ms += pick(200);
        } else if (pick(500) == 0) {
            v.now_ms += pick(400000);
        }
        v.fx.count = 0;
        if (pick(3) == 0 && v.model.overlay == SCREEN_COUNT && v.model.screen < SCREEN_REVIEW) {
            answer_something(&v);
        } else {
            visitor_send(&v, msg);
            watch_sending(&v, &ledger, &msg, before);
        }
        assert_sound(&v);
        screens[visitor_up(&v)]++;
    }
    for (unsigned s = 0; s < SCREEN_COUNT; s++)
        if (screens[s] == 0) fail_msg("the monkey never saw %s", screen_name((enum screen)s));
    print_message("monkey: %d requests handed over, %d visits wiped\n", ledger.hand_overs,
                  v.wipes);
    assert_true(ledger.hand_overs > 10 && v.wipes > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] =
        {cmocka_unit_test(nothing_breaks_and_nothing_is_sent_twice)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
