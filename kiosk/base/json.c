/* SPDX-License-Identifier: EUPL-1.2 */
/* json.c - cJSON behind a strict scan, inside one block of memory.
 *
 * The scan says beforehand how many values and text bytes there are, so cJSON's pieces come
 * from one block of known size. That makes one allocation a document, one zeroing at the end (a
 * visitor's name may have passed through), and for a private document locked memory, which
 * cJSON itself cannot do.
 * */
#include "base/json.h"

#include <assert.h>
#include <cjson/cJSON.h>
#include <pthread.h>
#include <sodium.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_scan.h"
#include "base/utf8.h"

#define ALIGNED_BYTES 16

struct block {
    size_t size_bytes;   /* of all of it, this header included */
    size_t used_bytes;
    bool is_private;
};

#define HEADER_BYTES ((sizeof(struct block) + ALIGNED_BYTES - 1) & ~(size_t)(ALIGNED_BYTES - 1))

/* cJSON's allocation functions and its last-error variable belong to the whole process. */
static pthread_mutex_t parsing = PTHREAD_MUTEX_INITIALIZER;
static struct block *filling;

static size_t aligned(size_t size_bytes)
{
    return (size_bytes + ALIGNED_BYTES - 1) & ~(size_t)(ALIGNED_BYTES - 1);
}

static void *block_take(size_t size_bytes)
{
    size_bytes = aligned(size_bytes);
    if (!filling || size_bytes > filling->size_bytes - filling->used_bytes) return NULL;
    void *start = (char *)filling + filling->used_bytes;
    filling->used_bytes += size_bytes;
    return start;
}

static void block_give_back(void *start)
{
    (void)start;   /* the block goes as a whole */
}

static struct block *block_new(const struct json_scan *scan, bool is_private)
{
    size_t size_bytes = HEADER_BYTES + scan->values * aligned(sizeof(cJSON))
                      + scan->string_bytes + scan->strings * 2 * ALIGNED_BYTES;
    size_bytes = aligned(size_bytes);
    struct block *block = is_private ? sodium_malloc(size_bytes) : malloc(size_bytes);
    if (!block) return NULL;
    *block = (struct block){
        .size_bytes = size_bytes, .used_bytes = HEADER_BYTES, .is_private = is_private};
    return block;
}

static void block_free(struct block *block)
{
    if (block->is_private) {
        sodium_free(block);   /* zeroes first */
        return;
    }
    sodium_memzero(block, block->size_bytes);
    free(block);
}

static cJSON *parse_into(struct block *block, const char *bytes, size_t size_bytes)
{
    pthread_mutex_lock(&parsing);
    cJSON_InitHooks(&(cJSON_Hooks){.malloc_fn = block_take, .free_fn = block_give_back});
    filling = block;
    cJSON *root = cJSON_ParseWithLengthOpts(bytes, size_bytes, NULL, 0);
    filling = NULL;
    pthread_mutex_unlock(&parsing);
    return root;
}

/* Writes each value's line into `valueint`, which we never use for a number. */
static void set_lines(cJSON *value, const int **line)
{
    value->valueint = *(*line)++;
    for (cJSON *child = value->child; child; child = child->next) set_lines(child, line);
}

static int by_key_then_line(const void *a, const void *b)
{
    const cJSON *one = *(const cJSON *const *)a, *other = *(const cJSON *const *)b;
    int order = strcmp(one->string, other->string);
    if (order != 0) return order;
    return (one->valueint > other->valueint) - (one->valueint < other->valueint);
}

/* `room` has place for all values of the document. */
static const cJSON *find_duplicate(const cJSON *value, const cJSON **room)
{
    size_t count = 0;
    if (cJSON_IsObject(value))
        for (const cJSON *child = value->child; child; child = child->next)
            room[count++] = child;
    if (count > 1) qsort(room, count, sizeof(const cJSON *), by_key_then_line);
    for (size_t i = 1; i < count; i++)
        if (strcmp(room[i - 1]->string, room[i]->string) == 0) return room[i];
    for (const cJSON *child = value->child; child; child = child->next) {
        const cJSON *found = find_duplicate(child, room);
        if (found) return found;
    }
    return NULL;
}

