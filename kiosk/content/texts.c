/* SPDX-License-Identifier: EUPL-1.2 */
#include "content/texts.h"

#include <stdio.h>
#include <string.h>
#include <unicode/uenum.h>
#include <unicode/upluralrules.h>

#include "content/readers.h"

#define TEXT_CHARACTERS 600
#define PLACE_BYTES 33

static const char *const keys[TEXT_COUNT] = {
#define TEXT(id, key) [id] = (key),
#include "content/texts.def"
#undef TEXT
};

static const char *const plural_words[PLURAL_COUNT] = {"zero", "one",  "two",
                                                       "few",  "many", "other"};

const char *text_key(enum text text)
{
    return keys[text];
}

enum text text_find(const char *key)
{
    for (int i = 0; i < TEXT_COUNT; i++)
        if (strcmp(keys[i], key) == 0) return (enum text)i;
    return TEXT_COUNT;
}

static enum plural plural_find(const char *word)
{
    int i = 0;
    while (i < PLURAL_COUNT && strcmp(plural_words[i], word) != 0) i++;
    return (enum plural)i;
}

/* Which form the language uses for `count`: CLDR's rules, by way of ICU. */
static enum plural plural_of(const UPluralRules *rules, long count)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar word[16] = {0};
    uplrules_select(rules, (double)count, word, 15, &status);
    if (U_FAILURE(status)) return PLURAL_OTHER;
    char ascii[16] = {0};
    for (int i = 0; i < 15 && word[i]; i++) ascii[i] = (char)word[i];
    enum plural plural = plural_find(ascii);
    return plural == PLURAL_COUNT ? PLURAL_OTHER : plural;
}

const char *text_get(const struct texts *texts, enum text text, long count)
{
    const struct text_forms *forms = &texts->all[text];
    bool has_plurals = false;
    for (int i = 0; i < PLURAL_OTHER; i++) has_plurals = has_plurals || forms->form[i];
    if (count < 0 || !has_plurals || !texts->plural_rules) return forms->form[PLURAL_OTHER];
    const char *form = forms->form[plural_of(texts->plural_rules, count)];
    return form ? form : forms->form[PLURAL_OTHER];
}

/* Size of the "{name}" at `at`, braces included; 0 when this is no place. */
static size_t place_size(const char *at)
{
    if (*at != '{') return 0;
    size_t size = 1 + strspn(at + 1, "abcdefghijklmnopqrstuvwxyz0123456789_-");
    return size > 1 && size < PLACE_BYTES && at[size] == '}' ? size + 1 : 0;
}

static const char *place_value(const struct text_place *places, const char *at, size_t size)
{
    for (; places && places->name; places++)
        if (strlen(places->name) == size - 2 && memcmp(places->name, at + 1, size - 2) == 0)
            return places->utf8;
    return NULL;
}

/* Writes into `out` when that is not NULL; gives the size without the closing zero. */
static size_t fill(const char *pattern, const struct text_place *places, char *out)
{
    size_t size = 0;
    while (*pattern) {
        size_t from_size = place_size(pattern);
        const char *value = from_size > 0 ? place_value(places, pattern, from_size) : NULL;
        if (from_size == 0) from_size = 1;
        size_t value_size = value ? strlen(value) : from_size;
        if (out) memcpy(out + size, value ? value : pattern, value_size);
        size += value_size;
        pattern += from_size;
    }
    return size;
}

const char *text_fill(struct arena *arena, const char *pattern, const struct text_place *places)
{
    size_t size = fill(pattern, places, NULL);
    char *out = arena_alloc(arena, size + 1);
    if (!out) return NULL;
    fill(pattern, places, out);
    out[size] = 0;
    return out;
}

static bool has_place(const char *text, const char *at, size_t size)
{
    for (; *text; text++)
        if (strncmp(text, at, size) == 0) return true;
    return false;
}

/* The places of `text` that `other` lacks become findings. */
static void compare_places(struct reading *reading, const struct json *value, const char *text,
                           const char *other, const char *what, const char *mend)
{
    for (size_t size; *text; text += size > 0 ? size : 1) {
        size = place_size(text);
        if (size > 0 && !has_place(other, text, size))
            reading_error(reading, value, "place", mend, "%.*s %s", (int)size, text, what);
    }
}

