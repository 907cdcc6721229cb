/* SPDX-License-Identifier: EUPL-1.2 */
/* rules_pools.c - how hard the texts of one screen are together. A formula says nothing about
 * one button, so texts are scored from 50 words on; screens that say less are scored with the
 * next ones. */
#include <stdio.h>
#include <string.h>

#include "content/readers.h"

/* A2. Source: reference/accessibility.md 5, with its calibration. */
#define MEAN_MOST 8.0
#define FLESCH_DOUMA_LEAST 90.0
#define LEESINDEX_LEAST 85.0
/* Shorter sentences are no good example of what is hard. */
#define HARDEST_WORDS_LEAST 3

static struct plain_pool *find_pool(struct plain_pools *pools, const char *name)
{
    for (int i = 0; i < pools->count; i++)
        if (strcmp(pools->all[i].name, name) == 0) return &pools->all[i];
    if (pools->count == PLAIN_POOLS_MOST) return &pools->all[PLAIN_POOLS_MOST - 1];
    struct plain_pool *pool = &pools->all[pools->count++];
    *pool = (struct plain_pool){.hardest = 1000};
    snprintf(pool->name, sizeof pool->name, "%s", name);
    return pool;
}

static void add_counts(struct plain_counts *to, const struct plain_counts *from)
{
    to->sentences += from->sentences;
    to->words += from->words;
    to->spoken_words += from->spoken_words;
    to->syllables += from->syllables;
}

void plain_pool_add(struct reading *reading, const struct json *value,
                    const struct plain_sentence *sentence, const char *name)
{
    if (!reading->pools) return;
    struct plain_pool *pool = find_pool(reading->pools, name);
    struct plain_counts alone = {0};
    plain_count(reading->plain, sentence, &alone);
    add_counts(&pool->counts, &alone);
    double score = plain_flesch_douma(&alone);
    if (alone.spoken_words < HARDEST_WORDS_LEAST || score >= pool->hardest) return;
    pool->hardest = score;
    plain_quote(sentence, pool->quote);
    snprintf(pool->file, sizeof pool->file, "%s", reading->file);
    pool->line = json_line(value);
}

static void add_up(struct plain_pool *to, const struct plain_pool *from)
{
    char name[PLAIN_POOL_NAME_BYTES];
    snprintf(name, sizeof name, "%.60s, %.30s", to->name, from->name);
    struct plain_pool sum = from->hardest < to->hardest ? *from : *to;
    memcpy(sum.name, name, sizeof sum.name);
    sum.counts = to->counts;
    add_counts(&sum.counts, &from->counts);
    *to = sum;
}

/* Afterwards every pool has words enough, except when all texts together have too few. */
static void join_small(struct plain_pools *pools)
{
    int kept = 0, last = -1;
    bool last_is_open = false;
    for (int i = 0; i < pools->count; i++) {
        struct plain_pool pool = pools->all[i];
        bool is_small = pool.counts.words < PLAIN_POOL_WORDS_LEAST;
        if (is_small && last_is_open) {
            add_up(&pools->all[last], &pool);
        } else {
            if (is_small) last = kept;
            pools->all[kept++] = pool;
        }
        if (is_small) last_is_open = pools->all[last].counts.words < PLAIN_POOL_WORDS_LEAST;
    }
    if (last_is_open && kept > 1) {
        struct plain_pool rest = pools->all[last];
        memmove(&pools->all[last], &pools->all[last + 1],
                (size_t)(kept - last - 1) * sizeof rest);
        kept--;
        add_up(&pools->all[last > 0 ? last - 1 : 0], &rest);
    }
    pools->count = kept;
}

static void check_pool(const struct plain_pool *pool, struct findings *findings)
{
    double mean = plain_words_per_sentence(&pool->counts);
    double douma = plain_flesch_douma(&pool->counts), index = plain_leesindex(&pool->counts);
    if (pool->counts.words < PLAIN_POOL_WORDS_LEAST) return;
    if (mean <= MEAN_MOST && douma >= FLESCH_DOUMA_LEAST && index >= LEESINDEX_LEAST) return;
    struct finding *finding =
        findings_add(findings, SEVERITY_WARNING, pool->file, pool->line, "plain-score");
    finding_what(finding,
                 "%s: Flesch-Douma %.0f (least %.0f), Leesindex %.0f (least %.0f), %.1f words "
                 "a sentence (most %.0f); hardest: \"%s\"",
                 pool->name, douma, FLESCH_DOUMA_LEAST, index, LEESINDEX_LEAST, mean, MEAN_MOST,
                 pool->quote);
    finding_mend(finding, "use shorter words and sentences, the hardest first");
}

void rules_pools(struct plain_pools *pools, struct findings *findings)
{
    join_small(pools);
    for (int i = 0; i < pools->count; i++) check_pool(&pools->all[i], findings);
}
