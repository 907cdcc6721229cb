/* SPDX-License-Identifier: EUPL-1.2 */
#include "platform/fonts.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <SDL.h>
#include <SDL_ttf.h>
#include <sodium.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/utf8.h"
#include "platform/bitmap_cache.h"
#include "platform/hyphens.h"
#include "platform/script.h"

#define FONTS_MOST 12 /* about 300 KB each; a screen uses six, a visit in one text size nine */
#define WIDTHS_MOST 4096 /* a power of two */
#define RUNS_LIMIT_BYTES (3u << 19) /* the words of four full screens */
#define RUN_MOST_BYTES 2048
#define RULER_PX 256 /* size at which a capital is measured, fine enough for 0.2 % */

struct font_file {
    void *bytes;
    size_t size_bytes;
    bool is_missing;
};
struct open_font {
    struct font font;
    TTF_Font *ttf;
    uint64_t asked;
    bool has_shaped_private;
};

struct fonts {
    char folder[PATH_BYTES];
    struct font_file files[FACE_COUNT][2];
    struct open_font open[FONTS_MOST];
    int open_count;
    bool has_read; /* since the last fonts_rest */
    uint64_t clock;
    double cap_per_em[FACE_COUNT]; /* 0: not measured yet */
    uint64_t seed; /* keys the hashes, so that a width tells nothing about a word */
    struct {
        uint64_t hash;
        int width_px;
    } widths[WIDTHS_MOST];
    struct bitmap_cache runs;
    struct hyphens hyphens;
};

static const char *const face_names[FACE_COUNT] = {
    [FACE_LATIN] = "latin",
    [FACE_ARABIC] = "arabic",
    [FACE_ETHIOPIC] = "ethiopic",
};

/* Capital H; alef and ha stand in for it where a script has no capitals. */
static const uint32_t face_capitals[FACE_COUNT] = {
    [FACE_LATIN] = 'H',
    [FACE_ARABIC] = 0x0627,
    [FACE_ETHIOPIC] = 0x1200,
};

static enum err map_file(const char *path, struct font_file *file)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return ERR_MISSING;
    enum err err = ERR_SYSTEM;
    struct stat facts;
    if (fstat(fd, &facts) == 0 && facts.st_size > 0) {
        void *bytes = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (bytes != MAP_FAILED) {
            *file = (struct font_file){.bytes = bytes, .size_bytes = (size_t)facts.st_size};
            err = ERR_NONE;
        }
    }
    close(fd);
    return err;
}

/* The file of a face; one that is not staged is told once and then stays missing. */
static struct font_file *face_file(struct fonts *fonts, enum face face, bool is_bold)
{
    struct font_file *file = &fonts->files[face][is_bold];
    if (file->bytes) return file;
    if (file->is_missing) return NULL;
    char name[64], path[PATH_BYTES];
    snprintf(name, sizeof name, "fonts/%s-%s.ttf", face_names[face],
             is_bold ? "bold" : "regular");
    enum err err = path_join(path, fonts->folder, name);
    if (!err) err = map_file(path, file);
    if (!err) return file;
    file->is_missing = true;
    log_line(LOG_FAULT, "the font %s is not there: %s", name, err_name(err));
    return NULL;
}

static TTF_Font *open_file(const struct font_file *file, int size_px)
{
    SDL_RWops *from = SDL_RWFromConstMem(file->bytes, (int)file->size_bytes);
    if (!from) return NULL;
    TTF_Font *ttf = TTF_OpenFontRW(from, 1, size_px);
    if (!ttf) return NULL;
    TTF_SetFontHinting(ttf, TTF_HINTING_LIGHT_SUBPIXEL);
    return ttf;
}

static void close_font(struct fonts *fonts, int at)
{
    TTF_CloseFont(fonts->open[at].ttf);
    fonts->open[at] = fonts->open[--fonts->open_count];
    fonts->open[fonts->open_count] = (struct open_font){0};
}

static bool font_is_same(struct font a, struct font b)
{
    return a.face == b.face && a.is_bold == b.is_bold && a.size_px == b.size_px;
}

