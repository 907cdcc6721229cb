/* SPDX-License-Identifier: EUPL-1.2 */
/* Draw lists to pixels: what is painted, and how little of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <sodium.h>

#include "base/hash.h"
#include "platform/painter.h"
#include "platform/png.h"
#include "view/code.h"

#define WIDTH 640
#define HEIGHT 400
#define ITEMS_MOST 40

static const struct color paper = {0xfa, 0xf7, 0xf2}, card = {0xff, 0xff, 0xff},
                          line = {0x8a, 0x84, 0x78}, brand = {0x00, 0x45, 0x3b},
                          ink = {0x17, 0x20, 0x3a};

static struct painter *painter, *other;
static struct canvas canvas, check;

static int open_all(void **state)
{
    (void)state;
    if (sodium_init() < 0) return -1;
    if (painter_open(BUILD_DIR "/assets", &painter) ||
        painter_open(BUILD_DIR "/assets", &other))
        return -1;
    return canvas_init(&canvas, WIDTH, HEIGHT) || canvas_init(&check, WIDTH, HEIGHT) ? -1 : 0;
}

static int close_all(void **state)
{
    (void)state;
    painter_close(painter);
    painter_close(other);
    canvas_finish(&canvas);
    canvas_finish(&check);
    return 0;
}

static int start_over(void **state)
{
    (void)state;
    painter_forget(painter);
    return 0;
}

/* As view/ does it: the same hash means the same pixels. */
static void set_hash(struct draw *item)
{
    item->hash = 0;
    uint64_t hash = hash_bytes(1, &item->rect, sizeof item->rect);
    hash = hash_bytes(hash, &item->color, sizeof item->color);
    hash = hash_bytes(hash, &item->border, sizeof item->border);
    int rest[] = {(int)item->kind,
                  item->has_color,
                  item->border_px,
                  item->corner_px,
                  (int)item->pictogram,
                  item->is_line_picture,
                  (int)item->run.font.face,
                  item->run.font.is_bold,
                  item->run.font.size_px,
                  item->run.x,
                  item->run.y};
    hash = hash_bytes(hash, rest, sizeof rest);
    hash = hash_text(hash, item->code);
    item->hash = hash_bytes(hash, item->run.utf8 ? item->run.utf8 : "", item->run.size_bytes);
}

static struct draw box(struct rect rect, struct color ground, int border_px, int corner_px)
{
    struct draw item = {.kind = DRAW_BOX,
                        .rect = rect,
                        .color = ground,
                        .has_color = true,
                        .border = line,
                        .border_px = border_px,
                        .corner_px = corner_px};
    set_hash(&item);
    return item;
}

static struct draw text(const char *utf8, int size_px, int x, int y, bool is_private)
{
    struct measure measure = painter_measure(painter);
    struct font font = {FACE_LATIN, false, size_px};
    int width_px = measure.width_px(measure.with, font, false, utf8, strlen(utf8));
    struct font_metrics metrics = measure.metrics(measure.with, font);
    struct draw item = {.kind = DRAW_TEXT,
                        .rect = {x, y - metrics.ascent_px, width_px, metrics.line_px},
                        .color = ink,
                        .run = {utf8, strlen(utf8), font, false, x, y, width_px},
                        .is_private = is_private};
    set_hash(&item);
    return item;
}

static struct draw picture(enum pictogram pictogram, bool is_line, int x, int y, int side_px)
{
    struct draw item = {.kind = DRAW_PICTURE,
                        .rect = {x, y, side_px, side_px},
                        .color = ink,
                        .pictogram = pictogram,
                        .is_line_picture = is_line};
    set_hash(&item);
    return item;
}

static int paint(struct draw *items, int count, struct rect changed[CHANGED_MOST])
{
    struct draw_list list = {.items = items, .count = count, .paper = paper};
    return painter_paint(painter, &canvas, &list, changed);
}

