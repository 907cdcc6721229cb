/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/command_demo_visit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "apps/command_demo_tree.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])
#define SCREEN_MS 5000 /* a screen comes at once; this is for a very slow machine */
#define DELIVERY_MS 30000
#define BETWEEN_TAPS_MS 350 /* a new screen takes no touch for 300 ms (DESIGN 6) */
#define SAME_KEY_MS 550     /* the same target is deaf for 500 ms */
#define PAGES_MOST 12
#define NODE_BYTES 128

enum step_kind {
    STEP_TAP,
    STEP_TAP_IF_THERE, /* the town may not have this choice */
    STEP_PROVIDER, /* any provider that can call back: their order is a fresh one each visit */
    STEP_TYPE,     /* `node` is what the keys' ids begin with */
};

struct step {
    const char *screen, *node, *typed, *says;
    enum step_kind kind;
    bool has_picture; /* before the tap, so that the picture shows the answer */
};

static const struct step steps[] = {
    {"rest", "rest.language.nl", NULL, "touches \"Nederlands\"", STEP_TAP, true},
    {"home", "home.ask", NULL, "wants help", STEP_TAP, true},
    {"topics", "topic.wonen", NULL, "has a question about housing", STEP_TAP_IF_THERE, false},
    {"topics", "nav.next", NULL, "goes on", STEP_TAP, true},
    {"for-whom", "for-whom.me", NULL, "asks for themselves", STEP_TAP, false},
    {"for-whom", "nav.next", NULL, "goes on", STEP_TAP, true},
    {"wlz", "wlz.no", NULL, "has no Wlz decision", STEP_TAP, false},
    {"wlz", "nav.next", NULL, "goes on", STEP_TAP, true},
    {"providers", "", NULL, "chooses a supporter", STEP_PROVIDER, true},
    {"channel", "channel.telefoon", NULL, "wants to be called", STEP_TAP, false},
    {"channel", "nav.next", NULL, "goes on", STEP_TAP, true},
    {"name", "key.", DEMO_NAME_TYPED, "types a name on the keys of the screen", STEP_TYPE,
     false},
    {"name", "nav.next", NULL, "goes on", STEP_TAP, true},
    {"phone", "pad.", DEMO_PHONE_TYPED, "types a phone number", STEP_TYPE, false},
    {"phone", "nav.next", NULL, "goes on", STEP_TAP, true},
    {"phone", "voicemail.no", NULL, "wants no message left behind", STEP_TAP, false},
    {"phone", "nav.next", NULL, "goes on", STEP_TAP, false},
    {"when", "when.tuesday", NULL, "is free on Tuesday", STEP_TAP_IF_THERE, false},
    {"when", "nav.next", NULL, "goes on", STEP_TAP, true},
    {"when", "when.morning", NULL, "prefers the morning", STEP_TAP_IF_THERE, false},
    {"when", "nav.next", NULL, "goes on", STEP_TAP, false},
    {"talk", "talk.nl", NULL, "wants to talk in Dutch", STEP_TAP_IF_THERE, false},
    {"talk", "nav.next", NULL, "goes on", STEP_TAP, true},
    {"review", "review.send", NULL, "reads it all back and sends it", STEP_TAP, true},
};

/* ---- looking ---- */

struct look {
    const struct demo_visit *visit;
    const char *screen, *node;
    char now[32];
    struct demo_node found;
};

static bool has_screen(void *with)
{
    struct look *look = with;
    enum err err = demo_tree_screen(look->visit->house->tree, look->now, sizeof look->now);
    return (!err && strcmp(look->now, look->screen) == 0) ||
           !demo_is_running(look->visit->kiosk);
}

static bool has_node(void *with)
{
    struct look *look = with;
    enum err err = demo_tree_find(look->visit->house->tree, look->node, &look->found);
    return (!err && look->found.is_pressable) || !demo_is_running(look->visit->kiosk);
}

static enum err say(const struct demo_visit *visit, const struct look *look, enum err err)
{
    if (err == ERR_CLOSED) return err;
    if (!demo_is_running(visit->kiosk))
        fputs("naast: the kiosk has stopped; its last words stand above\n", stderr);
    else if (look->node)
        fprintf(stderr, "naast: '%s' is not on the screen '%s'\n", look->node, look->screen);
    else
        fprintf(stderr, "naast: the screen '%s' does not come; this is '%s'\n", look->screen,
                look->now);
    return err ? err : ERR_MISSING;
}

static enum err wait_for_screen(const struct demo_visit *visit, const char *screen, int wait_ms)
{
    struct look look = {.visit = visit, .screen = screen};
    enum err err = demo_wait_until(has_screen, &look, wait_ms);
    return err || strcmp(look.now, screen) != 0 ? say(visit, &look, err) : ERR_NONE;
}

/* ---- doing ---- */

static enum err click(const struct demo_node *node)
{
    char x[16], y[16];
    snprintf(x, sizeof x, "%d", node->x + node->width / 2);
    snprintf(y, sizeof y, "%d", node->y + node->height / 2);
    const char *const words[] = {"xdotool", "mousemove", x, y, "click", "1", NULL};
    enum err err = demo_run(words, 0);
    if (err && err != ERR_CLOSED) fputs("naast: xdotool could not tap the screen\n", stderr);
    return err;
}

/* What leads on stands on the last page, so that all of a screen has been seen: go there first.
 */
