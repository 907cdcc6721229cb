/* SPDX-License-Identifier: EUPL-1.2 */
/* bare.c - the least that a touch screen can be: a window with 15 lines, 6 buttons, a field.
 *
 * The floor of the bench: what is below this is not ours to win. Each touch of a button draws
 * the whole other page; each touch of the field adds a letter and draws the field only. Uses
 * the same SDL settings as the kiosk.
 *   bare REGULAR.ttf BOLD.ttf */
#include <SDL.h>
#include <SDL_ttf.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define WIDTH 1920
#define HEIGHT 1080
#define FIELD_Y 880

static SDL_Surface *surface;
static TTF_Font *body, *bold;
static char typed[32];
static int page;

static void fill(SDL_Rect rect, Uint8 red, Uint8 green, Uint8 blue)
{
    SDL_FillRect(surface, &rect, SDL_MapRGB(surface->format, red, green, blue));
}

static void words(TTF_Font *font, const char *text, int x, int y, SDL_Color ink)
{
    SDL_Surface *line = TTF_RenderUTF8_Blended(font, text, ink);
    if (!line) return;
    SDL_BlitSurface(line, NULL, surface, &(SDL_Rect){.x = x, .y = y});
    SDL_FreeSurface(line);
}

static SDL_Rect draw_field(void)
{
    SDL_Rect field = {60, FIELD_Y, 1800, 120};
    fill(field, 255, 255, 255);
    if (typed[0]) words(bold, typed, 90, FIELD_Y + 20, (SDL_Color){23, 32, 58, 255});
    return field;
}

static void draw_page(void)
{
    char text[96];
    fill((SDL_Rect){0, 0, WIDTH, HEIGHT}, 250, 247, 242);
    for (int i = 0; i < 15; i++) {
        snprintf(text, sizeof text, "Bladzijde %d, regel %d: een ondersteuner staat naast u.",
                 page + 1, i + 1);
        words(body, text, 60, 30 + 56 * i, (SDL_Color){23, 32, 58, 255});
    }
    for (int i = 0; i < 6; i++) {
        SDL_Rect button = {1300, 30 + 138 * i, 560, 120};
        fill(button, 0, 69, 59);
        snprintf(text, sizeof text, "Knop %d", i + 1 + 6 * page);
        words(bold, text, button.x + 40, button.y + 20, (SDL_Color){255, 255, 255, 255});
    }
    draw_field();
}

static void touched(SDL_Window *window, int x, int y)
{
    if (y >= FIELD_Y && y < FIELD_Y + 120) {
        size_t size = strlen(typed);
        if (size + 1 < sizeof typed) typed[size] = (char)('a' + size % 26);
        else memset(typed, 0, sizeof typed);
        SDL_Rect field = draw_field();
        SDL_UpdateWindowSurfaceRects(window, &field, 1);
    } else if (x >= 1300 && x < 1860) {
        page = !page;
        draw_page();
        SDL_UpdateWindowSurface(window);
    }
}

int main(int argc, char **argv)
{
    if (argc != 3) return 2;
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) || TTF_Init()) return 1;
    SDL_Window *window = SDL_CreateWindow("bare", 0, 0, WIDTH, HEIGHT, SDL_WINDOW_BORDERLESS);
    body = TTF_OpenFont(argv[1], 36);
    bold = TTF_OpenFont(argv[2], 48);
    if (!window || !body || !bold) return 1;
    surface = SDL_GetWindowSurface(window);
    draw_page();
    SDL_UpdateWindowSurface(window);
    SDL_Event event;
    while (SDL_WaitEvent(&event) && event.type != SDL_QUIT) {
        if (event.type == SDL_MOUSEBUTTONUP) touched(window, event.button.x, event.button.y);
        if (event.type == SDL_WINDOWEVENT && event.window.event == SDL_WINDOWEVENT_EXPOSED)
            SDL_UpdateWindowSurface(window);
    }
    return 0;
}
