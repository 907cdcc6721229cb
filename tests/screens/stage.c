/* SPDX-License-Identifier: EUPL-1.2 */
#include "screens/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define FRAME_BYTES (1 << 20)

const struct scene scenes[] = {
    {"rest", SCREEN_REST, 0},
    {"home", SCREEN_HOME, 0},
    {"explain what", SCREEN_EXPLAIN, EXPLAIN_WHAT},
    {"explain free", SCREEN_EXPLAIN, EXPLAIN_FREE},
    {"explain independent", SCREEN_EXPLAIN, EXPLAIN_INDEPENDENT},
    {"explain everyone", SCREEN_EXPLAIN, EXPLAIN_EVERYONE},
    {"explain does", SCREEN_EXPLAIN, EXPLAIN_DOES},
    {"explain does not", SCREEN_EXPLAIN, EXPLAIN_DOES_NOT},
    {"explain rights", SCREEN_EXPLAIN, EXPLAIN_RIGHTS},
    {"explain secret", SCREEN_EXPLAIN, EXPLAIN_SECRET},
    {"explain what happens", SCREEN_EXPLAIN, EXPLAIN_WHAT_HAPPENS},
    {"topics", SCREEN_TOPICS, 0},
    {"for-whom who", SCREEN_FOR_WHOM, FOR_WHOM_STEP_WHO},
    {"for-whom relation", SCREEN_FOR_WHOM, FOR_WHOM_STEP_RELATION},
    {"for-whom knows", SCREEN_FOR_WHOM, FOR_WHOM_STEP_KNOWS},
    {"wlz", SCREEN_WLZ, 0},
    {"providers", SCREEN_PROVIDERS, 0},
    {"provider", SCREEN_PROVIDER, 0},
    {"channel", SCREEN_CHANNEL, 0},
    {"name", SCREEN_NAME, 0},
    {"phone number", SCREEN_PHONE, PHONE_STEP_NUMBER},
    {"phone voicemail", SCREEN_PHONE, PHONE_STEP_VOICEMAIL},
    {"email", SCREEN_EMAIL, 0},
    {"when days", SCREEN_WHEN, WHEN_STEP_DAYS},
    {"when parts", SCREEN_WHEN, WHEN_STEP_PARTS},
    {"talk language", SCREEN_TALK, TALK_STEP_LANGUAGE},
    {"talk interpreter", SCREEN_TALK, TALK_STEP_INTERPRETER},
    {"review", SCREEN_REVIEW, 0},
    {"sending", SCREEN_SENDING, 0},
    {"sent", SCREEN_SENT, 0},
    {"kept", SCREEN_KEPT, 0},
    {"not-kept", SCREEN_NOT_KEPT, 0},
    {"wiped", SCREEN_WIPED, 0},
    {"switch", SCREEN_SWITCH, 0},
    {"help-now", SCREEN_HELP_NOW, 0},
    {"out-of-service", SCREEN_OUT_OF_SERVICE, 0},
    {"languages", SCREEN_LANGUAGES, 0},
    {"together", SCREEN_TOGETHER, 0},
    {"letters", SCREEN_LETTERS, 0},
    {"voice", SCREEN_VOICE, 0},
    {"practice", SCREEN_PRACTICE, 0},
    {"still-there", SCREEN_STILL_THERE, 0},
    {"stop", SCREEN_STOP, 0},
};
const int scenes_count = sizeof scenes / sizeof scenes[0];

static struct content *content;
static struct model *model;
static struct arena arena;
static struct build build;

int stage_open(void **state)
{
    (void)state;
    return stage_open_from(SOURCE_DIR "/config");
}

int stage_open_from(const char *config)
{
    static struct findings findings;
    content = calloc(1, sizeof *content);
    if (sodium_init() < 0 || !content) return -1;
    model = sodium_malloc(sizeof *model);
    if (!model || arena_init(&arena, FRAME_BYTES)) return -1;
    enum err err = content_load(config, content, &findings);
    for (int i = 0; err && i < findings.count; i++)
        print_error("%s:%d: %s\n", findings.all[i].file, findings.all[i].line,
                    findings.all[i].what);
    return err ? -1 : 0;
}

int stage_close(void **state)
{
    (void)state;
    arena_finish(&arena);
    sodium_free(model);
    content_finish(content);
    free(content);
    return 0;
}

struct model *stage_model(const struct scene *scene)
{
    model_init(model, content);
    screen_sample(model, scene->screen);
    model->step = scene->step;
    if (scene->step == FOR_WHOM_STEP_KNOWS && scene->screen == SCREEN_FOR_WHOM)
        model->form.for_whom = FOR_SOMEONE_ELSE;
    return model;
}

struct node *stage_build(void)
{
    arena_reset(&arena);
    build_begin(&build, &arena, model, (struct panel){1920, 1080,
                                                      1920 / content->settings.panel_width_mm});
    screen_build(&build);
    assert_false(build.is_full);
    return build.root;
}

const struct content *stage_content(void)
{
    return content;
}

const struct scene *stage_scene(const char *name)
{
    for (int i = 0; i < scenes_count; i++)
        if (strcmp(scenes[i].name, name) == 0) return &scenes[i];
    fail_msg("there is no scene %s", name);
    return NULL;
}

struct node *stage_next(struct node *node)
{
    if (node->first) return node->first;
    while (node && !node->next) node = node->parent;
    return node ? node->next : NULL;
}

struct node *stage_find(struct node *root, const char *id)
{
    for (struct node *node = root; node; node = stage_next(node))
        if (strcmp(node->id, id) == 0) return node;
    return NULL;
}