/* A brace that begins no place would be shown to the visitor. */
static void refuse_loose_braces(struct reading *reading, const struct json *value,
                                const char *text)
{
    while (*text) {
        size_t size = place_size(text);
        if (size == 0 && (*text == '{' || *text == '}')) {
            reading_error(reading, value, "place", "write a place as {name}, in small letters",
                          "there is a loose { or }");
            return;
        }
        text += size > 0 ? size : 1;
    }
}

static const char *read_form(struct reading *reading, const struct json *value,
                             const char *source, bool may_leave_out)
{
    char text[TEXT_CHARACTERS * 4 + 1];
    static const struct table_row row = {
        .least = 1, .most = TEXT_CHARACTERS, .room_bytes = sizeof text};
    if (!reading_text(reading, &row, value, text)) return NULL;
    refuse_loose_braces(reading, value, text);
    if (source) {
        compare_places(reading, value, text, source, "is not filled in by the kiosk",
                       "use the places of the source language");
        if (!may_leave_out)
            /* NOLINTNEXTLINE(readability-suspicious-call-argument): the other way round */
            compare_places(reading, value, source, text, "is missing",
                           "use every place of the source language");
    }
    rules_sentence(reading, value);
    char pool[sizeof reading->path];
    snprintf(pool, sizeof pool, "%.*s", (int)strcspn(reading->path, "."), reading->path);
    rules_plain(reading, value, may_leave_out ? NULL : pool);   /* one form of a text counts */
    return json_text(value);
}

/* The rules, and which forms the language uses at all. A language that ICU does not know has
 * one. */
static void open_plural_rules(struct reading *reading, struct texts *texts)
{
    if (texts->plurals) return;
    UErrorCode status = U_ZERO_ERROR;
    UPluralRules *rules = uplrules_open(texts->tag, &status);
    UEnumeration *words = uplrules_getKeywords(rules, &status);
    const char *word;
    while ((word = uenum_next(words, NULL, &status))) texts->plurals |= 1u << plural_find(word);
    uenum_close(words);
    if (status == U_MEMORY_ALLOCATION_ERROR) reading->findings->lacks_memory = true;
    if (U_SUCCESS(status)) {
        texts->plural_rules = rules;
    } else {
        uplrules_close(rules);
        texts->plurals = 1u << PLURAL_OTHER;
    }
}

static bool has_plural(const struct texts *texts, enum plural plural)
{
    return plural < PLURAL_COUNT && texts->plurals >> plural & 1;
}

static void read_plurals(struct reading *reading, const struct json *value, const char *source,
                         struct texts *texts, struct text_forms *forms)
{
    open_plural_rules(reading, texts);
    for (const struct json *member = json_first(value); member; member = json_next(member)) {
        enum plural plural = plural_find(json_key(member));
        if (!has_plural(texts, plural)) {
            reading_error(
                reading, member, "plural", "use only the plural forms (CLDR) of this language",
                "\"%.20s\" is no plural form of \"%s\"", json_key(member), texts->tag);
            continue;
        }
        /* "Nog een vraag" may leave the number out. */
        forms->form[plural] = read_form(reading, member, source, plural != PLURAL_OTHER);
    }
    for (int i = 0; i < PLURAL_COUNT; i++)
        if (!json_member(value, plural_words[i]) && has_plural(texts, (enum plural)i))
            reading_error(reading, value, "plural",
                          "add it: this language has that plural form",
                          "the form \"%s\" is missing", plural_words[i]);
}

/* Files have their texts in the order of texts.def, or nearly: looking at the expected one
 * first takes a third off the reading of a configuration. */
static enum text find_near(const char *key, enum text expected)
{
    if (expected < TEXT_COUNT && strcmp(keys[expected], key) == 0) return expected;
    return text_find(key);
}

static void read_text(struct reading *reading, const struct json *value, enum text text,
                      const struct texts *source, struct texts *texts)
{
    if (text == TEXT_COUNT) {
        reading_error(reading, value, "unknown-text", "correct its spelling or take it out",
                      "the kiosk has no text \"%.60s\"", json_key(value));
        return;
    }
    snprintf(reading->path, sizeof reading->path, "%s", json_key(value));
    struct text_forms *forms = &texts->all[text];
    const char *source_form = source ? source->all[text].form[PLURAL_OTHER] : NULL;
    if (json_kind(value) == JSON_OBJECT)
        read_plurals(reading, value, source_form, texts, forms);
    else forms->form[PLURAL_OTHER] = read_form(reading, value, source_form, false);
    reading->path[0] = 0;
}