/* A loan until the next call; NULL when the file is missing or broken. */
static struct open_font *font_get(struct fonts *fonts, struct font font)
{
    int oldest = 0;
    for (int i = 0; i < fonts->open_count; i++) {
        struct open_font *open = &fonts->open[i];
        if (font_is_same(open->font, font)) {
            open->asked = ++fonts->clock;
            return open;
        }
        if (open->asked < fonts->open[oldest].asked) oldest = i;
    }
    struct font_file *file = face_file(fonts, font.face, font.is_bold);
    if (!file) return NULL;
    TTF_Font *ttf = open_file(file, font.size_px > 0 ? font.size_px : 1);
    if (!ttf) {
        log_line(LOG_FAULT, "a %s font cannot be opened", face_names[font.face]);
        return NULL;
    }
    if (fonts->open_count == FONTS_MOST) close_font(fonts, oldest);
    struct open_font *open = &fonts->open[fonts->open_count++];
    *open = (struct open_font){.font = font, .ttf = ttf, .asked = ++fonts->clock};
    return open;
}

/* SDL_ttf wants text closed with a zero; ours is a piece of a longer line. */
static void copy_text(char out[RUN_MOST_BYTES], const char *utf8, size_t size_bytes)
{
    if (size_bytes > RUN_MOST_BYTES - 1) {
        size_bytes = RUN_MOST_BYTES - 1;
        while (size_bytes > 0 && ((unsigned char)utf8[size_bytes] & 0xc0) == 0x80) size_bytes--;
    }
    memcpy(out, utf8, size_bytes);
    out[size_bytes] = 0;
}

