/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/memory_scan.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"

#define READ_BYTES (64 * 1024)   /* a multiple of every page size there is */
#define PAGES_MOST (READ_BYTES / 4096)
#define NEEDLES_MOST (3 * MEMORY_SCAN_WORDS)
#define NEEDLE_BYTES MEMORY_SCAN_MOST_BYTES
#define FILTER_BITS 16
#define LINE_BYTES 512
#define DEAD_STACK_BYTES (128 * 1024)
#define PRESENT_OR_SWAPPED (UINT64_C(3) << 62)   /* Source: kernel, admin-guide/mm/pagemap */
/* Nothing of ours is so large; a sanitizer's map of all addresses is. */
#define MAPPING_MOST_BYTES (UINT64_C(1) << 36)

struct needle {
    size_t size_bytes;
    unsigned char bytes[NEEDLE_BYTES];
};

/* All of it in one block of sodium_malloc, so that one range of addresses is left out. */
struct memory_scan {
    int maps, memory, pagemap;
    size_t page_bytes;
    int count;
    struct needle needles[NEEDLES_MOST];
    unsigned char begins[256];                      /* which first byte is worth a look */
    unsigned char filter[(1 << FILTER_BITS) / 8];   /* which first four bytes are */
    uint64_t pages[PAGES_MOST];
    /* what stood before, so that a word across the border of two reads is seen */
    size_t kept_bytes;
    unsigned char window[NEEDLE_BYTES + READ_BYTES];
};

/* Words */

static unsigned filter_place(const unsigned char *at)
{
    uint32_t first;
    memcpy(&first, at, sizeof first);
    return first * UINT32_C(2654435761) >> (32 - FILTER_BITS);
}

static enum err add_needle(struct memory_scan *scan, const unsigned char *bytes,
                           size_t size_bytes)
{
    if (scan->count == NEEDLES_MOST) return ERR_FULL;
    struct needle *needle = &scan->needles[scan->count++];
    memcpy(needle->bytes, bytes, size_bytes);
    needle->size_bytes = size_bytes;
    unsigned place = filter_place(bytes);
    scan->filter[place / 8] |= (unsigned char)(1u << place % 8);
    scan->begins[bytes[0]] = 1;
    return ERR_NONE;
}

/* Low byte first, as every machine we run on has it. */
static void put_unit(unsigned char *to, size_t *at, uint32_t unit, size_t width)
{
    for (size_t i = 0; i < width; i++) to[(*at)++] = (unsigned char)(unit >> 8 * i);
}

static size_t write_wide(const char *utf8, size_t size_bytes, size_t width,
                         unsigned char *to, size_t room_bytes)
{
    size_t size = 0;
    for (size_t at = 0; at < size_bytes && size + 4 <= room_bytes;) {
        uint32_t point = utf8_next(utf8, size_bytes, &at);
        if (width == 2 && point > 0xffff) {
            put_unit(to, &size, 0xd800 + ((point - 0x10000) >> 10), 2);
            point = 0xdc00 + ((point - 0x10000) & 0x3ff);
        }
        put_unit(to, &size, point, width);
    }
    return size;
}

static bool has_needle(const struct memory_scan *scan, const char *utf8, size_t size_bytes)
{
    for (int i = 0; i < scan->count; i++) {
        const struct needle *needle = &scan->needles[i];
        if (needle->size_bytes == size_bytes && memcmp(needle->bytes, utf8, size_bytes) == 0)
            return true;
    }
    return false;
}

enum err memory_scan_add(struct memory_scan *scan, const char *utf8, size_t size_bytes)
{
    if (size_bytes < MEMORY_SCAN_LEAST_BYTES || size_bytes > MEMORY_SCAN_MOST_BYTES)
        return ERR_NONE;
    if (has_needle(scan, utf8, size_bytes)) return ERR_NONE;
    unsigned char wide[NEEDLE_BYTES];
    enum err err = add_needle(scan, (const unsigned char *)utf8, size_bytes);
    for (size_t width = 2; !err && width <= 4; width += 2) {
        size_t size = write_wide(utf8, size_bytes, width, wide, sizeof wide);
        err = add_needle(scan, wide, size);
    }
    sodium_memzero(wide, sizeof wide);
    return err;
}

/* Looking */

static int places_at(const struct memory_scan *scan, const unsigned char *at, size_t left_bytes)
{
    for (int i = 0; i < scan->count; i++) {
        const struct needle *needle = &scan->needles[i];
        if (needle->size_bytes <= left_bytes &&
            memcmp(at, needle->bytes, needle->size_bytes) == 0)
            return 1;
    }
    return 0;
}

/* Places that begin in the first `begin_bytes` of the window. */
static int places_in(const struct memory_scan *scan, size_t size_bytes, size_t begin_bytes)
{
    int places = 0;
    size_t end = size_bytes < 4 ? 0 : size_bytes - 3;
    if (end > begin_bytes) end = begin_bytes;
    for (size_t i = 0; i < end; i++) {
        if (!scan->begins[scan->window[i]]) continue;
        unsigned place = filter_place(scan->window + i);
        if (scan->filter[place / 8] >> place % 8 & 1)
            places += places_at(scan, scan->window + i, size_bytes - i);
    }
    return places;
}

/* What was read stands after what was kept; the end is kept for the next read. */
static int take_window(struct memory_scan *scan, size_t read_bytes)
{
    size_t size = scan->kept_bytes + read_bytes;
    size_t keep = size < NEEDLE_BYTES ? size : NEEDLE_BYTES;
    int places = places_in(scan, size, size - keep);
    memmove(scan->window, scan->window + size - keep, keep);
    scan->kept_bytes = keep;
    return places;
}

