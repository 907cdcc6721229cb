/* SPDX-License-Identifier: EUPL-1.2 */
/* command_demo_tree.h - what the kiosk says is on its screen (naast-kiosk --tree). */
#ifndef NAAST_APPS_COMMAND_DEMO_TREE_H
#define NAAST_APPS_COMMAND_DEMO_TREE_H
#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"

#define DEMO_VALUE_BYTES 512

struct demo_node {
    int x, y, width, height;
    bool is_pressable;
    char value[DEMO_VALUE_BYTES]; /* its value, else its name */
};

/* Which screen is shown. ERR_MISSING (no tree yet), ERR_FORMAT, ERR_LARGE. */
enum err demo_tree_screen(const char *tree_path, char *out, size_t room_bytes) MUST_USE;
/* The node with this id. ERR_MISSING: it is not on the page that is shown. */
enum err demo_tree_find(const char *tree_path, const char *id,
                        struct demo_node *node_out) MUST_USE;

#endif