static uint32_t pixel(int x, int y)
{
    return canvas.pixels[y * canvas.stride_px + x];
}

static void a_box_has_border_and_ground_to_the_pixel(void **state)
{
    (void)state;
    struct rect changed[CHANGED_MOST];
    struct draw items[] = {box((struct rect){100, 100, 200, 80}, card, 3, 0)};
    assert_int_equal(paint(items, 1, changed), 1);
    assert_int_equal(pixel(99, 100), pixel_of(paper));
    assert_int_equal(pixel(100, 100), pixel_of(line));
    assert_int_equal(pixel(102, 140), pixel_of(line));
    assert_int_equal(pixel(103, 103), pixel_of(card));
    assert_int_equal(pixel(296, 176), pixel_of(card));
    assert_int_equal(pixel(297, 140), pixel_of(line));
    assert_int_equal(pixel(299, 179), pixel_of(line));
    assert_int_equal(pixel(300, 179), pixel_of(paper));
    assert_int_equal(pixel(200, 180), pixel_of(paper));
}

static void round_corners_show_paper_and_are_alike(void **state)
{
    (void)state;
    struct rect changed[CHANGED_MOST];
    struct draw items[] = {box((struct rect){100, 100, 200, 80}, brand, 0, 24)};
    paint(items, 1, changed);
    assert_int_equal(pixel(100, 100), pixel_of(paper));
    assert_int_equal(pixel(200, 100), pixel_of(brand));
    assert_int_equal(pixel(100, 140), pixel_of(brand));
    assert_int_equal(pixel(200, 140), pixel_of(brand));
    for (int y = 0; y < 24; y++)
        for (int x = 0; x < 24; x++) {
            assert_in_range(
                (pixel(100 + x, 100 + y) & 0xff) - (pixel(299 - x, 100 + y) & 0xff) + 8, 0, 16);
            assert_in_range(
                (pixel(100 + x, 100 + y) & 0xff) - (pixel(100 + x, 179 - y) & 0xff) + 8, 0, 16);
        }
}

static void an_edge_is_a_mix_of_both_sides_and_never_darker(void **state)
{
    (void)state;
    struct rect changed[CHANGED_MOST];
    struct draw items[] = {box((struct rect){100, 100, 200, 80}, card, 0, 24),
                           text("Ook letters", 40, 100, 250, false)};
    items[1].color = card;
    set_hash(&items[1]);
    paint(items, 2, changed);
    int mixed = 0;
    for (int y = 95; y < 285; y++)
        for (int x = 95; x < 405; x++) {
            assert_in_range(pixel(x, y) & 0xff, paper.blue - 2, card.blue);
            if ((pixel(x, y) & 0xff) > paper.blue && (pixel(x, y) & 0xff) < card.blue) mixed++;
        }
    assert_true(mixed > 20);
}

static void a_letter_that_stands_out_of_its_place_is_not_cut(void **state)
{
    (void)state;
    struct rect changed[CHANGED_MOST];
    struct draw items[] = {text("j", 100, 200, 200, false)};
    paint(items, 1, changed);
    int outside = 0;
    for (int y = 100; y < 300; y++)
        for (int x = 150; x < items[0].rect.x; x++)
            if (pixel(x, y) != pixel_of(paper)) outside++;
    assert_true(outside > 5);
}

static void a_box_without_ground_shows_what_lies_under_it(void **state)
{
    (void)state;
    struct rect changed[CHANGED_MOST];
    struct draw items[] = {box((struct rect){50, 50, 300, 200}, brand, 0, 0), {0}};
    items[1] = (struct draw){.kind = DRAW_RING,
                             .rect = {100, 100, 100, 60},
                             .color = line,
                             .border_px = 4,
                             .corner_px = 12};
    set_hash(&items[1]);
    paint(items, 2, changed);
    assert_int_equal(pixel(150, 130), pixel_of(brand));
    assert_int_equal(pixel(150, 102), pixel_of(line));
    assert_int_equal(pixel(100, 100), pixel_of(brand));
}

