/* SPDX-License-Identifier: EUPL-1.2 */
/* frame.h - from a built tree to places, pixels and words: layout, direction, draw list, hit,
 * focus, tree as JSON. */
#ifndef NAAST_VIEW_FRAME_H
#define NAAST_VIEW_FRAME_H
#include "base/bytes.h"
#include "view/draw.h"

struct frame {
    struct node *root;
    struct panel panel;
    bool is_right_to_left;
    int page, pages;               /* 0-based page shown, number of pages (at least 1) */
    bool is_full;                  /* the arena was full: a defect */
    struct draw_list draw;
};

/* Lays out, mirrors for right-to-left, and makes the draw list; all in build->arena. */
void frame_finish(struct build *build, const struct measure *measure, struct frame *frame_out);

/* The node a finger at x, y is on: whole cards count, gaps do not. NULL: nothing to press. */
const struct node *frame_hit(const struct frame *frame, int x, int y);
/* The same for a finger that came down on the node `held_id` ("" on none): a trembling hand may
 * slip 4 mm off it, as long as no other target is as near (tremor). */
const struct node *frame_hit_from(const struct frame *frame, const char *held_id, int x, int y);
/* NULL: not there, or on another page. */
const struct node *frame_find(const struct frame *frame, const char *id);
/* Order of the keypad follows meaning; wraps round. `from` "" starts at the first, backwards at
 * the last before the toolbar. NULL: nothing to focus. */
const struct node *frame_focus_next(const struct frame *frame, const char *from,
                                    bool backwards);
/* Whether one step more goes round: the visitor hears "einde" first. */
bool frame_focus_is_end(const struct frame *frame, const char *from, bool backwards);
/* To the next row, card or bar, or to the begin of the one before; NULL: there is none. */
const struct node *frame_focus_jump(const struct frame *frame, const char *from,
                                    bool backwards);

/* Makes what a language needs once and what takes ICU some milliseconds: call it when the
 * screen stands and nothing waits, so that no visitor waits for it. */
void frame_warm(const struct model *model);

/* The line that --tree writes (DESIGN 7). */
enum err frame_write_tree(const struct frame *frame, const struct model *model,
                          unsigned long number, struct bytes *json_out) MUST_USE;

/* Touch rules (DESIGN 6), pure: act on release in the same target, slide off cancels, first
 * finger only, the same target is deaf for 500 ms, a new screen for 300 ms. Units: boot ms. */
struct touch {
    int64_t finger;                /* -1: none down */
    char node[NODE_ID_BYTES];      /* where the finger came down */
    bool is_on_target;
    uint64_t down_ms;
    char read_node[NODE_ID_BYTES]; /* what the finger is on, pressable or not */
    bool may_read, is_reading;     /* it rested first; it slides now, and presses nothing */
    char last_node[NODE_ID_BYTES];
    uint64_t last_press_ms;
    uint64_t screen_since_ms;
    enum screen screen, overlay;
};
void touch_init(struct touch *touch);
/* Tells the touch rules which screen is being shown; call after every presented frame. */
void touch_see(struct touch *touch, const struct model *model, uint64_t now_ms);
/* The keypad's choose shares the guard (EN 301 549, 5.8): whether this press counts. */
bool touch_takes_key(struct touch *touch, const struct node *target, int deaf_ms,
                     uint64_t now_ms);
enum touch_phase { TOUCH_DOWN, TOUCH_MOVE, TOUCH_UP };
/* Gives up to two messages for update(): the pressed look (TOUCH_DOWN/TOUCH_UP) and the press
 * itself. Returns how many. */
int touch_step(struct touch *touch, const struct frame *frame, const struct model *model,
               enum touch_phase phase, int64_t finger, int x, int y, uint64_t now_ms,
               struct message out[2]);

#endif
