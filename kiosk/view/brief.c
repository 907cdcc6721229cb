/* SPDX-License-Identifier: EUPL-1.2 */
#include "view/brief.h"

#include <stddef.h>

enum text brief_of(enum text whole)
{
    static const struct { enum text whole, brief; } briefs[] = {
        { TEXT_HOME_TITLE, TEXT_SHORT_HOME },
        { TEXT_HOME_ASK, TEXT_SHORT_ASK },
        { TEXT_HOME_EXPLAIN, TEXT_SHORT_EXPLAIN },
        { TEXT_HOME_SWITCH, TEXT_SHORT_SWITCH },
        { TEXT_HOME_HELP_NOW, TEXT_SHORT_HELP_NOW },
        { TEXT_FOR_WHOM_OTHER, TEXT_SHORT_OTHER },
        { TEXT_RELATION_PARENT, TEXT_SHORT_PARENT },
        { TEXT_RELATION_FAMILY, TEXT_SHORT_FAMILY },
        { TEXT_RELATION_FRIEND, TEXT_SHORT_FRIEND },
        { TEXT_RELATION_WORK, TEXT_SHORT_WORK },
        { TEXT_OTHER_KNOWS_TITLE, TEXT_SHORT_KNOWS },
        { TEXT_CHANNEL_OFFICE, TEXT_SHORT_OFFICE },
        { TEXT_CHANNEL_HOME, TEXT_SHORT_HOUSE },
        { TEXT_VOICEMAIL_YES, TEXT_ANSWER_YES },
        { TEXT_VOICEMAIL_NO, TEXT_ANSWER_NO },
        { TEXT_TALK_INTERPRETER_YES, TEXT_ANSWER_YES },
        { TEXT_TALK_INTERPRETER_NO, TEXT_ANSWER_NO },
        { TEXT_WHEN_ANY_DAY, TEXT_SHORT_ANY_DAY },
        { TEXT_WHEN_ANY_PART, TEXT_SHORT_ANY_PART },
        { TEXT_SENT_FINISH, TEXT_SHORT_FINISH },
        { TEXT_PROVIDER_MORE, TEXT_SHORT_EXPLAIN },
    };
    for (size_t i = 0; i < sizeof briefs / sizeof briefs[0]; i++)
        if (briefs[i].whole == whole) return briefs[i].brief;
    return TEXT_COUNT;
}