static void the_same_list_again_paints_nothing(void **state)
{
    (void)state;
    struct rect changed[CHANGED_MOST];
    struct draw items[] = {box((struct rect){100, 100, 200, 80}, card, 3, 24),
                           text("Verder", 28, 120, 150, false)};
    assert_int_equal(paint(items, 2, changed), 1);
    assert_int_equal(paint(items, 2, changed), 0);
}

static void one_letter_more_repaints_only_the_field(void **state)
{
    (void)state;
    struct rect changed[CHANGED_MOST];
    struct draw items[] = {text("Wat is uw naam?", 40, 20, 60, false),
                           box((struct rect){20, 100, 400, 60}, card, 3, 12),
                           text("Ann", 28, 40, 140, true), text("Terug", 28, 20, 350, false)};
    paint(items, 4, changed);
    items[2] = text("Anna", 28, 40, 140, true);
    assert_int_equal(paint(items, 4, changed), 1);
    assert_in_range(changed[0].y, 90, 140);
    assert_true(changed[0].width * changed[0].height < 120 * 80);
}

static void an_item_that_leaves_shows_what_was_under_it(void **state)
{
    (void)state;
    struct rect changed[CHANGED_MOST];
    struct draw items[] = {box((struct rect){50, 50, 300, 200}, card, 0, 0),
                           box((struct rect){100, 100, 50, 50}, brand, 0, 0)};
    paint(items, 2, changed);
    assert_int_equal(pixel(120, 120), pixel_of(brand));
    assert_int_equal(paint(items, 1, changed), 1);
    assert_int_equal(pixel(120, 120), pixel_of(card));
}

static void items_that_change_places_are_painted_in_the_new_order(void **state)
{
    (void)state;
    struct rect changed[CHANGED_MOST];
    struct draw one = box((struct rect){50, 50, 100, 100}, card, 0, 0),
                two = box((struct rect){80, 80, 100, 100}, brand, 0, 0);
    struct draw items[] = {one, two}, swapped[] = {two, one};
    paint(items, 2, changed);
    assert_int_equal(pixel(100, 100), pixel_of(brand));
    assert_true(paint(swapped, 2, changed) > 0);
    assert_int_equal(pixel(100, 100), pixel_of(card));
}

static void a_picture_lies_in_the_middle_of_its_square(void **state)
{
    (void)state;
    struct rect changed[CHANGED_MOST];
    static const enum pictogram pictures[] = {PICTOGRAM_HELP, PICTOGRAM_PHONE,
                                              PICTOGRAM_QUESTION};
    for (size_t i = 0; i < sizeof pictures / sizeof pictures[0]; i++) {
        struct draw items[] = {picture(pictures[i], i == 1, 100, 100, 120)};
        paint(items, 1, changed);
        int left = WIDTH, right = 0, top = HEIGHT, bottom = 0;
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++) {
                if (pixel(x, y) == pixel_of(paper)) continue;
                left = x < left ? x : left;
                right = x > right ? x : right;
                top = y < top ? y : top;
                bottom = y > bottom ? y : bottom;
            }
        assert_true(left >= 100 && right < 220 && top >= 100 && bottom < 220);
        assert_in_range(left - 100 - (219 - right) + 3, 0, 6);
        assert_in_range(top - 100 - (219 - bottom) + 3, 0, 6);
        assert_true(right - left >= 80 ||
                    bottom - top >= 80); /* two thirds of the square, or more */
    }
}

static void a_line_picture_takes_the_ink_of_the_theme(void **state)
{
    (void)state;
    struct rect changed[CHANGED_MOST];
    struct draw items[] = {picture(PICTOGRAM_PHONE, true, 100, 100, 120)};
    items[0].color = brand;
    set_hash(&items[0]);
    paint(items, 1, changed);
    int inked = 0;
    for (int y = 100; y < 220; y++)
        for (int x = 100; x < 220; x++)
            if (pixel(x, y) == pixel_of(brand)) inked++;
    assert_true(inked > 200);
}