static void set_direction(TTF_Font *ttf, enum face face, const char *text,
                          bool is_right_to_left)
{
    TTF_SetFontDirection(ttf, is_right_to_left ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    TTF_SetFontScriptName(ttf, script_of(text, strlen(text), face));
}

static uint64_t text_hash(const struct fonts *fonts, struct font font, bool is_right_to_left,
                          const char *utf8, size_t size_bytes)
{
    uint64_t shape = (uint64_t)(unsigned)font.size_px << 16 | (uint64_t)font.face << 2 |
                     (uint64_t)font.is_bold << 1 | (uint64_t)is_right_to_left;
    return hash_bytes(fonts->seed ^ shape * 0x9e3779b97f4a7c15u, utf8, size_bytes);
}

static int shape_width(struct fonts *fonts, struct font font, bool is_right_to_left,
                       const char *utf8, size_t size_bytes)
{
    struct open_font *open = font_get(fonts, font);
    if (!open) return (int)size_bytes * font.size_px / 2;
    fonts->has_read = true;
    char text[RUN_MOST_BYTES];
    copy_text(text, utf8, size_bytes);
    set_direction(open->ttf, font.face, text, is_right_to_left);
    int width_px = 0;
    if (TTF_SizeUTF8(open->ttf, text, &width_px, NULL) != 0) width_px = 0;
    explicit_bzero(text, size_bytes < sizeof text ? size_bytes : sizeof text);
    return width_px;
}

static int width_px(void *with, struct font font, bool is_right_to_left, const char *utf8,
                    size_t size_bytes)
{
    struct fonts *fonts = with;
    if (size_bytes == 0) return 0;
    uint64_t hash = text_hash(fonts, font, is_right_to_left, utf8, size_bytes);
    size_t at = hash & (WIDTHS_MOST - 1);
    if (fonts->widths[at].hash != hash) {
        fonts->widths[at].width_px =
            shape_width(fonts, font, is_right_to_left, utf8, size_bytes);
        fonts->widths[at].hash = hash;
    }
    return fonts->widths[at].width_px;
}

static double cap_per_em(void *with, enum face face)
{
    struct fonts *fonts = with;
    if (fonts->cap_per_em[face] > 0) return fonts->cap_per_em[face];
    int top = 0;
    struct font_file *file = face_file(fonts, face, false);
    TTF_Font *ruler = file ? open_file(file, RULER_PX) : NULL;
    if (ruler) {
        TTF_SetFontHinting(ruler, TTF_HINTING_NONE);
        if (TTF_GlyphMetrics32(ruler, face_capitals[face], NULL, NULL, NULL, &top, NULL) != 0)
            top = 0;
        TTF_CloseFont(ruler);
    }
    fonts->cap_per_em[face] = top > 0 ? (double)top / RULER_PX : 0.7;
    return fonts->cap_per_em[face];
}

static struct font_metrics metrics(void *with, struct font font)
{
    struct fonts *fonts = with;
    struct font_metrics out = {font.size_px, font.size_px * 3 / 2,
                               cap_per_em(with, font.face) * font.size_px};
    struct open_font *open = font_get(fonts, font);
    if (!open) return out;
    out.ascent_px = TTF_FontAscent(open->ttf);
    out.line_px = TTF_FontLineSkip(open->ttf);
    return out;
}

static bool has_glyph(void *with, enum face face, uint32_t code_point)
{
    struct fonts *fonts = with;
    struct open_font *any = NULL;
    for (int i = 0; i < fonts->open_count; i++)
        if (fonts->open[i].font.face == face) any = &fonts->open[i];
    if (!any) any = font_get(fonts, (struct font){face, false, 16});
    return any && TTF_GlyphIsProvided32(any->ttf, code_point) != 0;
}

static int hyphens(void *with, const char *tag, const char *utf8, size_t size_bytes,
                   size_t *offsets_out, int most)
{
    struct fonts *fonts = with;
    return hyphens_find(&fonts->hyphens, tag, utf8, size_bytes, offsets_out, most);
}

struct measure fonts_measure(struct fonts *fonts)
{
    return (struct measure){.with = fonts,
                            .width_px = width_px,
                            .metrics = metrics,
                            .has_glyph = has_glyph,
                            .cap_per_em = cap_per_em,
                            .hyphens = hyphens};
}

/* SDL_ttf gives a picture of the whole line; only the part with ink is kept. */
static enum err coverage_of(const SDL_Surface *surface, struct bitmap *bitmap_out)
{
    const uint8_t *pixels = surface->pixels;
    int left = surface->w, right = -1, top = -1, bottom = -1;
    for (int y = 0; y < surface->h; y++) {
        const uint8_t *row = pixels + (ptrdiff_t)y * surface->pitch;
        int first = 0, last = surface->w - 1;
        while (first < surface->w && row[first] == 0) first++;
        if (first == surface->w) continue;
        while (row[last] == 0) last--;
        if (top < 0) top = y;
        bottom = y;
        if (first < left) left = first;
        if (last > right) right = last;
    }
    if (top < 0) return bitmap_init(bitmap_out, 0, 0, false);
    enum err err = bitmap_init(bitmap_out, right - left + 1, bottom - top + 1, false);
    if (err) return err;
    bitmap_out->x = left;
    bitmap_out->y = top;
    for (int y = 0; y < bitmap_out->height_px; y++)
        memcpy(bitmap_out->bytes + (ptrdiff_t)y * bitmap_out->width_px,
               pixels + (ptrdiff_t)(top + y) * surface->pitch + left,
               (size_t)bitmap_out->width_px);
    return ERR_NONE;
}

/* SDL_ttf moves a line to the right when its first letter reaches back over the start ("j");
 * that is taken off again. */
static int start_overhang_px(TTF_Font *ttf, const char *text)
{
    size_t at = 0;
    int left_px = 0;
    uint32_t first = utf8_next(text, strlen(text), &at);
    if (TTF_GlyphMetrics32(ttf, first, &left_px, NULL, NULL, NULL, NULL) != 0) return 0;
    return left_px < 0 ? -left_px : 0;
}

/* Shaded text is one byte a pixel and that byte is the coverage, whatever the colours. */
static enum err render(struct fonts *fonts, const struct run *run, bool is_private,
                       struct bitmap *bitmap_out)
{
    *bitmap_out = (struct bitmap){0};
    struct open_font *open = font_get(fonts, run->font);
    if (!open) return ERR_MISSING;
    fonts->has_read = true;
    if (is_private) open->has_shaped_private = true;
    char text[RUN_MOST_BYTES];
    copy_text(text, run->utf8, run->size_bytes);
    set_direction(open->ttf, run->font.face, text, run->is_right_to_left);
    SDL_Surface *surface = TTF_RenderUTF8_Shaded(
        open->ttf, text, (SDL_Color){255, 255, 255, 255}, (SDL_Color){0, 0, 0, 255});
    int overhang_px = run->is_right_to_left ? 0 : start_overhang_px(open->ttf, text);
    explicit_bzero(text, sizeof text);
    if (!surface) return ERR_MEMORY;
    enum err err = coverage_of(surface, bitmap_out);
    bitmap_out->x -= overhang_px;
    bitmap_out->y -= TTF_FontAscent(open->ttf);
    if (is_private)
        explicit_bzero(surface->pixels, (size_t)surface->h * (size_t)surface->pitch);
    SDL_FreeSurface(surface);
    return err;
}

void fonts_paint(struct fonts *fonts, struct canvas *canvas, struct rect clip,
                 const struct run *run, struct color ink, bool is_private)
{
    if (run->size_bytes == 0) return;
    struct bitmap own = {0};
    const struct bitmap *bitmap = NULL;
    uint64_t hash =
        text_hash(fonts, run->font, run->is_right_to_left, run->utf8, run->size_bytes);
    if (!is_private) bitmap = bitmap_cache_get(&fonts->runs, hash);
    if (!bitmap) {
        if (render(fonts, run, is_private, &own)) return;
        if (!is_private) bitmap = bitmap_cache_put(&fonts->runs, hash, &own);
        if (bitmap) own = (struct bitmap){0};
        else bitmap = &own;
    }
    canvas_lay(canvas, clip, bitmap, run->x, run->y, ink);
    bitmap_wipe(&own);
}

void fonts_rest(struct fonts *fonts)
{
    if (!fonts->has_read) return;
    fonts->has_read = false;
    for (int face = 0; face < FACE_COUNT; face++)
        for (int bold = 0; bold < 2; bold++) {
            struct font_file *file = &fonts->files[face][bold];
            if (file->bytes) madvise(file->bytes, file->size_bytes, MADV_DONTNEED);
        }
}

void fonts_wipe(struct fonts *fonts)
{
    sodium_memzero(fonts->widths, sizeof fonts->widths);
    for (int i = fonts->open_count - 1; i >= 0; i--)
        if (fonts->open[i].has_shaped_private) close_font(fonts, i);
    randombytes_buf(&fonts->seed, sizeof fonts->seed);
    bitmap_cache_wipe(&fonts->runs); /* their hashes were made with the old seed */
}

size_t fonts_kept_bytes(const struct fonts *fonts)
{
    return fonts->runs.size_bytes;
}

int fonts_kept_runs(const struct fonts *fonts)
{
    return fonts->runs.count;
}

enum err fonts_open(const char *assets_folder, struct fonts **fonts_out)
{
    *fonts_out = NULL;
    struct fonts *fonts = calloc(1, sizeof *fonts);
    if (!fonts) return ERR_MEMORY;
    enum err err = ERR_SYSTEM;
    if (TTF_Init() != 0) {
        free(fonts);
        return err;
    }
    fonts->runs.limit_bytes = RUNS_LIMIT_BYTES;
    randombytes_buf(&fonts->seed, sizeof fonts->seed);
    err = path_join(fonts->folder, assets_folder, "");
    if (!err && (!face_file(fonts, FACE_LATIN, false) || !face_file(fonts, FACE_LATIN, true)))
        err = ERR_MISSING;
    if (err) {
        fonts_close(fonts);
        return err;
    }
    *fonts_out = fonts;
    return ERR_NONE;
}

void fonts_close(struct fonts *fonts)
{
    if (!fonts) return;
    while (fonts->open_count > 0) close_font(fonts, fonts->open_count - 1);
    bitmap_cache_wipe(&fonts->runs);
    hyphens_finish(&fonts->hyphens);
    for (int face = 0; face < FACE_COUNT; face++)
        for (int bold = 0; bold < 2; bold++)
            if (fonts->files[face][bold].bytes)
                munmap(fonts->files[face][bold].bytes, fonts->files[face][bold].size_bytes);
    TTF_Quit();
    sodium_memzero(fonts, sizeof *fonts);
    free(fonts);
}
