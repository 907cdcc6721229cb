/* SPDX-License-Identifier: EUPL-1.2 */
/* The line that --tree writes (DESIGN 7). What a visitor typed is never in it: a dot for every
 * letter instead, because the file lies outside locked memory. */
#include <string.h>
#include "base/json_write.h"
#include "base/utf8.h"
#include "content/content.h"
#include "view/draw_make.h"

static const char *role_name(enum role role)
{
    switch (role) {
    case ROLE_SCREEN: return "screen";
    case ROLE_GROUP: return "group";
    case ROLE_HEADING: return "heading";
    case ROLE_TEXT: return "text";
    case ROLE_LABEL: return "label";
    case ROLE_BUTTON: return "button";
    case ROLE_CHOICE: return "choice";
    case ROLE_CHECKBOX: return "checkbox";
    case ROLE_FIELD: return "field";
    case ROLE_KEY: return "key";
    case ROLE_TOOL: return "tool";
    case ROLE_IMAGE: return "image";
    case ROLE_CODE: return "code";
    case ROLE_STATUS: return "status";
    }
    return "";
}

struct writing {
    struct json_writer json;
    const struct model *model;
    const struct theme *theme;
};

static void write_words(struct writing *writing, const char *key, const struct words *words)
{
    if (!words->utf8) {
        json_write_text(&writing->json, key, NULL);
        return;
    }
    if (!words->is_private) {
        json_write_text(&writing->json, key, words->utf8);
        return;
    }
    char dots[3 * 64 + 1] = "";
    size_t letters = utf8_count(words->utf8, strlen(words->utf8)), used = 0;
    for (size_t i = 0; i < letters && i < 64; i++, used += 3) memcpy(dots + used, "\u2022", 3);
    json_write_text_sized(&writing->json, key, dots, used);
}

static void write_color(struct writing *writing, const char *key, enum tone tone)
{
    static const char digits[] = "0123456789ABCDEF";
    struct color color = writing->theme->tones[tone];
    const uint8_t parts[3] = { color.red, color.green, color.blue };
    char text[8] = "#";
    for (int i = 0; i < 3; i++) {
        text[1 + 2 * i] = digits[parts[i] >> 4];
        text[2 + 2 * i] = digits[parts[i] & 15];
    }
    json_write_text(&writing->json, key, tone == TONE_NONE ? NULL : text);
}

static void write_states(struct writing *writing, const struct node *node)
{
    const struct { bool is_on; const char *name;
    } states[] = {
        { node->is_selected, "selected" },
        { node->is_checked, "checked" },
        { node->is_disabled, "disabled" },
        { node->is_primary, "primary" },
        { node->is_question, "question" },
        { writing->model->pressed[0] && strcmp(writing->model->pressed, node->id) == 0,
          "pressed" },
    };
    json_write_open(&writing->json, "states", '[');
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (states[i].is_on) json_write_text(&writing->json, NULL, states[i].name);
    json_write_close(&writing->json, ']');
}

static void write_rect(struct writing *writing, struct rect rect)
{
    json_write_open(&writing->json, "rect", '[');
    json_write_whole(&writing->json, NULL, rect.x);
    json_write_whole(&writing->json, NULL, rect.y);
    json_write_whole(&writing->json, NULL, rect.width);
    json_write_whole(&writing->json, NULL, rect.height);
    json_write_close(&writing->json, ']');
}

static void write_node(struct writing *writing, const struct node *node)
{
    if (node->is_hidden) return;
    struct json_writer *json = &writing->json;
    struct look look = draw_look(node, writing->model);
    writing->theme = draw_theme(node, writing->model);
    bool is_private = node->name.is_private || node->value.is_private;
    json_write_open(json, NULL, '{');
    json_write_text(json, "id", node->id);
    json_write_text(json, "parent", node->parent ? node->parent->id : NULL);
    json_write_text(json, "role", role_name(node->role));
    write_words(writing, "name", &node->name);
    write_words(writing, "value", &node->value);
    json_write_text(json, "pictogram", pictogram_key(node->pictogram));
    write_rect(writing, node->rect);
    json_write_whole(json, "text_px", node->shows_words ? node->text_px : 0);
    json_write_real(json, "cap_mm", node->shows_words ? node->cap_mm : 0.0);
    write_color(writing, "fg", look.ink);
    write_color(writing, "bg", look.ground);
    json_write_boolean(json, "pressable", node->press.kind != MSG_NONE && !node->is_disabled);
    json_write_boolean(json, "focused",
                       writing->model->focus[0] &&
                           strcmp(writing->model->focus, node->id) == 0);
    write_states(writing, node);
    json_write_boolean(json, "private", is_private);
    json_write_text(json, "lang", node->shows_words ? node->name.tag : NULL);
    json_write_boolean(json, "clipped", node->is_clipped);
    json_write_close(json, '}');
    if (node->second) write_node(writing, node->second);
    for (const struct node *at = node->first; at; at = at->next) write_node(writing, at);
}

enum err frame_write_tree(const struct frame *frame, const struct model *model,
                          unsigned long number, struct bytes *json_out)
{
    struct writing writing = { .json = { .to = json_out }, .model = model,
                               .theme = theme_get(model->preferences.theme) };
    struct json_writer *json = &writing.json;
    enum screen shown = model->overlay == SCREEN_COUNT ? model->screen : model->overlay;
    int language = model->preferences.language;
    json_write_open(json, NULL, '{');
    json_write_whole(json, "frame", (int64_t)number);
    json_write_text(json, "screen", screen_name(shown));
    json_write_text(json, "lang",
                    model->content->languages.all[language < 0 ? 0 : language].tag);
    int second = model->preferences.second_language;
    json_write_text(json, "second_lang",
                    second < 0 ? NULL : model->content->languages.all[second].tag);
    json_write_text(json, "dir", frame->is_right_to_left ? "rtl" : "ltr");
    json_write_open(json, "size", '[');
    json_write_whole(json, NULL, frame->panel.width_px);
    json_write_whole(json, NULL, frame->panel.height_px);
    json_write_close(json, ']');
    json_write_real(json, "px_per_mm", frame->panel.px_per_mm);
    json_write_whole(json, "text", model->preferences.text_size);
    json_write_text(json, "theme", writing.theme->name);
    json_write_open(json, "page", '[');
    json_write_whole(json, NULL, frame->page + 1);
    json_write_whole(json, NULL, frame->pages);
    json_write_close(json, ']');
    json_write_open(json, "nodes", '[');
    write_node(&writing, frame->root);
    json_write_close(json, ']');
    json_write_close(json, '}');
    return json->err;
}
