/* SPDX-License-Identifier: EUPL-1.2 */
/* readers.h - inside content/ only: each kind of file reads its own document. content.c opens
 * the files.
 *
 * Each function turns every mistake into a finding and reads on. The struct is zeroed by the
 * caller. */
#ifndef NAAST_CONTENT_READERS_H
#define NAAST_CONTENT_READERS_H
#include "content/content.h"
#include "content/plain.h"
#include "content/table.h"

extern const struct table settings_table, languages_table, topics_table, provider_table,
    endpoint_table, key_layout_table, texts_table, plain_table;

/* The lists whose union over all providers the linter looks at; each ends in NULL. */
extern const char *const provider_groups[], *const provider_steps[], *const provider_bodies[];

/* content_load and check_in_full in one; `check` is NULL for a program that starts. ERR_MEMORY,
 * ERR_DISK: not the operator's mistake. Everything else is a finding. */
enum err content_read(const char *config_folder, const struct check *check,
                      struct content *content_out, struct findings *findings) MUST_USE;

void settings_read(struct reading *reading, const struct json *document,
                   struct settings *settings_out);
void languages_read(struct reading *reading, const struct json *document,
                    struct languages *languages_out);
void topics_read(struct reading *reading, const struct json *document,
                 struct topics *topics_out);
/* `name` is the file's name without ".json". */
void provider_read(struct reading *reading, const struct json *document, const char *name,
                   struct provider *provider_out);
void key_layout_read(struct reading *reading, const struct json *document, const char *name,
                     struct key_layout *layout_out);
/* Keeps the document: texts_finish frees it. `source` is NULL for the source language
 * itself. */
void texts_read(struct reading *reading, struct json *document, const char *tag,
                const struct texts *source, struct texts *texts_out);
void texts_finish(struct texts *texts);
void plain_read(struct reading *reading, const struct json *document, const char *tag,
                struct plain *plain_out);

/* `json` is the member "endpoint" of a provider's file, or NULL. */
void endpoint_check(struct reading *reading, const struct json *json,
                    const struct endpoint *endpoint);

/* Unix seconds; 0: no rule about the age of something is looked at. */
int64_t reading_wall_s(const struct reading *reading);

/* The linter's rules about one provider, and about all content together (intake.md 4.2). */
void rules_provider(struct reading *reading, const struct json *document,
                    const struct provider *provider);
void rules_settings(struct reading *reading, const struct json *document,
                    const struct settings *settings);
void rules_content(const char *config_folder, const struct content *content,
                   struct findings *findings);
void rules_texts(struct reading *reading, const struct json *document,
                 const struct language *language, const struct texts *texts);
/* V1: warns for a sentence of more than 15 words. */
void rules_sentence(struct reading *reading, const struct json *value);
/* One text of reading->plain's language; it counts in the score of `pool` unless that is
 * NULL. */
void rules_plain(struct reading *reading, const struct json *value, const char *pool);
void plain_quote(const struct plain_sentence *sentence, char out[PLAIN_QUOTE_BYTES]);
void plain_pool_add(struct reading *reading, const struct json *value,
                    const struct plain_sentence *sentence, const char *name);
/* Joins pools that are too small to score, then scores them. */
void rules_pools(struct plain_pools *pools, struct findings *findings);
/* `source` is NULL for the source language itself. */
void rules_facts(struct reading *reading, const struct json *document,
                 const struct texts *source, const struct texts *texts);
/* V10: nothing secret stands in a file that everyone may read. */
void rules_secrets(struct reading *reading, const struct json *document);
void rules_secret_files(const char *folder, struct findings *findings);

#endif
