/* SPDX-License-Identifier: EUPL-1.2 */
/* journeys.c - whole visits, as tables. Every request they make is kept in
 * BUILD_DIR/requests, where tests/journeys/requests.test.mjs holds it against the contract. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <sys/stat.h>

#include "journeys/script.h"
#include "model/request.h"

static void keep_request(const struct visitor *v, const char *name)
{
    char path[512];
    struct bytes json = {.limit_bytes = 8192, .is_private = true};
    assert_int_equal(request_write(&v->model, &json), ERR_NONE);
    mkdir(BUILD_DIR "/requests", 0777);
    snprintf(path, sizeof path, BUILD_DIR "/requests/%s.json", name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(json.start, 1, json.size_bytes, file), json.size_bytes);
    assert_int_equal(fclose(file), 0);
    bytes_wipe(&json);
}

static void do_line(struct visitor *v, const struct line *line)
{
    switch (line->line) {
    case LINE_PRESS: visitor_press(v, line->kind, line->value); break;
    case LINE_TYPE: visitor_write(v, line->typed); break;
    case LINE_LINK: visitor_link(v, line->kind, line->value); break;
    case LINE_WAIT: visitor_wait(v, (uint64_t)line->value * 1000); break;
    case LINE_END: break;
    }
}

/* Plays the table to its end and says how many requests were handed over. */
static int play(const char *name, const struct line *lines, struct visitor *v)
{
    visitor_arrive(v);
    for (int i = 0; lines[i].line != LINE_END; i++) {
        int submits = v->submits;
        do_line(v, &lines[i]);
        if (visitor_up(v) != lines[i].up || v->model.step != lines[i].step)
            fail_msg("%s, line %d: at %s %d, not at %s %d (mistake %d)", name, i + 1,
                     screen_name(visitor_up(v)), v->model.step, screen_name(lines[i].up),
                     lines[i].step, (int)v->model.mistake);
        for (unsigned e = 0; e <= EFFECT_WIPE; e++)
            if ((lines[i].effects & 1u << e) && !effects_has(&v->fx, (enum effect)e))
                fail_msg("%s, line %d: effect %u did not come", name, i + 1, e);
        if (v->submits == submits || v->model.screen != SCREEN_SENDING) continue;
        char file[128];
        snprintf(file, sizeof file, "%s-%d", name, v->submits);
        keep_request(v, file);
    }
    return v->submits;
}

static void the_shortest_way_to_a_supporter(void **state)
{
    (void)state;
    static const struct line lines[] = {
        BEGIN, NO_TOPICS, FOR_MYSELF, WLZ(ANSWER_NO), PROVIDER(MEE), CHANNEL(CHANNEL_CALL),
        NAMED("jamila", SCREEN_PHONE), PHONE("0612345678", ANSWER_NO), ANY_TIME, IN_DUTCH,
            SENDS,
        ARRIVES, GOES_AWAY, END,
    };
    struct visitor v;
    assert_int_equal(play("shortest", lines, &v), 1);
}

static void a_mother_asks_for_her_child_in_arabic_by_mail(void **state)
{
    (void)state;
    static const struct line lines[] = {
        PRESS(MSG_START, AR, SCREEN_HOME),
        PRESS(MSG_OPEN, SCREEN_EXPLAIN, SCREEN_EXPLAIN),
        PRESS(MSG_SKIP, 0, SCREEN_TOPICS),
        PRESS(MSG_TOPIC, TOPIC_LIVING, SCREEN_TOPICS),
        PRESS(MSG_TOPIC, TOPIC_PGB, SCREEN_TOPICS),
        PRESS(MSG_NEXT, 0, SCREEN_FOR_WHOM),
        PRESS(MSG_FOR_WHOM, FOR_SOMEONE_ELSE, SCREEN_FOR_WHOM),
        STEP(MSG_NEXT, 0, SCREEN_FOR_WHOM, FOR_WHOM_STEP_RELATION),
        STEP(MSG_RELATION, RELATION_CHILD, SCREEN_FOR_WHOM, FOR_WHOM_STEP_RELATION),
        STEP(MSG_NEXT, 0, SCREEN_FOR_WHOM, FOR_WHOM_STEP_KNOWS),
        STEP(MSG_OTHER_KNOWS, ANSWER_YES, SCREEN_FOR_WHOM, FOR_WHOM_STEP_KNOWS),
        PRESS(MSG_NEXT, 0, SCREEN_WLZ),
        WLZ(ANSWER_UNSURE), PROVIDER(STICHTING), CHANNEL(CHANNEL_EMAIL),
        NAMED("\u0645\u062d\u0645\u062f", SCREEN_EMAIL),
        TYPE("Jan@voorbeeld.example", SCREEN_EMAIL),
        PRESS(MSG_NEXT, 0, SCREEN_WHEN),
        PRESS(MSG_DAY, DAY_MONDAY, SCREEN_WHEN),
        PRESS(MSG_DAY, DAY_FRIDAY, SCREEN_WHEN),
        STEP(MSG_NEXT, 0, SCREEN_WHEN, WHEN_STEP_PARTS),
        STEP(MSG_DAY_PART, DAY_PART_AFTERNOON, SCREEN_WHEN, WHEN_STEP_PARTS),
        PRESS(MSG_NEXT, 0, SCREEN_TALK),
        STEP(MSG_NEXT, 0, SCREEN_TALK, TALK_STEP_INTERPRETER),
        STEP(MSG_INTERPRETER, ANSWER_YES, SCREEN_TALK, TALK_STEP_INTERPRETER),
        PRESS(MSG_NEXT, 0, SCREEN_REVIEW),
        SENDS,
        LINK(MSG_LINK_KEPT, 0, SCREEN_SENDING), WAIT(7, SCREEN_SENDING), WAIT(1, SCREEN_KEPT),
        LINK(MSG_LINK_DELIVERED, 0, SCREEN_SENT), GOES_AWAY, END,
    };
    struct visitor v;
    assert_int_equal(play("child-arabic-mail", lines, &v), 1);
}

