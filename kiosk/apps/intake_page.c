/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/intake_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "apps/intake_rules.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

/* A page in the making; the first error sticks and is looked at once, at the end. */
struct page {
    struct bytes *to;
    enum err err;
};

static void put(struct page *page, const char *html)
{
    if (!page->err) page->err = bytes_add_text(page->to, html);
}

/* What came from outside: nothing in it can become a tag. */
static void put_text(struct page *page, const char *text)
{
    for (; *text; text++) {
        const char sign[2] = {*text, 0};
        if (*text == '<') put(page, "&lt;");
        else if (*text == '>') put(page, "&gt;");
        else if (*text == '&') put(page, "&amp;");
        else if (*text == '"') put(page, "&quot;");
        else if (*text == '\'') put(page, "&#39;");
        else put(page, sign);
    }
}

static void open_page(struct page *page, const char *title)
{
    put(page, "<!doctype html>\n"
              "<html lang=\"nl\">\n"
              "<head>\n"
              "<meta charset=\"utf-8\">\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
              "<title>");
    put(page, title);
    put(page, "</title>\n"
              "<link rel=\"stylesheet\" href=\"/stijl.css\">\n"
              "</head>\n"
              "<body>\n"
              "<main>\n"
              "<h1>");
    put(page, title);
    put(page, "</h1>\n");
}

static void close_page(struct intake_answer *answer, struct page *page, unsigned status)
{
    put(page, "</main>\n</body>\n</html>\n");
    answer->status = page->err ? 500 : status;
    answer->kind = page->err ? INTAKE_EMPTY : INTAKE_HTML;
    if (page->err) bytes_wipe(&answer->body);
}

void intake_page_login(struct intake_answer *answer, unsigned status, bool was_wrong)
{
    struct page page = {.to = &answer->body};
    open_page(&page, "Inloggen");
    if (was_wrong)
        put(&page, "<p class=\"mis\" role=\"alert\">Deze sleutel klopt niet. "
                   "Kijk hem na en probeer het opnieuw.</p>\n");
    put(&page, "<form method=\"post\" action=\"/inloggen\">\n"
               "<label for=\"sleutel\">Sleutel van uw organisatie</label>\n"
               "<input id=\"sleutel\" name=\"sleutel\" type=\"password\""
               " autocomplete=\"current-password\" required>\n"
               "<button type=\"submit\">Inloggen</button>\n"
               "</form>\n");
    close_page(answer, &page, status);
}

/* ---- one request in words ---- */

struct word {
    const char *code, *words;
};

static const struct word channels[] = {
    {"telefoon", "Bellen"},
    {"email", "E-mail"},
    {"bezoek-kantoor", "Gesprek op kantoor"},
    {"huisbezoek", "Gesprek thuis"},
};
static const struct word moments[] = {
    {"ma", "maandag"},      {"di", "dinsdag"},    {"wo", "woensdag"},  {"do", "donderdag"},
    {"vr", "vrijdag"},      {"za", "zaterdag"},   {"zo", "zondag"},
    {"ochtend", "ochtend"}, {"middag", "middag"}, {"avond", "avond"},
};
static const struct word topics[] = {
    {"maatschappelijke-ondersteuning", "hulp thuis en meedoen"},
    {"preventieve-zorg", "gezond blijven"},
    {"weet-ik-niet", "weet het nog niet"},
};
static const struct word relations[] = {
    {"familie", "familielid"},
    {"bekende", "vriend, buur of bekende"},
    {"client", "cliënt"},
};

static const struct word languages[] = {
    {"nl", "Nederlands"}, {"en", "Engels"},     {"ar", "Arabisch"}, {"tr", "Turks"},
    {"pl", "Pools"},      {"uk", "Oekraïens"},  {"ti", "Tigrinya"}, {"fr", "Frans"},
    {"de", "Duits"},      {"es", "Spaans"},     {"fa", "Farsi"},    {"so", "Somalisch"},
};

/* What has no other words than its code is shown as its code: "wonen", "partner". */
static const char *in_words(const struct word *list, size_t count, const char *code)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].code, code) == 0) return list[i].words;
    return code;
}

static void put_fact(struct page *page, const char *label, const char *value)
{
    if (!value || !*value) return;
    put(page, "<dt>");
    put(page, label);
    put(page, "</dt><dd>");
    put_text(page, value);
    put(page, "</dd>\n");
}

