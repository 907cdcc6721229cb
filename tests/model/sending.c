/* SPDX-License-Identifier: EUPL-1.2 */
/* sending.c - one request for one visit, and only the truth about where it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "model/visitor.h"

static void visitor_sends(struct visitor *v)
{
    visitor_at(v, SCREEN_REVIEW, 0);
    visitor_press(v, MSG_SEND, 0);
    assert_int_equal(v->model.screen, SCREEN_SENDING);
}

static void sending_happens_once_however_often_it_is_tapped(void **state)
{
    (void)state;
    struct visitor v;
    visitor_sends(&v);
    for (int i = 0; i < 5; i++) visitor_press(&v, MSG_SEND, 0);
    assert_int_equal(v.submits, 1);
    assert_int_equal(v.model.form.consent_wall_s, v.wall_s);
    assert_true(id_is_same(v.submitted, v.model.seed.id));
}

static void arrived_is_said_only_after_the_provider_said_so(void **state)
{
    (void)state;
    struct visitor v;
    visitor_sends(&v);
    visitor_link(&v, MSG_LINK_KEPT, 0);
    assert_int_equal(v.model.screen, SCREEN_SENDING);
    visitor_wait(&v, 7999);
    assert_int_equal(v.model.screen, SCREEN_SENDING);
    visitor_link(&v, MSG_LINK_DELIVERED, 0);
    assert_int_equal(v.model.screen, SCREEN_SENT);
    visitor_wait(&v, 10000);
    assert_int_equal(v.model.screen, SCREEN_SENT);
    visitor_link(&v, MSG_LINK_WAITING, 0);
    visitor_link(&v, MSG_LINK_KEPT, 0);
    visitor_link(&v, MSG_LINK_NOT_KEPT, 0);
    assert_int_equal(v.model.screen, SCREEN_SENT);
    assert_int_equal(v.submits, 1);
}

static void after_eight_seconds_without_receipt_it_is_kept_and_may_still_arrive(void **state)
{
    (void)state;
    struct visitor v;
    visitor_sends(&v);
    visitor_link(&v, MSG_LINK_KEPT, 0);
    visitor_wait(&v, 8000);
    assert_int_equal(v.model.screen, SCREEN_KEPT);
    visitor_link(&v, MSG_LINK_DELIVERED, 0);
    assert_int_equal(v.model.screen, SCREEN_SENT);
}

static void waiting_is_kept_at_once(void **state)
{
    (void)state;
    struct visitor v;
    visitor_sends(&v);
    visitor_link(&v, MSG_LINK_KEPT, 0);
    visitor_link(&v, MSG_LINK_WAITING, 0);
    assert_int_equal(v.model.screen, SCREEN_KEPT);
    visitor_link(&v, MSG_LINK_WAITING, 0);
    assert_int_equal(v.model.screen, SCREEN_KEPT);
}

static void a_silent_courier_is_asked_again_and_then_the_truth_is_told(void **state)
{
    (void)state;
    struct visitor v;
    visitor_sends(&v);
    struct id id = v.submitted;
    visitor_wait(&v, 1999);
    assert_int_equal(v.submits, 1);
    visitor_wait(&v, 1);
    assert_int_equal(v.submits, 2);
    assert_true(id_is_same(v.submitted, id));
    visitor_wait(&v, 1999);
    assert_int_equal(v.model.screen, SCREEN_SENDING);
    visitor_wait(&v, 1);
    assert_int_equal(v.model.screen, SCREEN_NOT_KEPT);
    assert_int_equal(v.submits, 2);
    visitor_press(&v, MSG_SEND_AGAIN, 0);
    visitor_press(&v, MSG_SEND_AGAIN, 0);
    assert_int_equal(v.submits, 3);
    assert_true(id_is_same(v.submitted, id));
    visitor_link(&v, MSG_LINK_KEPT, 0);
    visitor_link(&v, MSG_LINK_DELIVERED, 0);
    assert_int_equal(v.model.screen, SCREEN_SENT);
}

static void not_kept_is_said_at_once_and_the_form_waits_for_one_more_try(void **state)
{
    (void)state;
    struct visitor v;
    visitor_sends(&v);
    visitor_link(&v, MSG_LINK_NOT_KEPT, 0);
    assert_int_equal(v.model.screen, SCREEN_NOT_KEPT);
    assert_string_equal(v.model.form.name.utf8, "Jamila");
    /* changed answers under a used id would never be looked at */
    visitor_press(&v, MSG_BACK, 0);
    assert_int_equal(v.model.screen, SCREEN_NOT_KEPT);
    visitor_press(&v, MSG_FINISH, 0);
    assert_int_equal(v.model.screen, SCREEN_WIPED);
}

