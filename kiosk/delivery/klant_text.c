/* SPDX-License-Identifier: EUPL-1.2 */
#include "delivery/klant_text.h"

#include <stdio.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "base/id.h"

#define NAME_BYTES 96

struct word { const char *code, *dutch; };

/* A code that is not here is Dutch already. */
static const struct word words[] = {
    {"telefoon", "bellen"},
    {"email", "e-mailen"},
    {"bezoek-kantoor", "een gesprek op kantoor; maak eerst een afspraak"},
    {"huisbezoek", "een gesprek thuis; vraag het adres bij het eerste contact"},
    {"ma", "maandag"},
    {"di", "dinsdag"},
    {"wo", "woensdag"},
    {"do", "donderdag"},
    {"vr", "vrijdag"},
    {"za", "zaterdag"},
    {"zo", "zondag"},
    {"client", "cliënt"},
};

static enum err add_word(struct bytes *out, const char *code)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i].code, code) == 0) return bytes_add_text(out, words[i].dutch);
    enum err err = ERR_NONE;
    for (; !err && *code; code++) err = bytes_add(out, *code == '-' ? " " : code, 1);
    return err;
}

/* The member of a member, as text; NULL when it is not there. */
static const struct json *inside(const struct json *request, const char *group,
                                 const char *key)
{
    const struct json *object = json_member(request, group);
    return object && json_kind(object) == JSON_OBJECT ? json_member(object, key) : NULL;
}

static enum err add_list(struct bytes *out, const struct json *list)
{
    enum err err = ERR_NONE;
    const char *between = "";
    for (const struct json *word = json_first(list); !err && word; word = json_next(word)) {
        if (!json_text(word)) return ERR_FORMAT;
        err = bytes_add_text(out, between);
        if (!err) err = add_word(out, json_text(word));
        between = ", ";
    }
    return err;
}

/* "Dagen: maandag, woensdag.\n", and nothing at all when there is no list. */
static enum err add_choices(struct bytes *out, const char *name, const struct json *list)
{
    if (!list || json_kind(list) != JSON_ARRAY || !json_first(list)) return ERR_NONE;
    enum err err = bytes_add_format(out, "%s: ", name);
    if (!err) err = add_list(out, list);
    return err ? err : bytes_add_text(out, ".\n");
}

static enum err add_yes_no(struct bytes *out, const char *name, const struct json *value)
{
    if (!value || json_kind(value) != JSON_BOOLEAN) return ERR_NONE;
    return bytes_add_format(out, "%s: %s.\n", name, json_is_true(value) ? "ja" : "nee");
}

static bool is_for_other(const struct json *request)
{
    const char *who = json_text(inside(request, "namens", "wie"));
    return who && strcmp(who, "iemand-anders") == 0;
}

enum err klant_contents(const struct json *request, struct bytes *out)
{
    const struct json *topics = json_member(request, "onderwerpen");
    enum err err = bytes_add_text(
        out, "Een inwoner vraagt contact met een onafhankelijke cliëntondersteuner.\n");
    if (!err && is_for_other(request))
        err = bytes_add_text(out, "Het gaat over iemand anders.\n");
    if (!err) err = add_choices(out, "Onderwerpen", topics);
    return err;
}

/* The note */

static enum err add_way(struct bytes *out, const struct json *request, bool with_address)
{
    const char *channel = json_text(inside(request, "contact", "kanaal"));
    const char *phone = json_text(inside(request, "contact", "telefoonnummer"));
    const char *email = json_text(inside(request, "contact", "emailadres"));
    if (!channel || (!phone && !email)) return ERR_FORMAT;
    enum err err = bytes_add_text(out, "Wil graag: ");
    if (!err) err = add_word(out, channel);
    if (!err) err = bytes_add_text(out, ".\n");
    if (!err && with_address)
        err = bytes_add_format(out, "%s: %s\n", phone ? "Telefoon" : "E-mail",
                               phone ? phone : email);
    if (!err && phone)
        err = add_yes_no(out, "Voicemail inspreken mag",
                         inside(request, "contact", "voicemailToegestaan"));
    return err;
}

/* "Arabisch" for "ar"; the tag itself for a language without a Dutch name. */
static void dutch_name(const char *tag, char out[NAME_BYTES])
{
    UChar name[NAME_BYTES / 3];
    UErrorCode status = U_ZERO_ERROR;
    int32_t size =
        uloc_getDisplayLanguage(tag, "nl", name, (int32_t)(sizeof name / sizeof name[0]),
                                &status);
    if (U_SUCCESS(status)) u_strToUTF8(out, NAME_BYTES, NULL, name, size, &status);
    if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING)
        snprintf(out, NAME_BYTES, "%s", tag);
}

static enum err add_language(struct bytes *out, const struct json *request)
{
    const char *tag = json_text(inside(request, "voorkeur", "taal"));
    enum err err = ERR_NONE;
    if (tag) {
        char name[NAME_BYTES];
        dutch_name(tag, name);
        err = bytes_add_format(out, "Taal: %s.\n", name);
    }
    if (!err)
        err = add_yes_no(out, "Tolk nodig", inside(request, "voorkeur", "tolkNodig"));
    return err;
}

static enum err add_for_whom(struct bytes *out, const struct json *request)
{
    const char *relation = json_text(inside(request, "namens", "relatie"));
    if (!is_for_other(request)) return ERR_NONE;
    enum err err = bytes_add_text(out, "Vraagt voor iemand anders");
    if (!err && relation) err = bytes_add_text(out, ": ");
    if (!err && relation) err = add_word(out, relation);
    if (!err) err = bytes_add_text(out, ".\n");
    return err ? err
               : add_yes_no(out, "Die persoon weet ervan",
                            inside(request, "namens", "betrokkeneWeetErvan"));
}

static enum err add_promise(struct bytes *out, const struct json *request)
{
    const char *date = json_text(json_member(request, "contactUiterlijk"));
    const char *reference = json_text(json_member(request, "referentie"));
    const char *place = json_text(inside(request, "kiosk", "locatie"));
    char shown[REFERENCE_SHOWN_BYTES];
    if (!date || strlen(date) != 10 || !reference || !reference_is_valid(reference))
        return ERR_FORMAT;
    reference_shown(reference, shown);
    enum err err = bytes_add_format(out,
                                    "Beloofd op het scherm: contact uiterlijk %.2s-%.2s-%.4s.\n"
                                    "Referentie van de inwoner: %s.",
                                    date + 8, date + 5, date, shown);
    if (!err && place) err = bytes_add_format(out, "\nVia de kiosk: %s.", place);
    return err;
}

enum err klant_note(const struct json *request, bool with_address, struct bytes *out)
{
    enum err err = add_way(out, request, with_address);
    if (!err) err = add_choices(out, "Dagen", inside(request, "voorkeur", "dagen"));
    if (!err) err = add_choices(out, "Dagdeel", inside(request, "voorkeur", "dagdelen"));
    if (!err) err = add_language(out, request);
    if (!err) err = add_for_whom(out, request);
    return err ? err : add_promise(out, request);
}

void klant_language(const struct json *request, char out[4])
{
    const char *tag = json_text(inside(request, "voorkeur", "taal"));
    const char *three = tag ? uloc_getISO3Language(tag) : "";
    snprintf(out, 4, "%s", three && strlen(three) == 3 ? three : "nld");
}
