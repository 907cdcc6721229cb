/* SPDX-License-Identifier: EUPL-1.2 */
#include "view/speech.h"
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include "content/content.h"

static bool reads_second(const struct preferences *wishes)
{
    return wishes->reads_second && wishes->second_language >= 0;
}

/* Enough of a build to fill in words of our own. */
static struct build words_of(const struct speaking *speaking)
{
    const struct preferences *wishes = &speaking->model->preferences;
    return (struct build){.arena = speaking->arena,
                          .model = speaking->model,
                          .content = speaking->model->content,
                          .language = reads_second(wishes) ? wishes->second_language
                                                           : wishes->language};
}

static const char *tag_of(const struct speaking *speaking, const struct words *words)
{
    const struct languages *languages = &speaking->model->content->languages;
    if (words->tag) return words->tag;
    /* What the town hall wrote is in the source language; what a visitor typed is in their own.
     */
    return languages->all[words->is_private ? speaking->model->preferences.language : 0].tag;
}

/* A recording says the sentence as it is written: not one with a name or a number filled in. */
static enum text clip_of(const struct speaking *speaking, const struct words *words)
{
    const struct content *content = speaking->model->content;
    int place = words->tag ? language_find(&content->languages, words->tag) : -1;
    if (words->key == TEXT_COUNT || words->spoken || place < 0) return TEXT_COUNT;
    const char *written = text_get(&content->texts[place], words->key, -1);
    return written && words->utf8 && strcmp(written, words->utf8) == 0 ? words->key
                                                                       : TEXT_COUNT;
}

/* The leaf below `node` that shows these words. */
static const struct node *leaf_of(const struct node *node, const struct words *words)
{
    const struct words *own = node->role == ROLE_FIELD ? &node->value : &node->name;
    if (node->shows_words && own->utf8 && words->utf8 && strcmp(own->utf8, words->utf8) == 0)
        return node;
    if (node->second && node->second->name.utf8 == words->utf8) return node->second;
    for (const struct node *at = node->first; at; at = at->next) {
        const struct node *found = leaf_of(at, words);
        if (found) return found;
    }
    return NULL;
}

static void say(struct speaking *speaking, struct speech *speech, const struct words *words,
                const struct node *node)
{
    if (words->second && reads_second(&speaking->model->preferences)) words = words->second;
    const char *text = words->spoken ? words->spoken : words->utf8;
    if (!text || !text[0] || speech->count == SPEECH_MOST) return;
    struct utterance *utterance = &speech->all[speech->count++];
    const struct node *leaf = node ? leaf_of(node, words) : NULL;
    utterance->clip = clip_of(speaking, words);
    utterance->is_private = words->is_private;
    utterance->is_as_shown = leaf && !words->spoken;
    snprintf(utterance->tag, sizeof utterance->tag, "%s", tag_of(speaking, words));
    snprintf(utterance->node, sizeof utterance->node, "%s", leaf ? leaf->id : "");
    speech_spell(text, utterance->text, sizeof utterance->text);
}

static void say_text(struct speaking *speaking, struct speech *speech, enum text text)
{
    struct build build = words_of(speaking);
    struct words said = words(&build, text);
    say(speaking, speech, &said, NULL);
}

static void say_words(struct speaking *speaking, struct speech *speech,
                      const struct words *words, const struct node *node)
{
    if (words->is_private && !model_says_private(speaking->model))
        say_text(speaking, speech, TEXT_SAY_HIDDEN);
    else say(speaking, speech, words, node);
}

/* The two of a field: what is asked, and what is there. */
static void say_field(struct speaking *speaking, struct speech *speech, const struct node *node)
{
    say(speaking, speech, &node->name, node);
    if (!node->value.utf8 || !node->value.utf8[0]) say_text(speaking, speech, TEXT_SAY_EMPTY);
    else say_words(speaking, speech, &node->value, node);
}

/* On and off mean something only where a press is an answer, not where it leads somewhere. */
static bool has_state(const struct node *node)
{
    switch (node->role) {
    case ROLE_CHECKBOX: return true;
    case ROLE_CHOICE:
        return node->is_selected ||
               (node->press.kind >= MSG_TOPIC && node->press.kind <= MSG_FILTER) ||
               (node->press.kind >= MSG_CHANNEL && node->press.kind <= MSG_INTERPRETER) ||
               node->press.kind == MSG_LANGUAGE || node->press.kind == MSG_TEXT_SIZE ||
               node->press.kind == MSG_THEME || node->press.kind == MSG_SECOND_LANGUAGE;
    case ROLE_BUTTON:
    case ROLE_TOOL: return node->is_selected;
    case ROLE_SCREEN:
    case ROLE_GROUP:
    case ROLE_HEADING:
    case ROLE_TEXT:
    case ROLE_LABEL:
    case ROLE_FIELD:
    case ROLE_KEY:
    case ROLE_IMAGE:
    case ROLE_CODE:
    case ROLE_STATUS: break;
    }
    return false;
}

static bool is_choice(const struct node *node)
{
    return node->role == ROLE_CHOICE || node->role == ROLE_CHECKBOX;
}