static void put_list(struct page *page, const char *label, const struct json *list,
                     const struct word *words, size_t count)
{
    if (!list || json_count(list) == 0) return;
    put(page, "<dt>");
    put(page, label);
    put(page, "</dt><dd>");
    for (const struct json *value = json_first(list); value; value = json_next(value)) {
        const char *code = json_text(value);
        if (value != json_first(list)) put(page, ", ");
        put_text(page, in_words(words, count, code ? code : ""));
    }
    put(page, "</dd>\n");
}

static const struct json *member(const struct json *request, const char *in, const char *key)
{
    const struct json *object = json_member(request, in);
    return object ? json_member(object, key) : NULL;
}

static bool is_yes(const struct json *request, const char *in, const char *key)
{
    const struct json *value = member(request, in, key);
    return value && json_is_true(value);
}

/* "2026-03-12" as "12 maart 2026". */
static void put_date(struct page *page, const char *date)
{
    static const char *const months[] = {"januari",   "februari", "maart",    "april",
                                         "mei",       "juni",     "juli",     "augustus",
                                         "september", "oktober",  "november", "december"};
    long month = strtol(date + 5, NULL, 10), day = strtol(date + 8, NULL, 10);
    char words[48];
    snprintf(words, sizeof words, "%ld %s %.4s", day,
             months[month >= 1 && month <= 12 ? month - 1 : 0], date);
    put_text(page, words);
}

static void put_contact(struct page *page, const struct json *request)
{
    const char *phone = intake_rules_text(request, "contact", "telefoonnummer");
    const char *channel = intake_rules_text(request, "contact", "kanaal");
    put_fact(page, "Hoe", channel ? in_words(channels, COUNT(channels), channel) : NULL);
    put_fact(page, "Telefoon", phone);
    if (phone)
        put_fact(page, "Voicemail",
                 is_yes(request, "contact", "voicemailToegestaan") ? "mag ingesproken worden"
                                                                   : "niet inspreken");
    put_fact(page, "E-mail", intake_rules_text(request, "contact", "emailadres"));
}

static void put_wishes(struct page *page, const struct json *request)
{
    put_list(page, "Dagen", member(request, "voorkeur", "dagen"), moments, COUNT(moments));
    put_list(page, "Dagdelen", member(request, "voorkeur", "dagdelen"), moments,
             COUNT(moments));
    const char *language = intake_rules_text(request, "voorkeur", "taal");
    put_fact(page, "Taal",
             language ? in_words(languages, COUNT(languages), language) : NULL);
    if (is_yes(request, "voorkeur", "tolkNodig")) put_fact(page, "Tolk", "nodig");
    put_list(page, "Onderwerpen", json_member(request, "onderwerpen"), topics, COUNT(topics));
    const char *who = intake_rules_text(request, "namens", "wie");
    if (!who || strcmp(who, "iemand-anders") != 0) return;
    const char *relation = intake_rules_text(request, "namens", "relatie");
    put_fact(page, "Voor",
             relation ? in_words(relations, COUNT(relations), relation) : "iemand anders");
    put_fact(page, "Weet de ander ervan",
             is_yes(request, "namens", "betrokkeneWeetErvan") ? "ja" : "nee");
}

static void put_button(struct page *page, const struct intake_entry *entry, const char *shown)
{
    bool is_open = entry->mark == INTAKE_OPEN;
    char id[ID_TEXT_BYTES];
    id_text(entry->id, id);
    put(page, is_open ? "<form method=\"post\" action=\"/gebeld\">"
                      : "<form method=\"post\" action=\"/weer-open\">");
    put(page, "<input type=\"hidden\" name=\"id\" value=\"");
    put(page, id);
    put(page, "\"><button type=\"submit\">");
    put(page, is_open ? "Gebeld" : "Zet terug");
    put(page, "<span class=\"voorlezen\"> (verzoek ");
    put(page, shown);
    put(page, ")</span></button></form>\n");
}

static void put_request(struct page *page, const struct intake_entry *entry,
                        const struct json *request, const char *today)
{
    char shown[REFERENCE_SHOWN_BYTES];
    reference_shown(entry->reference, shown);
    put(page, "<li>\n<h3 dir=\"auto\">");
    const char *name = intake_rules_text(request, "contact", "naam");
    put_text(page, name ? name : "Geen naam");
    put(page, "</h3>\n<p>Bel of mail uiterlijk <strong>");
    put_date(page, entry->contact_before);
    put(page, "</strong>");
    if (entry->mark == INTAKE_OPEN && strcmp(entry->contact_before, today) < 0)
        put(page, " <span class=\"mis\">Deze dag is voorbij</span>");
    put(page, "</p>\n<dl>\n");
    put_contact(page, request);
    put_wishes(page, request);
    put_fact(page, "Plek", intake_rules_text(request, "kiosk", "locatie"));
    put_fact(page, "Nummer", shown);
    put(page, "</dl>\n");
    put_button(page, entry, shown);
    put(page, "</li>\n");
}