static enum err refuse_duplicates(const cJSON *root, size_t values,
                                  struct json_problem *problem)
{
    const cJSON **room = malloc(values * sizeof(const cJSON *));
    if (!room) return ERR_MEMORY;
    const cJSON *found = find_duplicate(root, room);
    free(room);
    if (!found) return ERR_NONE;
    problem->line = found->valueint;
    snprintf(problem->what, sizeof problem->what,
             "the key \"%.60s\" stands here for the second time", found->string);
    utf8_drop_halves(problem->what);
    return ERR_FORMAT;
}

static enum err build(const char *bytes, size_t size_bytes, const struct json_scan *scan,
                      bool is_private, struct json **document_out, struct json_problem *problem)
{
    struct block *block = block_new(scan, is_private);
    if (!block) return ERR_MEMORY;
    cJSON *root = parse_into(block, bytes, size_bytes);
    enum err err = ERR_NONE;
    if (!root) {
        snprintf(problem->what, sizeof problem->what, "this is not JSON");
        err = ERR_FORMAT;
    } else {
        assert((char *)root == (char *)block + HEADER_BYTES);   /* json_free counts on it */
        const int *line = scan->lines;
        set_lines(root, &line);
        err = refuse_duplicates(root, scan->values, problem);
    }
    if (err) block_free(block);
    else *document_out = (struct json *)(void *)root;
    return err;
}

static enum err read_document(const char *bytes, size_t size_bytes, bool is_private,
                              struct json **document_out, struct json_problem *problem_out)
{
    struct json_problem unseen = {0};
    struct json_problem *problem = problem_out ? problem_out : &unseen;
    *document_out = NULL;
    *problem = (struct json_problem){.line = 1, .what = "no memory"};
    if (sodium_init() < 0) return ERR_SYSTEM;
    if (size_bytes > JSON_SIZE_BYTES) {
        snprintf(problem->what, sizeof problem->what, "larger than %d KiB",
                 JSON_SIZE_BYTES / 1024);
        return ERR_LARGE;
    }
    struct json_scan scan;
    enum err err = json_scan(bytes, size_bytes, &scan, problem);
    if (!err) err = build(bytes, size_bytes, &scan, is_private, document_out, problem);
    json_scan_finish(&scan);
    return err;
}

enum err json_read(const char *bytes, size_t size_bytes, struct json **document_out,
                   struct json_problem *problem_out)
{
    return read_document(bytes, size_bytes, false, document_out, problem_out);
}

enum err json_read_private(const char *bytes, size_t size_bytes, struct json **document_out,
                           struct json_problem *problem_out)
{
    return read_document(bytes, size_bytes, true, document_out, problem_out);
}

void json_free(struct json *document)
{
    if (document) block_free((struct block *)(void *)((char *)document - HEADER_BYTES));
}

static const cJSON *inside(const struct json *value)
{
    return (const cJSON *)(const void *)value;
}

static const struct json *outside(const cJSON *value)
{
    return (const struct json *)(const void *)value;
}

enum json_kind json_kind(const struct json *value)
{
    const cJSON *v = inside(value);
    if (cJSON_IsObject(v)) return JSON_OBJECT;
    if (cJSON_IsArray(v)) return JSON_ARRAY;
    if (cJSON_IsString(v)) return JSON_TEXT;
    if (cJSON_IsNumber(v)) return JSON_NUMBER;
    if (cJSON_IsBool(v)) return JSON_BOOLEAN;
    return JSON_NULL;
}

int json_line(const struct json *value)
{
    return inside(value)->valueint;
}

const struct json *json_member(const struct json *object, const char *key)
{
    if (!object || !cJSON_IsObject(inside(object))) return NULL;
    return outside(cJSON_GetObjectItemCaseSensitive(inside(object), key));
}

const struct json *json_first(const struct json *container)
{
    return outside(inside(container)->child);
}

const struct json *json_next(const struct json *value)
{
    return outside(inside(value)->next);
}

const char *json_key(const struct json *member)
{
    return inside(member)->string;
}

const char *json_text(const struct json *value)
{
    return value ? cJSON_GetStringValue(inside(value)) : NULL;
}

double json_number(const struct json *value)
{
    return value && cJSON_IsNumber(inside(value)) ? inside(value)->valuedouble : 0;
}

bool json_is_true(const struct json *value)
{
    return value && cJSON_IsTrue(inside(value));
}

size_t json_count(const struct json *container)
{
    size_t count = 0;
    for (const cJSON *child = inside(container)->child; child; child = child->next) count++;
    return count;
}