/* Counts the choices from `at` on; `place` is that of `node` among them. */
static void count_choices(const struct node *at, const struct node *node, int *place,
                          int *total)
{
    for (; at; at = at->next) {
        *total += is_choice(at);
        if (at == node) *place = *total;
        count_choices(at->first, node, place, total);
    }
}

/* Columns are for the eye: who hears counts all choices of the screen's part. */
static void say_place(struct speaking *speaking, struct speech *speech, const struct node *node)
{
    int place = 0, total = 0;
    const struct node *part = node;
    while (part->parent && part->parent->parent) part = part->parent;
    count_choices(part->first, node, &place, &total);
    struct build build = words_of(speaking);
    struct words said =
        words_with(&build, TEXT_SAY_CHOICE,
                   (struct text_place[]){{"place", build_id(&build, "%d", place)},
                                         {"total", build_id(&build, "%d", total)},
                                         {NULL, NULL}});
    say(speaking, speech, &said, NULL);
}

static void say_state(struct speaking *speaking, struct speech *speech, const struct node *node)
{
    if (has_state(node))
        say_text(speaking, speech,
                 node->is_checked || node->is_selected ? TEXT_SAY_ON : TEXT_SAY_OFF);
}

static void say_press(struct speaking *speaking, struct speech *speech, const struct node *node)
{
    say_words(speaking, speech, &node->name, node);
    if (is_choice(node) && !node->name.spoken) say_words(speaking, speech, &node->value, node);
    if (is_choice(node)) say_place(speaking, speech, node);
    if (node->role == ROLE_BUTTON || node->role == ROLE_TOOL)
        say_text(speaking, speech, TEXT_SAY_BUTTON);
    if (node->is_stop) say_text(speaking, speech, TEXT_SAY_ROW);
    say_state(speaking, speech, node);
}

static bool is_pressable(const struct node *node)
{
    return node->press.kind != MSG_NONE && !node->is_disabled;
}

/* A picture beside its own word is said by the word. */
static bool is_said_in_words(const struct node *node, const struct node *picture)
{
    if (node->is_hidden) return false;
    if (node != picture && node->role != ROLE_IMAGE && node->name.utf8 &&
        (node->shows_words || is_pressable(node)) &&
        strcmp(node->name.utf8, picture->name.utf8) == 0)
        return true;
    for (const struct node *at = node->first; at; at = at->next)
        if (is_said_in_words(at, picture)) return true;
    return false;
}

struct reading {
    struct speaking *speaking;
    struct speech *speech;
    bool is_all;
};

static void read_node(struct reading *reading, const struct node *node)
{
    if (node->is_hidden && !node->is_only_said) return;
    if (is_pressable(node)) {
        if (reading->is_all && node->role != ROLE_KEY)
            say_press(reading->speaking, reading->speech, node);
        return;
    }
    bool is_picture = node->role == ROLE_IMAGE || node->role == ROLE_CODE;
    if (is_picture && node->name.utf8 &&
        !is_said_in_words(reading->speaking->frame->root, node))
        say(reading->speaking, reading->speech, &node->name, node);
    if (node->role == ROLE_FIELD) say_field(reading->speaking, reading->speech, node);
    else if (node->shows_words)
        say_words(reading->speaking, reading->speech, &node->name, node);
    for (const struct node *at = node->first; at; at = at->next) read_node(reading, at);
}

/* Where there is more to read than to choose, the reading is what one came for; and who must
 * say "yes, this is right" hears what. */
static bool reads_body(enum screen screen)
{
    switch (screen) {
    case SCREEN_EXPLAIN:
    case SCREEN_PROVIDER:
    case SCREEN_REVIEW:
    case SCREEN_SENDING:
    case SCREEN_SENT:
    case SCREEN_KEPT:
    case SCREEN_NOT_KEPT:
    case SCREEN_WIPED:
    case SCREEN_SWITCH:
    case SCREEN_HELP_NOW:
    case SCREEN_OUT_OF_SERVICE:
    case SCREEN_STILL_THERE: return true;
    case SCREEN_REST:
    case SCREEN_HOME:
    case SCREEN_TOPICS:
    case SCREEN_FOR_WHOM:
    case SCREEN_WLZ:
    case SCREEN_PROVIDERS:
    case SCREEN_CHANNEL:
    case SCREEN_NAME:
    case SCREEN_PHONE:
    case SCREEN_EMAIL:
    case SCREEN_WHEN:
    case SCREEN_TALK:
    case SCREEN_LANGUAGES:
    case SCREEN_TOGETHER:
    case SCREEN_LETTERS:
    case SCREEN_VOICE:
    case SCREEN_PRACTICE:
    case SCREEN_STOP:
    case SCREEN_COUNT: break;
    }
    return false;
}

static bool is_called(const struct node *node, const char *id)
{
    return strcmp(node->id, id) == 0;
}

static enum screen screen_up(const struct model *model)
{
    return model->overlay == SCREEN_COUNT ? model->screen : model->overlay;
}

static bool has_stop(const struct node *node)
{
    if (node->is_stop) return !node->is_hidden;
    for (const struct node *at = node->first; at; at = at->next)
        if (has_stop(at)) return true;
    return false;
}

