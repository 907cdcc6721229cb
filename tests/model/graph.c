/* SPDX-License-Identifier: EUPL-1.2 */
/* graph.c - walks every press from every screen, and so proves that no screen is out of reach
 * and none is a trap.
 *
 * A point is a screen with what decides where a press leads: step, overlay, and a few
 * answers. From each new point every message is tried with every value that could matter;
 * where that leads to is an edge. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdlib.h>

#include "model/visitor.h"

#define POINTS_MOST 4000
#define EDGES_MOST 200000

struct point { struct visitor visitor; };
struct edge { int from, to; enum message_kind kind; };

struct graph {
    uint32_t keys[POINTS_MOST];   /* beside the points: they are looked up all the time */
    struct point *points;
    struct edge *edges;
    int point_count, edge_count;
};

static uint32_t key_of(const struct model *m)
{
    const struct question *here = flow_here(m);
    bool is_right = here && here->check(m) == MISTAKE_NONE;
    uint32_t key = (uint32_t)m->screen;
    key = key << 5 | (uint32_t)m->overlay;
    key = key << 4 | (uint32_t)m->step;
    /* the answers below do not change where it leads */
    if (m->overlay != SCREEN_COUNT) return key << 7;
    key = key << 1 | is_right;
    key = key << 1 | m->is_switching;
    key = key << 1 | m->returns_to_review;
    key = key << 1 | (m->form.channel == CHANNEL_EMAIL);
    key = key << 1 | (m->form.for_whom == FOR_SOMEONE_ELSE);
    key = key << 1 | (m->form.talk_language > 0);
    return key << 1 | (m->history_count > 0);
}

static int point_of(struct graph *g, const struct visitor *v)
{
    uint32_t key = key_of(&v->model);
    for (int i = 0; i < g->point_count; i++)
        if (g->keys[i] == key) return i;
    assert_true(g->point_count < POINTS_MOST);
    g->keys[g->point_count] = key;
    g->points[g->point_count] = (struct point){*v};
    return g->point_count++;
}

static void add_edge(struct graph *g, int from, const struct visitor *v, enum message_kind kind)
{
    int to = point_of(g, v);
    if (to == from) return;
    for (int i = g->edge_count; i-- > 0 && g->edges[i].from == from;)
        if (g->edges[i].to == to && g->edges[i].kind == kind) return;
    assert_true(g->edge_count < EDGES_MOST);
    g->edges[g->edge_count++] = (struct edge){from, to, kind};
}

static void try_keys(struct graph *g, int from)
{
    static const char *const keys[] = {"jan", "0612345678", "jan@b.nl"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct visitor v = g->points[from].visitor;
        visitor_type(&v, keys[i]);
        add_edge(g, from, &v, MSG_TYPE);
    }
}

/* What the courier may say at any time, and the clock. */
static void try_world(struct graph *g, int from)
{
    static const enum message_kind kinds[] = {
        MSG_LINK_READY, MSG_LINK_NOT_READY, MSG_LINK_KEPT, MSG_LINK_NOT_KEPT,
        MSG_LINK_DELIVERED, MSG_LINK_WAITING, MSG_LINK_BAD_CONTACT,
    };
    static const int waits_s[] = {3, 130, 200};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        for (int32_t field = FIELD_NAME; field <= FIELD_EMAIL; field++) {
            struct visitor v = g->points[from].visitor;
            visitor_link(&v, kinds[i], field);
            add_edge(g, from, &v, kinds[i]);
        }
    }
    for (size_t i = 0; i < sizeof waits_s / sizeof waits_s[0]; i++) {
        struct visitor v = g->points[from].visitor;
        visitor_wait(&v, (uint64_t)waits_s[i] * 1000);
        add_edge(g, from, &v, MSG_TICK);
    }
}

/* Screens are opened and changed by their number; no other choice has more than a dozen. */
static int32_t values_end(enum message_kind kind)
{
    return kind == MSG_OPEN || kind == MSG_CHANGE ? SCREEN_COUNT : 12;
}

static void try_presses(struct graph *g, int from)
{
    for (unsigned i = MSG_START; i <= MSG_CLOSE; i++) {
        enum message_kind kind = (enum message_kind)i;
        if (kind == MSG_TYPE) continue;
        for (int32_t value = -1; value < values_end(kind); value++) {
            /* Presses that mean nothing here do nothing: tests/model/flow.c. */
            if (!flow_takes(&g->points[from].visitor.model, kind, value)) continue;
            struct visitor v = g->points[from].visitor;
            visitor_press(&v, kind, value);
            add_edge(g, from, &v, kind);
        }
    }
}

static int make_graph(void **state)
{
    static struct graph g;
    struct visitor v;
    g.points = calloc(POINTS_MOST, sizeof *g.points);
    g.edges = calloc(EDGES_MOST, sizeof *g.edges);
    if (!g.points || !g.edges) return -1;
    visitor_arrive(&v);
    point_of(&g, &v);
    for (int i = 0; i < g.point_count; i++) {
        try_presses(&g, i);
        try_keys(&g, i);
        try_world(&g, i);
    }
    print_message("graph: %d points, %d edges\n", g.point_count, g.edge_count);
    *state = &g;
    return 0;
}

static int free_graph(void **state)
{
    struct graph *g = *state;
    free(g->points);
    free(g->edges);
    return 0;
}

