/* SPDX-License-Identifier: EUPL-1.2 */
/* keypad_walk.h - somebody with a keypad in a test: presses keys as the kiosk takes them, and
 * knows the shortest way from everything to everything. */
#ifndef NAAST_TESTS_SCREENS_KEYPAD_WALK_H
#define NAAST_TESTS_SCREENS_KEYPAD_WALK_H
#include "screens/stage.h"
#include "view/keypad.h"

#define PLACES_MOST 96
#define KEYS_WALKING 5
#define WALKER_PAUSE_MS 600      /* between two presses: nobody's hand trembles */

enum walking { WITH_THREE_KEYS, WITH_ROWS_TOO };

/* Everything that can have the focus, and how many presses lie between; -1: no way. */
struct way { int to, cost; };
struct paths {
    char ids[PLACES_MOST][NODE_ID_BYTES];
    struct way ways[PLACES_MOST][KEYS_WALKING];
    int presses[PLACES_MOST][PLACES_MOST];
    int count;
};

/* The screen of the stage's model as a frame that is not laid out; a loan until the next. */
const struct frame *walk_frame(void);
struct paths paths_of(const struct frame *frame, enum walking walking);
int paths_find(const struct paths *paths, const char *id);   /* -1: not there */

struct walker {
    struct model *model;
    struct keypad keypad;
    struct touch touch;
    struct effects fx;               /* of the last press */
    uint64_t now_ms;
    unsigned pause_ms;               /* before the next press */
    int presses;                     /* of keys, all together */
    int count;                       /* messages that the last key gave */
};

void walker_at(struct walker *walker, const char *scene);
void walker_press(struct walker *walker, enum key key);
void walker_give(struct walker *walker, struct message message);
/* The shortest way there with three keys, and choose. */
void walker_choose(struct walker *walker, const char *id);
void walker_type(struct walker *walker, const char *letters);

#endif