static void read_all(struct reading *reading, const struct table_row *row,
                     const struct json *value, void *into)
{
    (void)row;
    (void)into;
    (void)reading_expects(reading, value,
                          JSON_OBJECT);   /* texts_read reads them: it knows the source */
}

static void write_all_schema(const struct table_row *row, struct json_writer *writer)
{
    static const char reference[] = "{\"$ref\":\"#/$defs/text\"}";
    (void)row;
    json_write_text(writer, "type", "object");
    json_write_open(writer, "properties", '{');
    for (int i = 0; i < TEXT_COUNT; i++)
        json_write_raw(writer, keys[i], reference, sizeof reference - 1);
    json_write_close(writer, '}');
    json_write_open(writer, "required", '[');
    for (int i = 0; i < TEXT_COUNT; i++) json_write_text(writer, NULL, keys[i]);
    json_write_close(writer, ']');
    json_write_boolean(writer, "additionalProperties", false);
}

#define TABLE_STRUCT struct texts

static const struct table_row rows[] = {
    {.key = "tag",
     TABLE_TEXT(tag, 2, 8, &pattern_language),
     .about = "Language of these texts, equal to the file's name without \".json\"."},
    {.key = "reviewed",
     TABLE_BOOLEAN(is_reviewed),
     TABLE_OPTIONAL,
     .about = "true: a native speaker has read and signed all texts. Not needed for the source "
              "language."},
    {.key = "texts",
     .shape = SHAPE_OWN,
     .read = read_all,
     .schema = write_all_schema,
     .about = "Every sentence by its key. A {place} is filled in by the kiosk. A text that "
              "counts has plural forms (CLDR)."},
};

const struct table texts_table = {
    "texts/<tag>.json: every sentence on the screen in one language", rows, 3,
    sizeof(struct texts), true};

/* One finding for each text that is not there. */
static void demand_all(struct reading *reading, const struct json *list,
                       const struct texts *source, const struct texts *texts,
                       const bool is_there[TEXT_COUNT])
{
    for (int i = 0; i < TEXT_COUNT; i++) {
        if (is_there[i]) continue;
        struct finding *finding = reading_error(reading, list, "missing-text", "",
                                                "the text \"%s\" is missing", keys[i]);
        const char *other = source ? source->all[i].form[PLURAL_OTHER] : NULL;
        if (other) finding_mend(finding, "translate: %.180s", other);
        else finding_mend(finding, "write it in %s", texts->tag);
    }
}

void texts_read(struct reading *reading, struct json *document, const char *tag,
                const struct texts *source, struct texts *texts_out)
{
    texts_out->memory = document;
    table_read(reading, &texts_table, document, texts_out);
    if (texts_out->tag[0] && strcmp(texts_out->tag, tag) != 0)
        reading_error(reading, json_member(document, "tag"), "slug",
                      "give the file and \"tag\" the same name",
                      "\"%s\" stands in a file with another name", texts_out->tag);
    snprintf(texts_out->tag, sizeof texts_out->tag, "%s", tag);
    const struct json *list = json_member(document, "texts");
    if (!list || json_kind(list) != JSON_OBJECT) return;
    bool is_there[TEXT_COUNT + 1] = {false};
    enum text text = 0;
    for (const struct json *member = json_first(list); member; member = json_next(member)) {
        text = find_near(json_key(member), text);
        read_text(reading, member, text, source, texts_out);
        is_there[text] = true;
        if (text < TEXT_COUNT) text++;
    }
    demand_all(reading, list, source, texts_out, is_there);
    if (source && !texts_out->is_reviewed && !reading->content->settings.is_example)
        reading_warning(reading, json_member(document, "tag"), "unreviewed",
                        "let a native speaker read all texts, then set \"reviewed\" to true",
                        "no native speaker has signed these texts");
}

void texts_finish(struct texts *texts)
{
    json_free(texts->memory);
    uplrules_close(texts->plural_rules);
    *texts = (struct texts){0};
}
