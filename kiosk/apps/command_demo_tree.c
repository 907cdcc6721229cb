/* SPDX-License-Identifier: EUPL-1.2 */
/* command_demo_tree.c - the tree of a full screen is larger than the JSON we take in one piece,
 * so its head and each of its nodes are cut out and read one by one. */
#include "apps/command_demo_tree.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"

#define TREE_BYTES (1024 * 1024)
#define NODES "\"nodes\":["

static enum err read_tree(const char *tree_path, struct bytes *tree, char **nodes_out)
{
    enum err err = file_read(tree_path, tree);
    if (err) return err;
    char *nodes = strstr(tree->start, NODES);
    if (!nodes) return ERR_FORMAT;
    *nodes_out = nodes + strlen(NODES);
    return ERR_NONE;
}

enum err demo_tree_screen(const char *tree_path, char *out, size_t room_bytes)
{
    struct bytes tree = {.limit_bytes = TREE_BYTES}, head = {.limit_bytes = JSON_SIZE_BYTES};
    struct json *document = NULL;
    struct json_problem problem;
    char *nodes = NULL;
    enum err err = read_tree(tree_path, &tree, &nodes);
    if (!err) err = bytes_add(&head, tree.start, (size_t)(nodes - tree.start));
    if (!err) err = bytes_add_text(&head, "]}");
    if (!err) err = json_read(head.start, head.size_bytes, &document, &problem);
    if (err) goto out;
    const struct json *screen = json_member(document, "screen");
    const char *text = screen ? json_text(screen) : NULL;
    if (text) snprintf(out, room_bytes, "%s", text);
    else err = ERR_FORMAT;
out:
    json_free(document);
    bytes_wipe(&head);
    bytes_wipe(&tree);
    return err;
}

/* Where the object that begins at `from` ends; NULL when it does not. */
static const char *object_end(const char *from)
{
    int depth = 0;
    bool is_text = false;
    for (const char *at = from; *at; at++) {
        if (is_text && *at == '\\' && at[1]) at++;
        else if (*at == '"') is_text = !is_text;
        else if (is_text) continue;
        else if (*at == '{') depth++;
        else if (*at == '}' && --depth == 0) return at + 1;
    }
    return NULL;
}

static bool is_node(const struct json *node, const char *id)
{
    const struct json *value = json_member(node, "id");
    return value && json_text(value) && strcmp(json_text(value), id) == 0;
}

static void take_text(const struct json *node, struct demo_node *node_out)
{
    static const char *const keys[] = {"value", "name"};
    for (int i = 0; i < 2 && !node_out->value[0]; i++) {
        const struct json *value = json_member(node, keys[i]);
        const char *text = value ? json_text(value) : NULL;
        if (text) snprintf(node_out->value, sizeof node_out->value, "%s", text);
    }
}

static enum err take_node(const struct json *node, struct demo_node *node_out)
{
    const struct json *rect = json_member(node, "rect"),
                      *pressable = json_member(node, "pressable");
    if (!rect || json_count(rect) != 4) return ERR_FORMAT;
    int *const sides[] = {&node_out->x, &node_out->y, &node_out->width, &node_out->height};
    int i = 0;
    *node_out = (struct demo_node){.is_pressable = pressable && json_is_true(pressable)};
    for (const struct json *side = json_first(rect); side; side = json_next(side))
        *sides[i++] = (int)json_number(side);
    take_text(node, node_out);
    return ERR_NONE;
}

enum err demo_tree_find(const char *tree_path, const char *id, struct demo_node *node_out)
{
    struct bytes tree = {.limit_bytes = TREE_BYTES};
    char *nodes = NULL;
    enum err err = read_tree(tree_path, &tree, &nodes);
    bool is_found = false;
    for (const char *at = nodes; !err && !is_found && (at = strchr(at, '{'));) {
        const char *end = object_end(at);
        struct json *node = NULL;
        struct json_problem problem;
        err = end ? json_read(at, (size_t)(end - at), &node, &problem) : ERR_FORMAT;
        if (!err && is_node(node, id)) {
            is_found = true;
            err = take_node(node, node_out);
        }
        json_free(node);
        at = end;
    }
    bytes_wipe(&tree);
    return !err && !is_found ? ERR_MISSING : err;
}