static void a_code_fills_its_square_and_can_be_read(void **state)
{
    (void)state;
    struct rect changed[CHANGED_MOST];
    struct code_modules modules;
    assert_int_equal(code_modules("482 913 7508", &modules), ERR_NONE);
    struct draw items[] = {
        {.kind = DRAW_CODE, .rect = {100, 100, 200, 200}, .code = "482 913 7508"}};
    set_hash(&items[0]);
    paint(items, 1, changed);
    assert_int_equal(pixel(100, 100), 0xff000000u);
    assert_int_equal(pixel(299, 100), 0xff000000u);
    assert_int_equal(pixel(100, 299), 0xff000000u);
    for (int row = 0; row < modules.side; row++)
        for (int column = 0; column < modules.side; column++) {
            double side_px = 200.0 / modules.side;
            bool is_dark = pixel(100 + (int)((column + 0.5) * side_px),
                                 100 + (int)((row + 0.5) * side_px)) == 0xff000000u;
            assert_int_equal(is_dark, modules.dark[row * modules.side + column]);
        }
}

static struct draw random_item(uint32_t *seed)
{
    static const char *const words[] = {"Verder", "Terug", "Ik wil hulp vragen",
                                        "jij",    "Één",   "Gratis"};
    *seed = *seed * 1664525u + 1013904223u;
    uint32_t r = *seed >> 8;
    struct rect rect = {(int)(r % 600) - 20, (int)(r / 7 % 380) - 10, 20 + (int)(r / 3 % 200),
                        20 + (int)(r / 5 % 150)};
    switch (r % 5) {
    case 0: return box(rect, r & 64 ? brand : card, (int)(r / 11 % 5), (int)(r / 13 % 30));
    case 1:
        return text(words[r / 17 % 6], 18 + (int)(r / 19 % 3) * 12, rect.x, rect.y + 40,
                    (r & 128) != 0);
    case 2:
        return picture((enum pictogram)(1 + r / 23 % 12), (r & 256) != 0, rect.x, rect.y,
                       30 + (int)(r / 29 % 60));
    case 3: {
        struct draw caret = {.kind = DRAW_CARET, .rect = {rect.x, rect.y, 3, 30}, .color = ink};
        set_hash(&caret);
        return caret;
    }
    }
    struct draw ring = {
        .kind = DRAW_RING, .rect = rect, .color = line, .border_px = 3, .corner_px = 15};
    set_hash(&ring);
    return ring;
}

/* Drops, adds, changes and swaps items, as a visit does with what stands on its screens. */
static int mutate(struct draw *items, int count, uint32_t *seed)
{
    int changes = 1 + (int)(*seed >> 9) % 4;
    for (int i = 0; i < changes; i++) {
        *seed = *seed * 1664525u + 1013904223u;
        int at = count > 0 ? (int)(*seed >> 10) % count : 0;
        switch ((*seed >> 4) % 4) {
        case 0:
            if (count > 2)
                memmove(&items[at], &items[at + 1], (size_t)(--count - at) * sizeof *items);
            break;
        case 1:
            if (count == ITEMS_MOST) break;
            memmove(&items[at + 1], &items[at], (size_t)(count++ - at) * sizeof *items);
            items[at] = random_item(seed);
            break;
        case 2:
            if (count > 0) items[at] = random_item(seed);
            break;
        case 3:
            if (at + 1 < count) {
                struct draw kept = items[at];
                items[at] = items[at + 1];
                items[at + 1] = kept;
            }
            break;
        }
    }
    return count;
}