static void somebody_with_a_wlz_decision_is_visited_at_home(void **state)
{
    (void)state;
    static const struct line lines[] = {
        BEGIN, PRESS(MSG_TOPIC, TOPIC_UNSURE, SCREEN_TOPICS),
            PRESS(MSG_NEXT, 0, SCREEN_FOR_WHOM),
        FOR_MYSELF, WLZ(ANSWER_YES),
        PRESS(MSG_SHOW_PROVIDER, ZORGKANTOOR, SCREEN_PROVIDER),
        PRESS(MSG_NEXT, 0, SCREEN_CHANNEL),
        CHANNEL(CHANNEL_HOME), NAMED("o'brien-de wit", SCREEN_PHONE),
        PHONE("+31 6 12345678", ANSWER_YES),
        ANY_TIME, PRESS(MSG_SKIP, 0, SCREEN_REVIEW), SENDS,
        LINK(MSG_LINK_KEPT, 0, SCREEN_SENDING), LINK(MSG_LINK_WAITING, 0, SCREEN_KEPT),
        GOES_AWAY, END,
    };
    struct visitor v;
    assert_int_equal(play("wlz-home", lines, &v), 1);
}

static void another_supporter_without_saying_why(void **state)
{
    (void)state;
    static const struct line lines[] = {
        PRESS(MSG_START, -1, SCREEN_HOME), PRESS(MSG_OPEN, SCREEN_SWITCH, SCREEN_SWITCH),
        PRESS(MSG_NEXT, 0, SCREEN_PROVIDERS),
        PRESS(MSG_FILTER, PROVIDER_VOLUNTEER, SCREEN_PROVIDERS),
        PRESS(MSG_CHOOSE_PROVIDER, ERVARING, SCREEN_FOR_WHOM),
        PRESS(MSG_FOR_WHOM, FOR_ME, SCREEN_FOR_WHOM), PRESS(MSG_NEXT, 0, SCREEN_CHANNEL),
        CHANNEL(CHANNEL_OFFICE), NAMED("jan", SCREEN_PHONE), PHONE("0229123456", ANSWER_NO),
        ANY_TIME, PRESS(MSG_TALK_LANGUAGE, SO, SCREEN_TALK),
        STEP(MSG_NEXT, 0, SCREEN_TALK, TALK_STEP_INTERPRETER),
        STEP(MSG_INTERPRETER, ANSWER_UNSURE, SCREEN_TALK, TALK_STEP_INTERPRETER),
        PRESS(MSG_NEXT, 0, SCREEN_REVIEW), SENDS, ARRIVES, GOES_AWAY, END,
    };
    struct visitor v;
    assert_int_equal(play("switch", lines, &v), 1);
}

static void the_volunteers_for_older_people_are_called_by_the_visitor(void **state)
{
    (void)state;
    static const struct line lines[] = {
        BEGIN, NO_TOPICS, FOR_MYSELF, WLZ(ANSWER_NO),
        PRESS(MSG_CHOOSE_PROVIDER, OUDEREN, SCREEN_PROVIDER),
        GOES_AWAY, END,
    };
    struct visitor v;
    assert_int_equal(play("no-endpoint", lines, &v), 0);
}