static void a_late_kept_turns_not_kept_into_kept(void **state)
{
    (void)state;
    struct visitor v;
    visitor_sends(&v);
    visitor_wait(&v, 5000);
    assert_int_equal(v.model.screen, SCREEN_NOT_KEPT);
    visitor_link(&v, MSG_LINK_KEPT, 0);
    assert_int_equal(v.model.screen, SCREEN_KEPT);
    visitor_link(&v, MSG_LINK_NOT_KEPT, 0);   /* about the try before */
    assert_int_equal(v.model.screen, SCREEN_KEPT);
    visitor_link(&v, MSG_LINK_DELIVERED, 0);
    assert_int_equal(v.model.screen, SCREEN_SENT);
}

static void a_kept_request_is_not_undone_by_a_late_not_kept(void **state)
{
    (void)state;
    struct visitor v;
    visitor_sends(&v);
    visitor_link(&v, MSG_LINK_KEPT, 0);
    visitor_link(&v, MSG_LINK_NOT_KEPT, 0);
    assert_int_equal(v.model.screen, SCREEN_SENDING);
    visitor_wait(&v, 8000);
    assert_int_equal(v.model.screen, SCREEN_KEPT);
}

static void news_about_another_request_is_not_for_this_visitor(void **state)
{
    (void)state;
    static const enum message_kind kinds[] = {
        MSG_LINK_KEPT, MSG_LINK_NOT_KEPT, MSG_LINK_DELIVERED, MSG_LINK_WAITING,
        MSG_LINK_BAD_CONTACT,
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct visitor v;
        visitor_sends(&v);
        struct id old = v.submitted;
        visitor_send(&v,
                     (struct message){.kind = kinds[i], .value = FIELD_PHONE, .id = id_new()});
        assert_int_equal(v.model.screen, SCREEN_SENDING);
        assert_int_equal(v.model.sending, SENDING_ASKED);
        visitor_press(&v, MSG_STOP, 0);
        visitor_press(&v, MSG_STOP_YES, 0);
        visitor_walk_to(&v, SCREEN_REVIEW, 0);   /* the next visitor */
        visitor_send(&v, (struct message){.kind = kinds[i], .value = FIELD_PHONE, .id = old});
        assert_int_equal(v.model.screen, SCREEN_REVIEW);
        visitor_press(&v, MSG_SEND, 0);
        visitor_send(&v, (struct message){.kind = kinds[i], .value = FIELD_PHONE, .id = old});
        assert_int_equal(v.model.screen, SCREEN_SENDING);
    }
}

static void news_before_anything_was_sent_is_ignored(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_NAME, 0);
    visitor_link(&v, MSG_LINK_DELIVERED, 0);
    visitor_link(&v, MSG_LINK_BAD_CONTACT, FIELD_NAME);
    assert_int_equal(v.model.screen, SCREEN_NAME);
    assert_int_equal(v.new_ids, 0);
}

static void a_refused_field_is_asked_again_under_a_new_id(void **state)
{
    (void)state;
    struct visitor v;
    visitor_sends(&v);
    struct id old = v.submitted;
    char old_reference[REFERENCE_BYTES];
    memcpy(old_reference, v.model.form.reference, sizeof old_reference);
    visitor_link(&v, MSG_LINK_KEPT, 0);
    visitor_link(&v, MSG_LINK_BAD_CONTACT, FIELD_PHONE);
    assert_int_equal(v.model.screen, SCREEN_PHONE);
    assert_int_equal(v.model.mistake, MISTAKE_REFUSED);
    assert_string_equal(v.model.focus, field_node(FIELD_PHONE));
    assert_int_equal(v.new_ids, 1);
    assert_false(id_is_same(v.model.form.id, old));
    assert_string_not_equal(v.model.form.reference, old_reference);
    assert_int_equal(v.model.form.consent_wall_s, 0);
    /* to mend, not to type again */
    assert_string_equal(v.model.form.phone.utf8, "0612345678");

    visitor_press(&v, MSG_ERASE, 0);
    visitor_write(&v, "9");
    visitor_press(&v, MSG_NEXT, 0);
    visitor_press(&v, MSG_NEXT, 0);
    assert_int_equal(v.model.screen, SCREEN_REVIEW);
    visitor_press(&v, MSG_SEND, 0);
    assert_int_equal(v.submits, 2);
    assert_false(id_is_same(v.submitted, old));
    visitor_link(&v, MSG_LINK_KEPT, 0);
    visitor_link(&v, MSG_LINK_DELIVERED, 0);
    assert_int_equal(v.model.screen, SCREEN_SENT);
}

static void back_from_a_refused_field_keeps_the_new_id(void **state)
{
    (void)state;
    struct visitor v;
    visitor_sends(&v);
    struct id old = v.submitted;
    visitor_link(&v, MSG_LINK_BAD_CONTACT, FIELD_NAME);
    assert_int_equal(v.model.screen, SCREEN_NAME);
    visitor_press(&v, MSG_BACK, 0);
    assert_int_equal(v.model.screen, SCREEN_REVIEW);
    assert_false(id_is_same(v.model.form.id, old));
    assert_string_equal(v.model.form.reference, v.model.seed.reference);
    visitor_press(&v, MSG_BACK, 0);
    assert_int_equal(v.model.screen, SCREEN_TALK);
}