/* Where something is typed, whoever arrives hears what, and that it is still empty. */
static void read_field(struct reading *reading, const struct node *node)
{
    if (node->role == ROLE_FIELD && !node->is_hidden) read_node(reading, node);
    for (const struct node *at = node->first; at; at = at->next) read_field(reading, at);
}

/* The question may stand anywhere: on a wide panel beside the keys. */
void speech_of_arrival(struct speaking *speaking, struct speech *speech_out)
{
    struct reading reading = {.speaking = speaking, .speech = speech_out};
    const struct node *top = frame_find(speaking->frame, "top");
    const struct node *body = frame_find(speaking->frame, "body");
    speech_out->count = 0;
    if (top) read_node(&reading, top);
    if (body && (!top || reads_body(screen_up(speaking->model)))) read_node(&reading, body);
    else if (body) read_field(&reading, body);
    if (has_stop(speaking->frame->root)) say_text(speaking, speech_out, TEXT_SAY_ROWS);
}

/* What stands on every screen comes last: who hears this page for the tenth time has heard it
 * nine times. */
void speech_of_all(struct speaking *speaking, struct speech *speech_out)
{
    struct reading reading = {.speaking = speaking, .speech = speech_out, .is_all = true};
    const struct node *header = NULL;
    speech_out->count = 0;
    for (const struct node *at = speaking->frame->root->first; at; at = at->next) {
        if (is_called(at, "header")) header = at;
        else read_node(&reading, at);
    }
    if (header) read_node(&reading, header);
}

void speech_of_node(struct speaking *speaking, const char *id, struct speech *speech_out)
{
    const struct node *node = frame_find(speaking->frame, id);
    struct reading reading = {.speaking = speaking, .speech = speech_out};
    speech_out->count = 0;
    if (!node) return;
    if (is_pressable(node)) say_press(speaking, speech_out, node);
    else read_node(&reading, node);
}

void speech_of_focus(struct speaking *speaking, struct speech *speech_out)
{
    const struct node *mistake = frame_find(speaking->frame, "mistake");
    struct reading reading = {.speaking = speaking, .speech = speech_out};
    speech_of_node(speaking, speaking->model->focus, speech_out);
    if (!mistake || speaking->model->mistake == MISTAKE_NONE ||
        speaking->model->mistake_is_heard)
        return;
    /* First what is wrong and what to do; then where one is. */
    speech_out->count = 0;
    read_node(&reading, mistake);
    const struct node *node = frame_find(speaking->frame, speaking->model->focus);
    if (!node) return;
    if (is_pressable(node)) say_press(speaking, speech_out, node);
    else read_node(&reading, node);
}

static void say_key(struct speaking *speaking, struct speech *speech, const struct node *key)
{
    bool is_digit = key->press.typed[0] >= '0' && key->press.typed[0] <= '9';
    if (key->press.kind == MSG_ERASE || key->press.kind == MSG_ERASE_ALL) {
        say_text(speaking, speech, TEXT_SAY_ERASED);
    } else if (key->press.kind == MSG_TYPE && !model_says_private(speaking->model)) {
        say_text(speaking, speech, is_digit ? TEXT_SAY_DIGIT : TEXT_SAY_LETTER);
    } else {
        struct words said = key->name;
        said.is_private = key->press.kind == MSG_TYPE;
        say(speaking, speech, &said, key);
    }
}

void speech_of_trial(struct speaking *speaking, struct speech *speech_out)
{
    speech_of_node(speaking, "lead", speech_out);
}

void speech_of_edge(struct speaking *speaking, struct speech *speech_out)
{
    speech_out->count = 0;
    say_text(speaking, speech_out, speaking->model->edge < 0 ? TEXT_SAY_BEGIN : TEXT_SAY_END);
}

void speech_of_press(struct speaking *speaking, const char *id, struct speech *speech_out)
{
    const struct node *node = frame_find(speaking->frame, id);
    speech_out->count = 0;
    if (!node) return;
    if (node->role == ROLE_KEY) {
        say_key(speaking, speech_out, node);
        return;
    }
    say_words(speaking, speech_out, &node->name, node);
    say_state(speaking, speech_out, node);
    const struct node *focus = frame_find(speaking->frame, speaking->model->focus);
    if (focus && focus != node && is_pressable(focus)) say_press(speaking, speech_out, focus);
}

void speech_wipe(struct speech *speech)
{
    sodium_memzero(speech, sizeof *speech);
}

static bool is_inside(struct rect rect, int x, int y)
{
    return x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
}

static const struct node *read_at(const struct node *node, int x, int y)
{
    if (node->is_hidden || !is_inside(node->rect, x, y)) return NULL;
    if ((is_pressable(node) && !node->is_stop) || node->shows_words) return node;
    for (const struct node *at = node->first; at; at = at->next) {
        const struct node *found = read_at(at, x, y);
        if (found) return found;
    }
    return NULL;
}

const struct node *speech_at(const struct frame *frame, int x, int y)
{
    return frame->root ? read_at(frame->root, x, y) : NULL;
}