static void slips_are_mended_on_the_way(void **state)
{
    (void)state;
    static const struct line lines[] = {
        BEGIN, NO_TOPICS,
        PRESS(MSG_NEXT, 0, SCREEN_FOR_WHOM), FOR_MYSELF,
        PRESS(MSG_NEXT, 0, SCREEN_WLZ), WLZ(ANSWER_NO), PROVIDER(MEE),
        PRESS(MSG_NEXT, 0, SCREEN_CHANNEL), CHANNEL(CHANNEL_CALL),
        PRESS(MSG_NEXT, 0, SCREEN_NAME), TYPE("jan3", SCREEN_NAME),
            PRESS(MSG_NEXT, 0, SCREEN_NAME),
        PRESS(MSG_ERASE, 0, SCREEN_NAME), PRESS(MSG_NEXT, 0, SCREEN_PHONE),
        TYPE("0900123456", SCREEN_PHONE), PRESS(MSG_NEXT, 0, SCREEN_PHONE),
        PRESS(MSG_ERASE_ALL, 0, SCREEN_PHONE),
        TYPE("061234567", SCREEN_PHONE), PRESS(MSG_NEXT, 0, SCREEN_PHONE),
        TYPE("8", SCREEN_PHONE), STEP(MSG_NEXT, 0, SCREEN_PHONE, PHONE_STEP_VOICEMAIL),
        STEP(MSG_NEXT, 0, SCREEN_PHONE, PHONE_STEP_VOICEMAIL),
        STEP(MSG_VOICEMAIL, ANSWER_YES, SCREEN_PHONE, PHONE_STEP_VOICEMAIL),
        PRESS(MSG_BACK, 0, SCREEN_PHONE), STEP(MSG_NEXT, 0, SCREEN_PHONE, PHONE_STEP_VOICEMAIL),
        PRESS(MSG_NEXT, 0, SCREEN_WHEN), ANY_TIME, IN_DUTCH, SENDS, ARRIVES, GOES_AWAY, END,
    };
    struct visitor v;
    assert_int_equal(play("slips", lines, &v), 1);
}

static void everything_is_changed_on_the_review(void **state)
{
    (void)state;
    static const struct line lines[] = {
        BEGIN, NO_TOPICS, FOR_MYSELF, WLZ(ANSWER_NO), PROVIDER(MEE), CHANNEL(CHANNEL_CALL),
        NAMED("jamila", SCREEN_PHONE), PHONE("0612345678", ANSWER_NO), ANY_TIME, IN_DUTCH,
        PRESS(MSG_CHANGE, SCREEN_TOPICS, SCREEN_TOPICS),
        PRESS(MSG_TOPIC, TOPIC_INCOME, SCREEN_TOPICS), PRESS(MSG_NEXT, 0, SCREEN_REVIEW),
        PRESS(MSG_CHANGE, SCREEN_WLZ, SCREEN_WLZ), PRESS(MSG_WLZ, ANSWER_YES, SCREEN_WLZ),
        PRESS(MSG_NEXT, 0, SCREEN_PROVIDERS), PRESS(MSG_BACK, 0, SCREEN_WLZ),
        PRESS(MSG_BACK, 0, SCREEN_REVIEW),
        PRESS(MSG_CHANGE, SCREEN_PROVIDERS, SCREEN_PROVIDERS),
        PRESS(MSG_CHOOSE_PROVIDER, RAADSLIEDEN, SCREEN_CHANNEL),
        PRESS(MSG_CHANNEL, CHANNEL_OFFICE, SCREEN_CHANNEL), PRESS(MSG_NEXT, 0, SCREEN_REVIEW),
        PRESS(MSG_CHANGE, SCREEN_NAME, SCREEN_NAME), PRESS(MSG_ERASE_ALL, 0, SCREEN_NAME),
        NAMED("jos\u00e9", SCREEN_REVIEW),
        PRESS(MSG_CHANGE, SCREEN_WHEN, SCREEN_WHEN), PRESS(MSG_DAY, DAY_SATURDAY, SCREEN_WHEN),
        STEP(MSG_NEXT, 0, SCREEN_WHEN, WHEN_STEP_PARTS), PRESS(MSG_NEXT, 0, SCREEN_REVIEW),
        PRESS(MSG_SEEN, 0, SCREEN_REVIEW), SENDS, ARRIVES, GOES_AWAY, END,
    };
    struct visitor v;
    assert_int_equal(play("changed", lines, &v), 1);
}