/* Nothing follows: what was kept has not been looked at as a beginning yet. */
static int end_window(struct memory_scan *scan)
{
    int places = places_in(scan, scan->kept_bytes, scan->kept_bytes);
    scan->kept_bytes = 0;
    return places;
}

static bool is_ours(const struct memory_scan *scan, uint64_t at)
{
    uint64_t ours = (uint64_t)(uintptr_t)scan;
    return at >= ours / scan->page_bytes * scan->page_bytes && at < ours + sizeof *scan;
}

static bool is_wanted(const struct memory_scan *scan, uint64_t at, uint64_t facts)
{
    return (facts & PRESENT_OR_SWAPPED) && !is_ours(scan, at);
}

static int look_at_pages(struct memory_scan *scan, uint64_t at, size_t size_bytes)
{
    unsigned char *to = scan->window + scan->kept_bytes;
    ssize_t size = pread(scan->memory, to, size_bytes, (off_t)at);
    /* Another thread gave it back meanwhile, or it is a device's. */
    return size <= 0 ? end_window(scan) : take_window(scan, (size_t)size);
}

/* Up to READ_BYTES of one mapping; pages in a row that are there are read in one go. */
static enum err look_at_batch(struct memory_scan *scan, uint64_t from, size_t count,
                              int *places)
{
    size_t page = scan->page_bytes;
    size_t facts_bytes = count * sizeof scan->pages[0];
    ssize_t size = pread(scan->pagemap, scan->pages, facts_bytes,
                         (off_t)(from / page * sizeof scan->pages[0]));
    if (size != (ssize_t)facts_bytes) return ERR_SYSTEM;
    for (size_t i = 0; i < count;) {
        size_t row = 0;
        while (i + row < count &&
               is_wanted(scan, from + (i + row) * page, scan->pages[i + row]))
            row++;
        *places += row > 0 ? look_at_pages(scan, from + i * page, row * page)
                           : end_window(scan);
        i += row > 0 ? row : 1;
    }
    return ERR_NONE;
}

static enum err look_at_mapping(struct memory_scan *scan, uint64_t from, uint64_t to,
                                int *places)
{
    enum err err = ERR_NONE;
    for (uint64_t at = from; at < to && !err;) {
        size_t count = (size_t)((to - at) / scan->page_bytes);
        if (count > READ_BYTES / scan->page_bytes) count = READ_BYTES / scan->page_bytes;
        err = look_at_batch(scan, at, count, places);
        at += count * scan->page_bytes;
    }
    *places += end_window(scan);
    return err;
}

/* A line of maps: "55d0c0-55d0e1 rw-p 00000000 00:00 0   [heap]". */
static enum err look_at_line(struct memory_scan *scan, const char *line, int *places)
{
    unsigned long long from = 0, to = 0;
    char rights[5] = "";
    /* NOLINTNEXTLINE(cert-err34-c): the kernel wrote it, an address fits */
    if (sscanf(line, "%llx-%llx %4s", &from, &to, rights) != 3) return ERR_SYSTEM;
    if (rights[0] != 'r' || rights[1] != 'w' || to - from > MAPPING_MOST_BYTES) return ERR_NONE;
    return look_at_mapping(scan, from, to, places);
}

enum err memory_scan_count(struct memory_scan *scan, int *places_out)
{
    char text[4096], line[LINE_BYTES];
    size_t line_bytes = 0;
    /* What functions that have returned left below us: copies, and the registers that the
     * dynamic linker saves. */
    sodium_stackzero(DEAD_STACK_BYTES);
    enum err err = lseek(scan->maps, 0, SEEK_SET) < 0 ? ERR_SYSTEM : ERR_NONE;
    *places_out = 0;
    scan->kept_bytes = 0;
    while (!err && scan->count > 0) {
        ssize_t size = read(scan->maps, text, sizeof text);
        if (size < 0) err = ERR_SYSTEM;
        if (size <= 0) break;
        for (ssize_t i = 0; i < size && !err; i++) {
            if (text[i] != '\n') {
                if (line_bytes < sizeof line - 1) line[line_bytes++] = text[i];
                continue;
            }
            line[line_bytes] = 0;
            line_bytes = 0;
            err = look_at_line(scan, line, places_out);
        }
    }
    sodium_memzero(scan->window, sizeof scan->window);
    return err;
}

/* Life */

void memory_scan_forget(struct memory_scan *scan)
{
    sodium_memzero(scan->needles, sizeof scan->needles);
    sodium_memzero(scan->begins, sizeof scan->begins);
    sodium_memzero(scan->filter, sizeof scan->filter);
    scan->count = 0;
}

enum err memory_scan_open(struct memory_scan **scan_out)
{
    *scan_out = NULL;
    long page_bytes = sysconf(_SC_PAGESIZE);
    if (page_bytes < 4096 || READ_BYTES % page_bytes != 0) return ERR_SYSTEM;
    struct memory_scan *scan = sodium_malloc(sizeof *scan);
    if (!scan) return ERR_MEMORY;
    memset(scan, 0, sizeof *scan);
    scan->page_bytes = (size_t)page_bytes;
    scan->maps = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    scan->memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    scan->pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    if (scan->maps < 0 || scan->memory < 0 || scan->pagemap < 0) {
        memory_scan_close(scan);
        return ERR_SYSTEM;
    }
    *scan_out = scan;
    return ERR_NONE;
}

void memory_scan_close(struct memory_scan *scan)
{
    if (!scan) return;
    if (scan->maps >= 0) close(scan->maps);
    if (scan->memory >= 0) close(scan->memory);
    if (scan->pagemap >= 0) close(scan->pagemap);
    sodium_free(scan);
}