static void painting_the_differences_gives_what_painting_all_gives(void **state)
{
    (void)state;
    struct draw items[ITEMS_MOST + 1];
    struct rect changed[CHANGED_MOST];
    uint32_t seed = 20261121;
    int count = 0;
    long long painted = 0;
    for (int i = 0; i < 20; i++) items[count++] = random_item(&seed);
    for (int frame = 0; frame < 400; frame++) {
        count = mutate(items, count, &seed);
        struct draw_list list = {.items = items, .count = count, .paper = paper};
        int rects = painter_paint(painter, &canvas, &list, changed);
        assert_in_range(rects, 0, CHANGED_MOST);
        for (int i = 0; i < rects; i++)
            painted += (long long)changed[i].width * changed[i].height;
        painter_forget(other);
        painter_paint(other, &check, &list, changed);
        assert_memory_equal(canvas.pixels, check.pixels,
                            sizeof *canvas.pixels * WIDTH * HEIGHT);
    }
    assert_true(painted < 400LL * WIDTH * HEIGHT / 2);
}

static void private_words_leave_nothing_in_the_caches(void **state)
{
    (void)state;
    struct rect changed[CHANGED_MOST];
    painter_wipe(painter);
    size_t before = painter_kept_bytes(painter);
    struct draw items[] = {text("06 12 34 56 78", 40, 20, 100, true),
                           text("jan@voorbeeld.example", 40, 20, 200, true)};
    assert_int_equal(paint(items, 2, changed), 1);
    assert_int_equal(painter_kept_runs(painter), 0);
    assert_int_equal(painter_kept_bytes(painter), before);
}

static void after_a_wipe_everything_is_painted_again(void **state)
{
    (void)state;
    struct rect changed[CHANGED_MOST];
    struct draw items[] = {text("Welkom", 40, 20, 100, false)};
    paint(items, 1, changed);
    painter_wipe(painter);
    assert_int_equal(paint(items, 1, changed), 1);
    assert_int_equal(changed[0].width, WIDTH);
    assert_int_equal(changed[0].height, HEIGHT);
}

static void another_theme_repaints_the_whole_screen(void **state)
{
    (void)state;
    struct rect changed[CHANGED_MOST];
    struct draw items[] = {text("Welkom", 40, 20, 100, false)};
    paint(items, 1, changed);
    struct draw_list list = {.items = items, .count = 1, .paper = {0, 0, 0}};
    assert_int_equal(painter_paint(painter, &canvas, &list, changed), 1);
    assert_int_equal(changed[0].width * changed[0].height, WIDTH * HEIGHT);
    assert_int_equal(pixel(630, 390), 0xff000000u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_box_has_border_and_ground_to_the_pixel, start_over),
        cmocka_unit_test_setup(round_corners_show_paper_and_are_alike, start_over),
        cmocka_unit_test_setup(an_edge_is_a_mix_of_both_sides_and_never_darker, start_over),
        cmocka_unit_test_setup(a_letter_that_stands_out_of_its_place_is_not_cut, start_over),
        cmocka_unit_test_setup(a_box_without_ground_shows_what_lies_under_it, start_over),
        cmocka_unit_test_setup(the_same_list_again_paints_nothing, start_over),
        cmocka_unit_test_setup(one_letter_more_repaints_only_the_field, start_over),
        cmocka_unit_test_setup(an_item_that_leaves_shows_what_was_under_it, start_over),
        cmocka_unit_test_setup(items_that_change_places_are_painted_in_the_new_order,
                               start_over),
        cmocka_unit_test_setup(a_picture_lies_in_the_middle_of_its_square, start_over),
        cmocka_unit_test_setup(a_line_picture_takes_the_ink_of_the_theme, start_over),
        cmocka_unit_test_setup(a_code_fills_its_square_and_can_be_read, start_over),
        cmocka_unit_test_setup(painting_the_differences_gives_what_painting_all_gives,
                               start_over),
        cmocka_unit_test_setup(private_words_leave_nothing_in_the_caches, start_over),
        cmocka_unit_test_setup(after_a_wipe_everything_is_painted_again, start_over),
        cmocka_unit_test_setup(another_theme_repaints_the_whole_screen, start_over),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