static void five_taps_on_send_are_one_request(void **state)
{
    (void)state;
    static const struct line lines[] = {
        BEGIN, NO_TOPICS, FOR_MYSELF, WLZ(ANSWER_NO), PROVIDER(MEE), CHANNEL(CHANNEL_CALL),
        NAMED("jamila", SCREEN_PHONE), PHONE("0612345678", ANSWER_NO), ANY_TIME, IN_DUTCH,
            SENDS,
        PRESS(MSG_SEND, 0, SCREEN_SENDING), PRESS(MSG_SEND, 0, SCREEN_SENDING),
        PRESS(MSG_SEND, 0, SCREEN_SENDING), PRESS(MSG_SEND, 0, SCREEN_SENDING),
        ARRIVES, PRESS(MSG_SEND, 0, SCREEN_SENT), GOES_AWAY, END,
    };
    struct visitor v;
    assert_int_equal(play("taps", lines, &v), 1);
}

static void a_silent_courier_then_one_more_try(void **state)
{
    (void)state;
    static const struct line lines[] = {
        BEGIN, NO_TOPICS, FOR_MYSELF, WLZ(ANSWER_NO), PROVIDER(MEE), CHANNEL(CHANNEL_CALL),
        NAMED("jamila", SCREEN_PHONE), PHONE("0612345678", ANSWER_NO), ANY_TIME, IN_DUTCH,
            SENDS,
        WAIT(1, SCREEN_SENDING), WAIT_WISH(1, SCREEN_SENDING, WISH(EFFECT_SUBMIT)),
        WAIT(2, SCREEN_NOT_KEPT),
        PRESS_WISH(MSG_SEND_AGAIN, 0, SCREEN_SENDING, WISH(EFFECT_SUBMIT)),
        ARRIVES, GOES_AWAY, END,
    };
    struct visitor v;
    assert_int_equal(play("silent", lines, &v), 3);
    assert_int_equal(v.new_ids, 0);   /* three times the same request */
}

static void a_refused_number_is_mended_and_sent_as_a_new_request(void **state)
{
    (void)state;
    static const struct line lines[] = {
        BEGIN, NO_TOPICS, FOR_MYSELF, WLZ(ANSWER_NO), PROVIDER(MEE), CHANNEL(CHANNEL_CALL),
        NAMED("jamila", SCREEN_PHONE), PHONE("0612345678", ANSWER_NO), ANY_TIME, IN_DUTCH,
            SENDS,
        LINK(MSG_LINK_KEPT, 0, SCREEN_SENDING),
        LINK(MSG_LINK_BAD_CONTACT, FIELD_PHONE, SCREEN_PHONE),
        PRESS(MSG_ERASE, 0, SCREEN_PHONE), TYPE("9", SCREEN_PHONE),
        STEP(MSG_NEXT, 0, SCREEN_PHONE, PHONE_STEP_VOICEMAIL),
            PRESS(MSG_NEXT, 0, SCREEN_REVIEW),
        SENDS, ARRIVES, GOES_AWAY, END,
    };
    struct visitor v;
    assert_int_equal(play("refused", lines, &v), 2);
    assert_int_equal(v.new_ids, 1);
}

static void somebody_walks_away_in_the_middle(void **state)
{
    (void)state;
    static const struct line lines[] = {
        BEGIN, NO_TOPICS, FOR_MYSELF, WLZ(ANSWER_NO), PROVIDER(MEE), CHANNEL(CHANNEL_CALL),
        TYPE("jamila", SCREEN_NAME), WAIT(179, SCREEN_NAME), WAIT(1, SCREEN_STILL_THERE),
        PRESS(MSG_STAY, 0, SCREEN_NAME), WAIT(180, SCREEN_STILL_THERE),
        WAIT_WISH(45, SCREEN_WIPED, WISH(EFFECT_WIPE)), WAIT(10, SCREEN_REST),
        BEGIN, END,
    };
    struct visitor v;
    assert_int_equal(play("walked-away", lines, &v), 0);
    assert_int_equal(v.model.form.name.size_bytes, 0);
}

static void stop_asks_once_and_wipes(void **state)
{
    (void)state;
    static const struct line lines[] = {
        BEGIN, NO_TOPICS, PRESS(MSG_STOP, 0, SCREEN_STOP),
            PRESS(MSG_STOP_NO, 0, SCREEN_FOR_WHOM),
        PRESS(MSG_STOP, 0, SCREEN_STOP),
        PRESS_WISH(MSG_STOP_YES, 0, SCREEN_WIPED,
                   WISH(EFFECT_WIPE) | WISH(EFFECT_NEW_VISIT) | WISH(EFFECT_HELLO)),
        PRESS(MSG_NEXT, 0, SCREEN_REST), END,
    };
    struct visitor v;
    assert_int_equal(play("stop", lines, &v), 0);
}

