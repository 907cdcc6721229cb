/* SPDX-License-Identifier: EUPL-1.2 */
/* topic.h - config/topics.json: what a question can be about. Codes are those of the contract
 * (intake.md 2.2). */
#ifndef NAAST_CONTENT_TOPIC_H
#define NAAST_CONTENT_TOPIC_H
#include "content/pictogram.h"
#include "content/texts.h"

#define TOPICS_MOST 32

struct topic {
    char code[33];          /* "wonen" */
    enum text label;        /* "topic.wonen" */
    enum text explanation;  /* "topic.wonen.uitleg": one short sentence */
    enum pictogram pictogram;
    bool is_unsure;         /* "ik weet het niet": chosen alone */
};

struct topics {
    struct topic all[TOPICS_MOST];
    int count;
};

int topic_find(const struct topics *topics, const char *code);   /* -1 */

#endif
