/* SPDX-License-Identifier: EUPL-1.2 */
/* sample_content.h - a small town, made in memory, so that tests of the model hang on no
 * file. */
#ifndef NAAST_TESTS_MODEL_SAMPLE_CONTENT_H
#define NAAST_TESTS_MODEL_SAMPLE_CONTENT_H
#include "model/model.h"

enum { NL, EN, AR, TR, SO, SAMPLE_LANGUAGES };             /* Somali only to talk in */
enum { TOPIC_LIVING, TOPIC_INCOME, TOPIC_PGB, TOPIC_UNSURE, SAMPLE_TOPICS };
enum {
    MEE,          /* everything */
    STICHTING,    /* by phone and e-mail only; working days */
    ERVARING,     /* volunteers; wants no topics */
    OUDEREN,      /* volunteers; no endpoint: phone and walk-in */
    RAADSLIEDEN,  /* at the office only */
    ZORGKANTOOR,  /* after a Wlz decision */
    SAMPLE_PROVIDERS
};
#define ALL_CHANNELS 0x0f
#define BIT(n) ((uint8_t)(1u << (n)))

void sample_text(char *to, size_t room, const char *from);
/* One for the whole program: struct content is large. */
struct content *sample_content(void);

#endif