static void out_of_service_and_back(void **state)
{
    (void)state;
    static const struct line lines[] = {
        PRESS(MSG_LINK_NOT_READY, 0, SCREEN_OUT_OF_SERVICE),
        PRESS(MSG_START, -1, SCREEN_OUT_OF_SERVICE),
        PRESS(MSG_OPEN, SCREEN_LETTERS, SCREEN_LETTERS),
        PRESS(MSG_CLOSE, 0, SCREEN_OUT_OF_SERVICE),
        WAIT_WISH(15, SCREEN_OUT_OF_SERVICE, WISH(EFFECT_HELLO)),
        PRESS(MSG_LINK_READY, 0, SCREEN_REST), BEGIN,
        PRESS(MSG_LINK_NOT_READY, 0, SCREEN_TOPICS),   /* who is under way goes on */
        PRESS(MSG_STOP, 0, SCREEN_STOP), PRESS(MSG_STOP_YES, 0, SCREEN_WIPED),
        WAIT(10, SCREEN_OUT_OF_SERVICE), END,
    };
    struct visitor v;
    assert_int_equal(play("out-of-service", lines, &v), 0);
}

static void help_now_gives_numbers_and_the_way_back(void **state)
{
    (void)state;
    static const struct line lines[] = {
        PRESS(MSG_START, -1, SCREEN_HOME), PRESS(MSG_OPEN, SCREEN_HELP_NOW, SCREEN_HELP_NOW),
        PRESS(MSG_BACK, 0, SCREEN_HOME), PRESS(MSG_OPEN, SCREEN_HELP_NOW, SCREEN_HELP_NOW),
        PRESS_WISH(MSG_FINISH, 0, SCREEN_WIPED, WISH(EFFECT_WIPE)), END,
    };
    struct visitor v;
    assert_int_equal(play("help-now", lines, &v), 0);
}

static void two_visitors_in_a_row_know_nothing_of_each_other(void **state)
{
    (void)state;
    static const struct line lines[] = {
        PRESS(MSG_START, AR, SCREEN_HOME), PRESS(MSG_TEXT_SIZE, 4, SCREEN_HOME),
        PRESS(MSG_OPEN, SCREEN_TOPICS, SCREEN_TOPICS),
            PRESS(MSG_TOPIC, TOPIC_PGB, SCREEN_TOPICS),
        NO_TOPICS, FOR_MYSELF, WLZ(ANSWER_NO), PROVIDER(MEE), CHANNEL(CHANNEL_CALL),
        NAMED("jamila", SCREEN_PHONE), PHONE("0612345678", ANSWER_YES), ANY_TIME,
        PRESS(MSG_TALK_LANGUAGE, NL, SCREEN_TALK), IN_DUTCH, SENDS, ARRIVES, GOES_AWAY,
        BEGIN, NO_TOPICS, FOR_MYSELF, WLZ(ANSWER_NO), PROVIDER(ERVARING), CHANNEL(CHANNEL_HOME),
        NAMED("jan", SCREEN_PHONE), PHONE("0201234567", ANSWER_NO), ANY_TIME, IN_DUTCH, SENDS,
        ARRIVES, END,
    };
    struct visitor v;
    assert_int_equal(play("two-visitors", lines, &v), 2);
    assert_int_equal(v.visits, 2);
    assert_int_equal(v.model.preferences.language, NL);
    assert_int_equal(v.model.preferences.text_size, 2);
    assert_int_equal(v.model.form.topics, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shortest_way_to_a_supporter),
        cmocka_unit_test(a_mother_asks_for_her_child_in_arabic_by_mail),
        cmocka_unit_test(somebody_with_a_wlz_decision_is_visited_at_home),
        cmocka_unit_test(another_supporter_without_saying_why),
        cmocka_unit_test(the_volunteers_for_older_people_are_called_by_the_visitor),
        cmocka_unit_test(slips_are_mended_on_the_way),
        cmocka_unit_test(everything_is_changed_on_the_review),
        cmocka_unit_test(five_taps_on_send_are_one_request),
        cmocka_unit_test(a_silent_courier_then_one_more_try),
        cmocka_unit_test(a_refused_number_is_mended_and_sent_as_a_new_request),
        cmocka_unit_test(somebody_walks_away_in_the_middle),
        cmocka_unit_test(stop_asks_once_and_wipes),
        cmocka_unit_test(out_of_service_and_back),
        cmocka_unit_test(help_now_gives_numbers_and_the_way_back),
        cmocka_unit_test(two_visitors_in_a_row_know_nothing_of_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
