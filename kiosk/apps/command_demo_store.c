/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/command_demo_store.h"

#include <string.h>

#include "base/file.h"
#include "base/json_write.h"

#define STORE_BYTES (16 * 1024 * 1024)

static bool use_line(const char *line, size_t size_bytes,
                     void (*each)(void *with, const struct json *request), void *with)
{
    struct json *document = NULL;
    struct json_problem problem;
    if (json_read(line, size_bytes, &document, &problem)) return false;
    const struct json *request =
        json_kind(document) == JSON_OBJECT ? json_member(document, "verzoek") : NULL;
    if (request) each(with, request);
    json_free(document);
    return request != NULL;
}

int demo_store_each(const char *store_folder,
                    void (*each)(void *with, const struct json *request), void *with)
{
    char path[PATH_BYTES];
    struct bytes file = {.limit_bytes = STORE_BYTES};
    int count = 0;
    if (path_join(path, store_folder, "requests.jsonl") || file_read(path, &file)) {
        bytes_wipe(&file);
        return 0;
    }
    for (const char *line = file.start; *line;) {
        size_t size = strcspn(line, "\n");
        if (use_line(line, size, each, with)) count++;
        line += size + (line[size] == '\n' ? 1 : 0);
    }
    bytes_wipe(&file);
    return count;
}

static void print_value(FILE *to, const struct json *value, int deep);

static void print_container(FILE *to, const struct json *container, int deep,
                            const char *braces)
{
    fputc(braces[0], to);
    for (const struct json *member = json_first(container); member;
         member = json_next(member)) {
        fprintf(to, "%s\n%*s", member == json_first(container) ? "" : ",", 2 * (deep + 1), "");
        if (json_key(member)) fprintf(to, "\"%s\": ", json_key(member));
        print_value(to, member, deep + 1);
    }
    if (json_count(container) > 0) fprintf(to, "\n%*s", 2 * deep, "");
    fputc(braces[1], to);
}

static void print_text(FILE *to, const char *text)
{
    struct bytes quoted = {.limit_bytes = JSON_SIZE_BYTES};
    struct json_writer writer = {.to = &quoted};
    json_write_text(&writer, NULL, text);
    if (!writer.err) fputs(quoted.start, to);
    bytes_wipe(&quoted);
}

static void print_value(FILE *to, const struct json *value, int deep)
{
    switch (json_kind(value)) {
    case JSON_OBJECT: print_container(to, value, deep, "{}"); break;
    case JSON_ARRAY: print_container(to, value, deep, "[]"); break;
    case JSON_TEXT: print_text(to, json_text(value)); break;
    case JSON_NUMBER: fprintf(to, "%g", json_number(value)); break;
    case JSON_BOOLEAN: fputs(json_is_true(value) ? "true" : "false", to); break;
    case JSON_NULL: fputs("null", to); break;
    }
}

void demo_store_print(FILE *to, const struct json *request)
{
    print_value(to, request, 0);
    fputc('\n', to);
}
