/* SPDX-License-Identifier: EUPL-1.2 */
/* The window without a screen: what its queue of events forgets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <SDL.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory_scan.h"
#include "platform/window.h"

#define FINGERS 64
#define MARK "Qzwaxive"    /* as large as the number of a finger */

static struct memory_scan *scan;

static int places_of_mark(void)
{
    int places = -1;
    assert_int_equal(memory_scan_add(scan, MARK, sizeof MARK - 1), ERR_NONE);
    assert_int_equal(memory_scan_count(scan, &places), ERR_NONE);
    memory_scan_forget(scan);
    return places;
}

static void take_all(struct window *window)
{
    while (window_wait(window, 0).kind != INPUT_NONE) continue;
}

static void touch_everywhere(struct window *window)
{
    SDL_Event event = {.type = SDL_FINGERDOWN};
    memcpy(&event.tfinger.fingerId, MARK, sizeof event.tfinger.fingerId);
    for (int i = 0; i < FINGERS; i++) assert_int_equal(SDL_PushEvent(&event), 1);
    take_all(window);
    sodium_memzero(&event, sizeof event);
}

/* SDL keeps the room of an event that was taken, with all that it said, for the next one. */
static void after_a_visit_the_queue_does_not_tell_where_fingers_were(void **state)
{
    (void)state;
    struct window *window = NULL;
    assert_int_equal(
        window_open((struct window_wish){.width_px = 320, .height_px = 200}, &window),
        ERR_NONE);
    touch_everywhere(window);
    assert_true(places_of_mark() >= FINGERS);
    window_wipe(window);
    take_all(window);
    assert_true(places_of_mark() < 4);    /* at most a copy on the stack of this test */
    window_close(window);
}

int main(void)
{
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    if (sodium_init() < 0 || memory_scan_open(&scan)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(after_a_visit_the_queue_does_not_tell_where_fingers_were),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