static void a_refusal_that_no_field_can_mend_leaves_it_kept(void **state)
{
    (void)state;
    static const int32_t fields[] = {FIELD_EMAIL, FIELD_NONE, FIELD_WLZ, 99, -1};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        struct visitor v;
        visitor_sends(&v);
        visitor_link(&v, MSG_LINK_KEPT, 0);
        visitor_link(&v, MSG_LINK_BAD_CONTACT, fields[i]);
        assert_int_equal(v.model.screen, SCREEN_SENDING);
        assert_true(id_is_same(v.model.form.id, v.submitted));
        visitor_wait(&v, 8000);
        assert_int_equal(v.model.screen, SCREEN_KEPT);
    }
}

static void a_refusal_reaches_the_visitor_behind_an_overlay_and_on_kept(void **state)
{
    (void)state;
    struct visitor v;
    visitor_sends(&v);
    visitor_link(&v, MSG_LINK_KEPT, 0);
    visitor_wait(&v, 8000);
    visitor_press(&v, MSG_OPEN, SCREEN_LETTERS);
    visitor_link(&v, MSG_LINK_BAD_CONTACT, FIELD_PHONE);
    assert_int_equal(visitor_up(&v), SCREEN_PHONE);
}

static void the_review_tries_even_when_the_courier_seemed_away(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_REVIEW, 0);
    visitor_press(&v, MSG_LINK_NOT_READY, 0);
    assert_int_equal(v.model.screen, SCREEN_REVIEW);
    visitor_press(&v, MSG_SEND, 0);
    assert_int_equal(v.submits, 1);
    visitor_link(&v, MSG_LINK_KEPT, 0);
    visitor_link(&v, MSG_LINK_DELIVERED, 0);
    visitor_press(&v, MSG_FINISH, 0);
    visitor_press(&v, MSG_FINISH, 0);
    assert_int_equal(v.model.screen, SCREEN_OUT_OF_SERVICE);   /* for the next visitor */
}

static void a_wrong_answer_on_the_review_is_shown_and_nothing_is_sent(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_REVIEW, 0);
    private_text_wipe(&v.model.form.phone);
    visitor_press(&v, MSG_SEND, 0);
    assert_int_equal(v.submits, 0);
    assert_int_equal(v.model.screen, SCREEN_PHONE);
    assert_int_equal(v.model.mistake, MISTAKE_PHONE_EMPTY);
}

static void without_an_id_nothing_is_sent_and_one_is_asked_for(void **state)
{
    (void)state;
    struct visitor v;
    struct effects fx = {0};
    visitor_at(&v, SCREEN_REVIEW, 0);
    v.model.form.id = (struct id){0};
    update(&v.model,
           &(struct message){.kind = MSG_SEND, .now_ms = v.now_ms, .wall_s = v.wall_s}, &fx);
    assert_false(effects_has(&fx, EFFECT_SUBMIT));
    assert_true(effects_has(&fx, EFFECT_NEW_ID));
    assert_int_equal(v.model.screen, SCREEN_REVIEW);
}

static void a_resend_that_comes_together_with_the_end_is_not_sent(void **state)
{
    (void)state;
    static const enum message_kind ends[] = {
        MSG_LINK_NOT_KEPT, MSG_LINK_DELIVERED, MSG_LINK_BAD_CONTACT,
    };
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        struct visitor v;
        visitor_sends(&v);
        v.now_ms += 2500;   /* the tick of the resend did not come before the news */
        visitor_link(&v, ends[i], FIELD_PHONE);
        assert_int_equal(v.submits, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sending_happens_once_however_often_it_is_tapped),
        cmocka_unit_test(arrived_is_said_only_after_the_provider_said_so),
        cmocka_unit_test(after_eight_seconds_without_receipt_it_is_kept_and_may_still_arrive),
        cmocka_unit_test(waiting_is_kept_at_once),
        cmocka_unit_test(a_silent_courier_is_asked_again_and_then_the_truth_is_told),
        cmocka_unit_test(not_kept_is_said_at_once_and_the_form_waits_for_one_more_try),
        cmocka_unit_test(a_late_kept_turns_not_kept_into_kept),
        cmocka_unit_test(a_kept_request_is_not_undone_by_a_late_not_kept),
        cmocka_unit_test(news_about_another_request_is_not_for_this_visitor),
        cmocka_unit_test(news_before_anything_was_sent_is_ignored),
        cmocka_unit_test(a_refused_field_is_asked_again_under_a_new_id),
        cmocka_unit_test(back_from_a_refused_field_keeps_the_new_id),
        cmocka_unit_test(a_refusal_that_no_field_can_mend_leaves_it_kept),
        cmocka_unit_test(a_refusal_reaches_the_visitor_behind_an_overlay_and_on_kept),
        cmocka_unit_test(the_review_tries_even_when_the_courier_seemed_away),
        cmocka_unit_test(a_wrong_answer_on_the_review_is_shown_and_nothing_is_sent),
        cmocka_unit_test(without_an_id_nothing_is_sent_and_one_is_asked_for),
        cmocka_unit_test(a_resend_that_comes_together_with_the_end_is_not_sent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
