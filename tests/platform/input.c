/* SPDX-License-Identifier: EUPL-1.2 */
/* Fingers and keys: what counts, and what does nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "platform/input.h"

static struct pointing pointing = {.width_px = 1920, .height_px = 1080};

static int start_over(void **state)
{
    (void)state;
    pointing.has_finger = false;
    pointing.last_finger_ms = 0;
    return 0;
}

static SDL_Event key(SDL_Scancode code, Uint16 mod, Uint8 repeat)
{
    SDL_Event event = {.type = SDL_KEYDOWN};
    event.key.keysym.scancode = code;
    event.key.keysym.mod = mod;
    event.key.repeat = repeat;
    return event;
}

static SDL_Event finger(Uint32 type, SDL_FingerID id, float x, float y, Uint32 now_ms)
{
    SDL_Event event = {.type = type};
    event.tfinger.fingerId = id;
    event.tfinger.x = x;
    event.tfinger.y = y;
    event.tfinger.timestamp = now_ms;
    return event;
}

static SDL_Event mouse(Uint32 type, Uint8 button, int x, int y, Uint32 now_ms)
{
    SDL_Event event = {.type = type};
    event.button.button = button;
    event.button.x = x;
    event.button.y = y;
    event.button.timestamp = now_ms;
    return event;
}

static void every_key_of_the_profile_means_what_it_should(void **state)
{
    (void)state;
    static const struct {
        SDL_Scancode code;
        enum key key;
        const char *why;
    } rows[] = {
        {SDL_SCANCODE_UP, KEY_PREVIOUS, "one back in the order of meaning"},
        {SDL_SCANCODE_LEFT, KEY_ROW_BACK, "to the row before"},
        {SDL_SCANCODE_DOWN, KEY_NEXT, "one further"},
        {SDL_SCANCODE_RIGHT, KEY_ROW_ON, "to the next row"},
        {SDL_SCANCODE_RETURN, KEY_CHOOSE, "choose"},
        {SDL_SCANCODE_KP_ENTER, KEY_CHOOSE, "choose, on a number pad"},
        {SDL_SCANCODE_ESCAPE, KEY_BACK, "to the screen before"},
        {SDL_SCANCODE_PAGEDOWN, KEY_FORWARD, "the button that leads on"},
        {SDL_SCANCODE_F1, KEY_HELP, "what do these keys do?"},
        {SDL_SCANCODE_R, KEY_REPEAT, "everything that is here, said"},
        {SDL_SCANCODE_SPACE, KEY_SWITCH, "the box of who has one switch"},
        {SDL_SCANCODE_A, KEY_NONE, "letters are typed on the screen"},
        {SDL_SCANCODE_F4, KEY_NONE, "no way out of the kiosk"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        SDL_Event event = key(rows[i].code, 0, 0);
        struct input input = input_from(&pointing, &event);
        assert_int_equal(input.key, rows[i].key);
        assert_int_equal(input.kind, rows[i].key == KEY_NONE ? INPUT_NONE : INPUT_KEY);
    }
}

static void an_ez_keypad_is_read_by_its_own_codes(void **state)
{
    (void)state;
    static const struct {
        SDL_Scancode code;
        enum key key;
    } rows[] = {
        {108, KEY_HELP}, {109, KEY_PREVIOUS}, {110, KEY_NEXT}, {111, KEY_CHOOSE},
        {112, KEY_BACK},   {113, KEY_FORWARD},  {114, KEY_ROW_BACK}, {115, KEY_ROW_ON},
        {SDL_SCANCODE_UP, KEY_NONE}, {SDL_SCANCODE_RETURN, KEY_NONE},
    };
    pointing.profile = KEY_PROFILE_EZ;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        SDL_Event event = key(rows[i].code, 0, 0);
        assert_int_equal(input_from(&pointing, &event).key, rows[i].key);
    }
    pointing.profile = KEY_PROFILE_ARROWS;
}

/* Plugging a keypad in or out sends events about devices; none of them is a press. */
static void a_keypad_that_comes_and_goes_does_nothing(void **state)
{
    (void)state;
    static const Uint32 kinds[] = {SDL_KEYMAPCHANGED, SDL_AUDIODEVICEADDED,
                                   SDL_AUDIODEVICEREMOVED, SDL_JOYDEVICEADDED, SDL_KEYUP};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        SDL_Event event = {.type = kinds[i]};
        assert_int_equal(input_from(&pointing, &event).kind, INPUT_NONE);
    }
}