/* ---- the list ---- */

static int by_urgency(const void *a, const void *b)
{
    const struct intake_entry *first = *(const struct intake_entry *const *)a;
    const struct intake_entry *second = *(const struct intake_entry *const *)b;
    int order = strcmp(first->contact_before, second->contact_before);
    if (order) return order;
    return (first->received_s > second->received_s) - (first->received_s < second->received_s);
}

static void put_entry(struct page *page, const struct intake_store *store,
                      const struct intake_entry *entry, const char *today)
{
    struct bytes line = {.limit_bytes = INTAKE_LINE_BYTES};
    struct json *document = NULL;
    struct json_problem problem;
    enum err err = intake_store_line(store, entry, &line);
    if (!err) err = json_read_private(line.start, line.size_bytes, &document, &problem);
    if (!err && json_member(document, "verzoek"))
        put_request(page, entry, json_member(document, "verzoek"), today);
    json_free(document);
    bytes_wipe(&line);
}

static size_t put_entries(struct page *page, const struct intake_store *store,
                          enum intake_mark mark, const char *today)
{
    const struct intake_entry **entries = 
        calloc(store->list.count + 1, sizeof(const struct intake_entry *));
    size_t count = 0;
    if (!entries) page->err = ERR_MEMORY;
    for (size_t i = 0; entries && i < store->list.count; i++) {
        const struct intake_entry *entry = &store->list.entries[i];
        if (entry->mark == mark && !entry->is_again) entries[count++] = entry;
    }
    if (count > 0) {
        qsort(entries, count, sizeof(const struct intake_entry *), by_urgency);
        put(page, "<ul>\n");
        for (size_t i = 0; i < count && i < INTAKE_PAGE_MOST; i++)
            put_entry(page, store, entries[i], today);
        put(page, "</ul>\n");
    }
    free(entries);
    return count;
}

void intake_page_list(struct intake_answer *answer, const struct intake_store *store,
                      int64_t now_s)
{
    char today[16];
    struct tm moment;
    time_t now = (time_t)now_s;
    localtime_r(&now, &moment);
    (void)strftime(today, sizeof today, "%Y-%m-%d", &moment);

    struct page page = {.to = &answer->body};
    open_page(&page, "Wie wacht op contact");
    put(&page, "<form method=\"post\" action=\"/uitloggen\">"
               "<button type=\"submit\">Uitloggen</button></form>\n"
               "<h2>Nog te doen</h2>\n");
    if (put_entries(&page, store, INTAKE_OPEN, today) == 0)
        put(&page, "<p>Niemand wacht.</p>\n");
    put(&page, "<h2>Gebeld</h2>\n");
    if (put_entries(&page, store, INTAKE_CALLED, today) == 0)
        put(&page, "<p>Nog niemand.</p>\n");
    close_page(answer, &page, 200);
}

const char *intake_page_style(void)
{
    return "body{margin:0;background:#FAF7F2;color:#17203A;"
           "font:1.125rem/1.5 Andika,Verdana,sans-serif}\n"
           "main{max-width:48rem;margin:0 auto;padding:1rem}\n"
           "ul{list-style:none;padding:0}\n"
           "li{background:#FFF;border:2px solid #8A8478;border-radius:.75rem;"
           "padding:1rem;margin:0 0 1rem}\n"
           "h3{margin:0;font-size:1.375rem;overflow-wrap:anywhere}\n"
           "dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}\n"
           "dt{color:#333B57}\n"
           "dd{margin:0;overflow-wrap:anywhere}\n"
           "label{display:block}\n"
           "input[type=password]{font:inherit;padding:.5rem;width:100%;box-sizing:border-box;"
           "border:2px solid #8A8478;margin:.25rem 0 1rem}\n"
           "button{font:inherit;font-weight:bold;min-height:3rem;padding:.5rem 1.5rem;"
           "border:0;border-radius:.75rem;background:#00453B;color:#FFF;cursor:pointer}\n"
           "button:focus-visible,input:focus-visible{outline:4px solid #FFC93C;"
           "outline-offset:2px;box-shadow:0 0 0 8px #17203A}\n"
           "form{margin:1rem 0 0}\n"
           ".mis{color:#7D0C22;font-weight:bold}\n"
           ".voorlezen{position:absolute;width:1px;height:1px;overflow:hidden;"
           "clip-path:inset(50%);white-space:nowrap}\n";
}
