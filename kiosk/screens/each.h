/* SPDX-License-Identifier: EUPL-1.2 */
/* each.h - one function a screen, each in the file of its name. screens.c calls them,
 * nothing else does. */
#ifndef NAAST_SCREENS_EACH_H
#define NAAST_SCREENS_EACH_H
#include "view/build.h"

void screen_rest(struct build *build);
void screen_home(struct build *build);
void screen_explain(struct build *build);
void screen_topics(struct build *build);
void screen_for_whom(struct build *build);
void screen_wlz(struct build *build);
void screen_providers(struct build *build);
void screen_provider(struct build *build);
void screen_channel(struct build *build);
/* screen_name() is the word for a screen (model/screen.h) */
void screen_your_name(struct build *build);
void screen_phone(struct build *build);
void screen_email(struct build *build);
void screen_when(struct build *build);
void screen_talk(struct build *build);
void screen_review(struct build *build);
void screen_sending(struct build *build);
void screen_sent(struct build *build);
void screen_kept(struct build *build);
void screen_not_kept(struct build *build);
void screen_wiped(struct build *build);
void screen_switch(struct build *build);
void screen_help_now(struct build *build);
void screen_out_of_service(struct build *build);
void screen_languages(struct build *build);
void screen_together(struct build *build);
void screen_letters(struct build *build);
void screen_voice(struct build *build);
void screen_practice(struct build *build);
/* While practising the toolbar only says what it does. */
void practice_disarm(struct node *root);
void screen_still_there(struct build *build);
void screen_stop(struct build *build);

#endif