static void a_held_key_counts_once(void **state)
{
    (void)state;
    SDL_Event event = key(SDL_SCANCODE_RETURN, 0, 1);
    assert_int_equal(input_from(&pointing, &event).kind, INPUT_NONE);
}

static void chords_do_nothing(void **state)
{
    (void)state;
    static const Uint16 mods[] = {KMOD_LCTRL, KMOD_RALT, KMOD_LGUI};
    for (size_t i = 0; i < sizeof mods / sizeof mods[0]; i++) {
        SDL_Event event = key(SDL_SCANCODE_ESCAPE, mods[i], 0);
        assert_int_equal(input_from(&pointing, &event).kind, INPUT_NONE);
    }
}

static void a_finger_is_where_it_is_on_the_screen(void **state)
{
    (void)state;
    SDL_Event event = finger(SDL_FINGERDOWN, 7, 0.5f, 0.25f, 1);
    struct input input = input_from(&pointing, &event);
    assert_int_equal(input.kind, INPUT_TOUCH);
    assert_int_equal(input.phase, TOUCH_DOWN);
    assert_int_equal(input.x, 960);
    assert_int_equal(input.y, 270);
    event = finger(SDL_FINGERUP, 7, 0.5f, 0.25f, 2);
    assert_int_equal(input_from(&pointing, &event).finger, input.finger);
}

static void the_mouse_that_follows_a_finger_is_not_a_second_finger(void **state)
{
    (void)state;
    SDL_Event touch = finger(SDL_FINGERDOWN, 0, 0.5f, 0.5f, 5000);
    assert_int_equal(input_from(&pointing, &touch).kind, INPUT_TOUCH);
    SDL_Event echo = mouse(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 960, 540, 5001);
    assert_int_equal(input_from(&pointing, &echo).kind, INPUT_NONE);
    SDL_Event later = mouse(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 960, 540, 8000);
    assert_int_equal(input_from(&pointing, &later).kind, INPUT_TOUCH);
}

static void only_the_left_mouse_button_is_a_finger(void **state)
{
    (void)state;
    SDL_Event event = mouse(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 12, 34, 1);
    struct input input = input_from(&pointing, &event);
    assert_int_equal(input.kind, INPUT_TOUCH);
    assert_int_equal(input.x, 12);
    assert_int_equal(input.y, 34);
    event = mouse(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_RIGHT, 12, 34, 2);
    assert_int_equal(input_from(&pointing, &event).kind, INPUT_NONE);
}

static void a_mouse_without_a_button_down_touches_nothing(void **state)
{
    (void)state;
    SDL_Event event = {.type = SDL_MOUSEMOTION};
    assert_int_equal(input_from(&pointing, &event).kind, INPUT_NONE);
    event.motion.state = SDL_BUTTON_LMASK;
    assert_int_equal(input_from(&pointing, &event).phase, TOUCH_MOVE);
}

static void the_wheel_and_typed_text_do_nothing(void **state)
{
    (void)state;
    static const Uint32 types[] = {SDL_MOUSEWHEEL, SDL_TEXTINPUT, SDL_KEYUP, SDL_MULTIGESTURE};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        SDL_Event event = {.type = types[i]};
        assert_int_equal(input_from(&pointing, &event).kind, INPUT_NONE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(every_key_of_the_profile_means_what_it_should, start_over),
        cmocka_unit_test_setup(an_ez_keypad_is_read_by_its_own_codes, start_over),
        cmocka_unit_test_setup(a_keypad_that_comes_and_goes_does_nothing, start_over),
        cmocka_unit_test_setup(a_held_key_counts_once, start_over),
        cmocka_unit_test_setup(chords_do_nothing, start_over),
        cmocka_unit_test_setup(a_finger_is_where_it_is_on_the_screen, start_over),
        cmocka_unit_test_setup(the_mouse_that_follows_a_finger_is_not_a_second_finger,
                               start_over),
        cmocka_unit_test_setup(only_the_left_mouse_button_is_a_finger, start_over),
        cmocka_unit_test_setup(a_mouse_without_a_button_down_touches_nothing, start_over),
        cmocka_unit_test_setup(the_wheel_and_typed_text_do_nothing, start_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