static void every_screen_and_every_question_is_reached(void **state)
{
    const struct graph *g = *state;
    bool seen[SCREEN_COUNT][EXPLAIN_STEPS] = {{false}};
    static const int steps[SCREEN_COUNT] = {
        [SCREEN_EXPLAIN] = EXPLAIN_STEPS, [SCREEN_FOR_WHOM] = FOR_WHOM_STEPS,
        [SCREEN_PHONE] = PHONE_STEPS, [SCREEN_WHEN] = WHEN_STEPS, [SCREEN_TALK] = TALK_STEPS,
    };
    for (int i = 0; i < g->point_count; i++) {
        const struct model *m = &g->points[i].visitor.model;
        assert_true(m->step >= 0 && m->step < (steps[m->screen] ? steps[m->screen] : 1));
        seen[m->screen][m->step] = true;
        if (m->overlay != SCREEN_COUNT) seen[m->overlay][0] = true;
    }
    for (unsigned s = 0; s < SCREEN_COUNT; s++)
        for (int step = 0; step < (steps[s] ? steps[s] : 1); step++)
            if (!seen[s][step])
                fail_msg("nobody gets to %s %d", screen_name((enum screen)s), step);
}

static bool leaves(const struct graph *g, int from, enum message_kind kind)
{
    for (int i = 0; i < g->edge_count; i++)
        if (g->edges[i].from == from && g->edges[i].kind == kind) return true;
    return false;
}

static void every_screen_goes_back_or_finishes_by_a_press(void **state)
{
    const struct graph *g = *state;
    for (int i = 0; i < g->point_count; i++) {
        const struct visitor *v = &g->points[i].visitor;
        enum screen up = visitor_up(v);
        if (up == SCREEN_REST || up == SCREEN_OUT_OF_SERVICE) continue;   /* nobody is there */
        /* ends by itself in seconds; wiping is still a press away */
        if (up == SCREEN_SENDING) {
            assert_true(leaves(g, i, MSG_TICK) && leaves(g, i, MSG_STOP));
            continue;
        }
        if (!leaves(g, i, MSG_BACK) && !leaves(g, i, MSG_FINISH) && !leaves(g, i, MSG_STAY))
            fail_msg("%s is a trap", screen_name(up));
        /* letters while out of service */
        if (screen_kind(v->model.screen) == SCREEN_KIND_REST) continue;
        if (up != SCREEN_WIPED && up != SCREEN_STOP && up != SCREEN_STILL_THERE &&
            !leaves(g, i, MSG_STOP))
            fail_msg("no stop on %s", screen_name(up));
    }
}

/* Backwards from the rest screen, over the edges that match. */
static void mark_ways_to_rest(const struct graph *g, bool *reaches,
                              bool (*matches)(enum message_kind kind))
{
    bool grows = true;
    reaches[0] = true;
    while (grows) {
        grows = false;
        for (int i = 0; i < g->edge_count; i++) {
            const struct edge *edge = &g->edges[i];
            if (!reaches[edge->to] || reaches[edge->from] || !matches(edge->kind)) continue;
            reaches[edge->from] = grows = true;
        }
    }
}

static bool is_clock(enum message_kind kind)
{
    return kind == MSG_TICK || kind == MSG_LINK_READY;
}
static bool is_back(enum message_kind kind)
{
    return kind == MSG_BACK || kind == MSG_FINISH || kind == MSG_STOP_YES || kind == MSG_STAY ||
           /* sending and out-of-service have no way back */
           kind == MSG_LINK_DELIVERED || kind == MSG_LINK_READY;
}

static void whoever_walks_away_leaves_a_rest_screen_behind(void **state)
{
    const struct graph *g = *state;
    bool *reaches = calloc((size_t)g->point_count, sizeof *reaches);
    assert_non_null(reaches);
    mark_ways_to_rest(g, reaches, is_clock);
    for (int i = 0; i < g->point_count; i++)
        if (!reaches[i])
            fail_msg("%s stays for ever", screen_name(visitor_up(&g->points[i].visitor)));
    free(reaches);
}

static void going_back_often_enough_always_ends_the_visit(void **state)
{
    const struct graph *g = *state;
    bool *reaches = calloc((size_t)g->point_count, sizeof *reaches);
    assert_non_null(reaches);
    mark_ways_to_rest(g, reaches, is_back);
    for (int i = 0; i < g->point_count; i++)
        if (!reaches[i])
            fail_msg("no way back from %s", screen_name(visitor_up(&g->points[i].visitor)));
    free(reaches);
}

static void nothing_is_sent_but_by_the_send_buttons_and_the_resend(void **state)
{
    const struct graph *g = *state;
    for (int i = 0; i < g->edge_count; i++) {
        const struct visitor *from = &g->points[g->edges[i].from].visitor;
        enum screen to = g->points[g->edges[i].to].visitor.model.screen;
        if (to != SCREEN_SENDING || from->model.screen == SCREEN_SENDING) continue;
        assert_true(g->edges[i].kind == MSG_SEND || g->edges[i].kind == MSG_SEND_AGAIN);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_screen_and_every_question_is_reached),
        cmocka_unit_test(every_screen_goes_back_or_finishes_by_a_press),
        cmocka_unit_test(whoever_walks_away_leaves_a_rest_screen_behind),
        cmocka_unit_test(going_back_often_enough_always_ends_the_visit),
        cmocka_unit_test(nothing_is_sent_but_by_the_send_buttons_and_the_resend),
    };
    return cmocka_run_group_tests(tests, make_graph, free_graph);
}
