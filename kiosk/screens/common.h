/* SPDX-License-Identifier: EUPL-1.2 */
/* common.h - what most screens share: presses, the buttons at the bottom, the place above. */
#ifndef NAAST_SCREENS_COMMON_H
#define NAAST_SCREENS_COMMON_H
#include "view/parts.h"

struct message press(enum message_kind kind, int32_t value);

/* The mark with "Nog 4 vragen" where questions are asked, and with the name of the place
 * everywhere else. */
void common_header(struct build *build);
/* Terug and Verder; with `skip` (TEXT_COUNT: none) a button that goes on without an answer. */
void common_nav(struct build *build, enum text skip);
/* What is wrong with the answer on this screen, if anything is: which answer, and what to
 * do. */
void common_mistake(struct build *build);
/* A row of Ja, Nee and, with `has_unsure`, Ik weet het niet; each sends `kind` with an enum
 * answer. */
struct yes_no {
    const char *id;
    enum message_kind kind;
    enum answer chosen;
    enum text yes, no;             /* what the two say */
    struct words yes_line, no_line, unsure_line;   /* below; utf8 NULL: nothing */
    bool has_unsure;
};
void common_yes_no(struct build *build, struct yes_no yes_no);

/* A large picture beside (or, in portrait, above) the few sentences of a screen that only
 * tells something. */
void common_scene_open(struct build *build, const char *id, enum pictogram pictogram,
                       struct words name);
void common_scene_close(struct build *build);

/* The same, told as this visitor wants it: all sentences beside one large picture; with
 * pictures a card for each; where it is calm one sentence a page. */
struct told {
    const char *id;
    enum pictogram pictogram;
    bool is_crossed;               /* "does not": the picture is crossed out */
    struct words text;
};
void common_tell_open(struct build *build, const char *id, enum pictogram pictogram,
                      struct words name);
void common_tell(struct build *build, struct told told);
void common_tell_close(struct build *build);
/* The picture before a question that has one only "met plaatjes". */
enum pictogram common_picture(const struct build *build, enum pictogram pictogram);

/* The chosen provider; NULL before there is one. */
const struct provider *common_provider(const struct build *build);
/* A text that names the chosen provider, "{provider} belt u." */
struct words words_of_provider(struct build *build, enum text text,
                               const struct provider *provider);

#endif