static enum err tap(const struct demo_visit *visit, const char *screen, const char *node)
{
    for (int page = 0; page < PAGES_MOST; page++) {
        struct look look = {.visit = visit, .screen = screen, .node = node};
        struct demo_node more;
        bool has_more = demo_tree_find(visit->house->tree, "nav.more", &more) == ERR_NONE;
        int wait_ms = has_more && more.is_pressable ? BETWEEN_TAPS_MS : SCREEN_MS;
        enum err err = demo_wait_until(has_node, &look, wait_ms);
        if (!err && look.found.is_pressable) return click(&look.found);
        if (err != ERR_TIMEOUT || !has_more || !more.is_pressable)
            return say(visit, &look, err);
        err = click(&more);
        if (err) return err;
        demo_pause(BETWEEN_TAPS_MS);
    }
    return ERR_MISSING;
}

static enum err tap_if_there(const struct demo_visit *visit, const char *node)
{
    struct demo_node found;
    enum err err = demo_tree_find(visit->house->tree, node, &found);
    if (err == ERR_MISSING) return ERR_NONE;
    return err ? err : click(&found);
}

static enum err type(const struct demo_visit *visit, const struct step *step)
{
    enum err err = ERR_NONE;
    for (const char *sign = step->typed; *sign && !err; sign++) {
        char node[NODE_BYTES];
        snprintf(node, sizeof node, "%s%c", step->node, *sign);
        if (sign > step->typed && sign[-1] == *sign) demo_pause(SAME_KEY_MS);
        err = tap(visit, step->screen, node);
    }
    return err;
}

/* The first one on the page that takes requests by phone; otherwise on to the next page. */
static enum err choose_provider(const struct demo_visit *visit)
{
    for (int page = 0; page < PAGES_MOST; page++) {
        for (int i = 0; i < visit->house->callable_count; i++) {
            char node[NODE_BYTES];
            struct demo_node found;
            snprintf(node, sizeof node, "provider.%s.choose", visit->house->callable[i]);
            if (demo_tree_find(visit->house->tree, node, &found)) continue;
            printf("      (%s)\n", visit->house->callable[i]);
            return click(&found);
        }
        enum err err = tap(visit, "providers", "nav.more");
        if (err) return err;
        demo_pause(2 * BETWEEN_TAPS_MS); /* the same button is deaf for 500 ms */
    }
    fputs("naast: no supporter on the screen takes requests by phone\n", stderr);
    return ERR_MISSING;
}

static enum err take_picture(struct demo_visit *visit, const char *screen)
{
    char name[64], path[PATH_BYTES];
    snprintf(name, sizeof name, "%02d-%s.png", ++visit->picture_count, screen);
    enum err err = path_join(path, visit->pictures, name);
    if (err) return err;
    const char *const words[] = {"import", "-window", "root", path, NULL};
    err = demo_run(words, DEMO_IS_QUIET);
    if (err == ERR_CLOSED) return err;
    if (err)
        fprintf(stderr, "naast: 'import' (ImageMagick) could not take the picture %s\n", path);
    else printf("      picture: %s\n", path);
    return err;
}

static enum err make_step(struct demo_visit *visit, const struct step *step)
{
    enum err err = wait_for_screen(visit, step->screen, SCREEN_MS);
    if (err) return err;
    demo_pause(BETWEEN_TAPS_MS);
    printf("  %-9s the visitor %s\n", step->screen, step->says);
    fflush(stdout);
    if (step->has_picture) err = take_picture(visit, step->screen);
    if (err) return err;
    switch (step->kind) {
    case STEP_TAP: return tap(visit, step->screen, step->node);
    case STEP_TAP_IF_THERE: return tap_if_there(visit, step->node);
    case STEP_PROVIDER: return choose_provider(visit);
    case STEP_TYPE: return type(visit, step);
    }
    return ERR_NONE;
}

/* "482 913 7508" on the screen, without its spaces. */
static enum err read_reference(struct demo_visit *visit)
{
    struct demo_node node;
    size_t count = 0;
    enum err err = demo_tree_find(visit->house->tree, "reference.digits", &node);
    if (err) {
        fputs("naast: there is no reference on the last screen\n", stderr);
        return err;
    }
    for (const char *sign = node.value; *sign && count < REFERENCE_BYTES - 1; sign++)
        if (*sign >= '0' && *sign <= '9') visit->reference[count++] = *sign;
    visit->reference[count] = 0;
    if (reference_is_valid(visit->reference)) return ERR_NONE;
    fputs("naast: the reference on the last screen is not a valid one\n", stderr);
    return ERR_FORMAT;
}

enum err demo_visit_make(struct demo_visit *visit)
{
    if (mkdir(visit->pictures, 0755) < 0 && errno != EEXIST) {
        fprintf(stderr, "naast: the folder for pictures cannot be made: %s\n", visit->pictures);
        return ERR_DISK;
    }
    enum err err = ERR_NONE;
    for (size_t i = 0; i < COUNT(steps) && !err; i++) err = make_step(visit, &steps[i]);
    if (!err) err = wait_for_screen(visit, "sent", DELIVERY_MS);
    if (!err) {
        puts("  sent      the provider's system has confirmed the request");
        err = take_picture(visit, "sent");
    }
    if (!err) err = read_reference(visit);
    if (err) return err;
    demo_pause(BETWEEN_TAPS_MS);
    puts("  sent      the visitor is done and has everything erased");
    err = tap(visit, "sent", "outcome.finish");
    if (!err) err = wait_for_screen(visit, "wiped", SCREEN_MS);
    return err ? err : take_picture(visit, "wiped");
}
