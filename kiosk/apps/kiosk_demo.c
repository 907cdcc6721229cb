/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/kiosk_demo.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"

#define TREE_LIMIT_BYTES (512u << 10)

static uint64_t seen_hash(const struct frame *frame, const struct model *model)
{
    int facts[] = {(int)model->screen,
                   (int)model->overlay,
                   model->preferences.language,
                   model->preferences.second_language,
                   model->preferences.text_size,
                   (int)model->preferences.theme,
                   frame->page,
                   frame->pages,
                   frame->panel.width_px,
                   frame->panel.height_px};
    uint64_t hash = hash_bytes(frame->draw.hash, facts, sizeof facts);
    return hash_text(hash, model->focus);
}

void kiosk_demo_present(struct kiosk_demo *demo, const struct frame *frame,
                        const struct model *model)
{
    if (!demo->tree_path) return;
    uint64_t hash = seen_hash(frame, model);
    if (demo->frame_number > 0 && hash == demo->seen_hash) return;
    demo->seen_hash = hash;
    demo->frame_number++;
    struct bytes tree = {.limit_bytes = TREE_LIMIT_BYTES, .is_private = true};
    enum err err = frame_write_tree(frame, model, demo->frame_number, &tree);
    if (!err) err = file_replace(demo->tree_path, tree.start, tree.size_bytes, 0600);
    if (err) log_line(LOG_WARNING, "the tree is not written: %s", err_name(err));
    bytes_wipe(&tree);
}

enum err kiosk_demo_open_speech_log(const char *path)
{
    return file_replace(path, "", 0, 0600);
}
