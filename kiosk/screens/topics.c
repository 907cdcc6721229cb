/* SPDX-License-Identifier: EUPL-1.2 */
/* topics.c - what the question is about: every area of life, or "I don't know". */
#include "screens/common.h"
#include "screens/each.h"

/* The tile shows a picture and a word, so that all of them can be seen at once; the voice
 * also says the sentence that explains it. */
static struct words tile_words(struct build *build, const struct topic *topic)
{
    struct words label = words(build, topic->label);
    label.spoken = words_with(build, TEXT_TOPIC_SPOKEN, (struct text_place[]){
        {"topic", label.utf8}, {"explanation", words(build, topic->explanation).utf8},
        {0}}).utf8;
    return label;
}

void screen_topics(struct build *build)
{
    const struct topics *topics = &build->content->topics;
    common_header(build);
    part_title(build, words(build, TEXT_TOPICS_TITLE),
               common_picture(build, PICTOGRAM_QUESTION), true);
    part_lead(build, words(build, TEXT_TOPICS_LEAD));
    common_mistake(build);
    body_open(build);
    grid_open(build, "topics.all", 6);
    for (int i = 0; i < topics->count; i++) {
        const struct topic *topic = &topics->all[i];
        part_choice(build, (struct choice){
            .id = build_id(build, "topic.%s", topic->code),
            .pictogram = topic->pictogram,
            .label = tile_words(build, topic),
            .press = press(MSG_TOPIC, i),
            .is_selected = build->model->form.topics >> i & 1,
            .is_checkbox = true, .is_tile = true,
        });
    }
    part_close(build);
    body_close(build);
    common_nav(build, TEXT_NAV_SKIP);
}
