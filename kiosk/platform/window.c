/* SPDX-License-Identifier: EUPL-1.2 */
#include "platform/window.h"

#include <stdlib.h>
#include <string.h>

#include <SDL.h>

#include "base/log.h"
#include "platform/input.h"
#include "platform/png.h"
#include "platform/x11_keys.h"
#include "platform/x11_screen.h"

#define FLOOD_EVENTS 1024

struct window {
    SDL_Window *sdl;
    SDL_Surface *surface; /* SDL's; NULL after a change of size */
    struct canvas canvas; /* the surface's pixels, or our own when its format is another */
    bool has_own_canvas;
    bool is_demo;
    struct pointing pointing;
    struct x11_keys keys;
    struct x11_screen screen; /* zero unless we fill an X11 screen */
};

/* What a kiosk does not use costs start time, or lets someone out of it. */
static void set_hints(void)
{
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1"); /* SIGTERM ends us */
    SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "0");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0"); /* one touch is one touch */
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    /* SDL drops a press that it reads within 10 ms of the keyboard's focus. A machine that is
     * busy reads both at once, and the visitor's first touch would be gone. */
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_PING, "0");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    SDL_SetHint(SDL_HINT_AUTO_UPDATE_JOYSTICKS, "0");
    SDL_SetHint(SDL_HINT_AUTO_UPDATE_SENSORS, "0");
    SDL_SetHint(SDL_HINT_APP_NAME, "Naast");
    SDL_SetHint(SDL_HINT_VIDEO_WAYLAND_ALLOW_LIBDECOR, "0"); /* no title bar */
    /* Without an address SDL runs dbus-launch; a kiosk runs no program and wants nothing from a
     * desktop's bus. */
    setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", 1);
    /* Nobody types accents on a real keyboard here; reading X11's table of them takes a fifth
     * of the start. */
    if (getenv("DISPLAY")) setenv("XCOMPOSEFILE", "/dev/null", 1);
    setenv("XMODIFIERS", "@im=none", 1);
}

static int x11_wants(struct window *window, const SDL_Event *event)
{
    SDL_Event key;
    if (x11_keys_take(&window->keys, event, &key)) SDL_PushEvent(&key);
    return x11_screen_take(&window->screen, event);
}

/* Only what input_from and window_wait look at comes into the queue. */
static int is_wanted(void *with, SDL_Event *event)
{
    struct window *window = with;
    switch (event->type) {
    case SDL_KEYDOWN:
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
    case SDL_WINDOWEVENT:
    case SDL_USEREVENT:
    case SDL_QUIT: return 1;
    case SDL_MOUSEMOTION: return event->motion.state != 0;
    case SDL_SYSWMEVENT: return x11_wants(window, event);
    }
    return 0;
}

static bool is_x11(void)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    return driver && strcmp(driver, "x11") == 0;
}

static SDL_Window *open_sdl_window(struct window_wish wish)
{
    Uint32 flags = SDL_WINDOW_BORDERLESS;
    SDL_Rect place = {SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, wish.width_px,
                      wish.height_px};
    bool is_whole = wish.width_px == 0;
    if (is_whole) {
        if (SDL_GetDisplayBounds(0, &place) != 0) return NULL;
        if (!is_x11()) flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
    } else if (wish.is_demo) {
        flags = 0;
    }
    return SDL_CreateWindow("Naast", place.x, place.y, place.w, place.h, flags);
}

static bool is_our_format(const SDL_Surface *surface)
{
    return surface->format->format == SDL_PIXELFORMAT_RGB888 ||
           surface->format->format == SDL_PIXELFORMAT_ARGB8888;
}

static void drop_canvas(struct window *window)
{
    if (window->has_own_canvas) canvas_finish(&window->canvas);
    window->has_own_canvas = false;
    window->canvas = (struct canvas){0};
    window->surface = NULL;
}

static enum err take_surface(struct window *window)
{
    drop_canvas(window);
    window->surface = SDL_GetWindowSurface(window->sdl);
    if (!window->surface) return ERR_SYSTEM;
    window->pointing.width_px = window->surface->w;
    window->pointing.height_px = window->surface->h;
    if (is_our_format(window->surface)) {
        window->canvas = (struct canvas){window->surface->pixels, window->surface->w,
                                         window->surface->h, window->surface->pitch / 4};
        return ERR_NONE;
    }
    window->has_own_canvas = true;
    return canvas_init(&window->canvas, window->surface->w, window->surface->h);
}

enum err window_open(struct window_wish wish, struct window **window_out)
{
    *window_out = NULL;
    set_hints();
    struct window *window = calloc(1, sizeof *window);
    if (!window) return ERR_MEMORY;
    window->is_demo = wish.is_demo;
    window->pointing.profile = wish.key_profile;
    enum err err = SDL_InitSubSystem(SDL_INIT_VIDEO) == 0 ? ERR_NONE : ERR_SYSTEM;
    if (!err) {
        SDL_StopTextInput();
        SDL_SetEventFilter(is_wanted, window);
        if (is_x11()) {
            SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
            SDL_EventState(SDL_SYSWMEVENT, SDL_ENABLE);
        }
        window->sdl = open_sdl_window(wish);
        err = window->sdl ? take_surface(window) : ERR_SYSTEM;
        if (!err && wish.width_px == 0) x11_screen_watch(window->sdl, &window->screen);
    }
    if (err) {
        log_line(LOG_FAULT, "no window: %s", SDL_GetError());
        window_close(window);
        return err;
    }
    if (!wish.is_demo) SDL_ShowCursor(SDL_DISABLE);
    *window_out = window;
    return ERR_NONE;
}

void window_close(struct window *window)
{
    if (!window) return;
    drop_canvas(window);
    SDL_SetEventFilter(NULL, NULL);
    if (window->sdl) SDL_DestroyWindow(window->sdl);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    free(window);
}

struct canvas *window_canvas(struct window *window)
{
    return &window->canvas;
}

/* Another pixel format than ours (16 bits, blue first) is rare enough to be copied. */
static void convert(struct window *window, const SDL_Rect *rect)
{
    const struct canvas *from = &window->canvas;
    SDL_Surface *ours =
        SDL_CreateRGBSurfaceWithFormatFrom(from->pixels, from->width_px, from->height_px, 32,
                                           from->stride_px * 4, SDL_PIXELFORMAT_RGB888);
    if (!ours) return;
    SDL_Rect to = *rect;
    SDL_BlitSurface(ours, rect, window->surface, &to);
    SDL_FreeSurface(ours);
}

bool window_show(struct window *window, const struct rect *changed, int count)
{
    bool is_shown = true;
    SDL_Rect rects[16];
    int most = (int)(sizeof rects / sizeof rects[0]);
    while (count > 0) {
        int now = count < most ? count : most;
        for (int i = 0; i < now; i++) {
            rects[i] =
                (SDL_Rect){changed[i].x, changed[i].y, changed[i].width, changed[i].height};
            if (window->has_own_canvas) convert(window, &rects[i]);
        }
        if (SDL_UpdateWindowSurfaceRects(window->sdl, rects, now) != 0) {
            log_line(LOG_FAULT, "the screen takes no pixels: %s", SDL_GetError());
            is_shown = false;
        }
        changed += now;
        count -= now;
    }
    return is_shown;
}

/* An uncovered window gets its pixels again; a resized one gets a new canvas. */
static struct input from_window(struct window *window, const SDL_WindowEvent *event)
{
    struct input input = {0};
    if (event->event == SDL_WINDOWEVENT_EXPOSED) {
        struct rect whole = {0, 0, window->canvas.width_px, window->canvas.height_px};
        window_show(window, &whole, 1);
    } else if (event->event == SDL_WINDOWEVENT_SIZE_CHANGED) {
        if (event->data1 == window->canvas.width_px && event->data2 == window->canvas.height_px)
            return input;
        if (take_surface(window))
            log_line(LOG_FAULT, "no pixels after a change of size: %s", SDL_GetError());
        else input.kind = INPUT_SIZE;
    } else if (event->event == SDL_WINDOWEVENT_CLOSE && window->is_demo) {
        input.kind = INPUT_CLOSE;
    }
    return input;
}

/* The window follows its screen; SDL then tells of its new size. */
static void fill_screen(struct window *window)
{
    SDL_SetWindowPosition(window->sdl, 0, 0);
    SDL_SetWindowSize(window->sdl, window->screen.width_px, window->screen.height_px);
}

static struct input from_event(struct window *window, const SDL_Event *event)
{
    if (event->type == SDL_WINDOWEVENT) return from_window(window, &event->window);
    if (event->type == SDL_SYSWMEVENT) fill_screen(window);
    if (event->type == SDL_USEREVENT) return (struct input){.kind = INPUT_WAKE};
    if (event->type == SDL_QUIT)
        return (struct input){.kind = window->is_demo ? INPUT_CLOSE : INPUT_NONE};
    return input_from(&window->pointing, event);
}

struct input window_wait(struct window *window, int wait_ms)
{
    struct input input = {0};
    SDL_Event event;
    Uint64 until = wait_ms < 0 ? 0 : SDL_GetTicks64() + (Uint64)wait_ms;
    do {
        int left_ms = -1;
        if (wait_ms >= 0) {
            Uint64 now = SDL_GetTicks64();
            left_ms = now >= until ? 0 : (int)(until - now);
        }
        if (!SDL_WaitEventTimeout(&event, left_ms)) break;
        input = from_event(window, &event);
    } while (input.kind == INPUT_NONE);
    return input;
}

void window_wake(void)
{
    SDL_Event event = {.type = SDL_USEREVENT};
    SDL_PushEvent(&event);
}

void window_wipe(struct window *window)
{
    window->pointing.last_finger_ms = 0;
    SDL_Event blank = {.type = SDL_USEREVENT};
    for (int i = 0; i < FLOOD_EVENTS; i++) SDL_PushEvent(&blank);
    SDL_FlushEvent(SDL_USEREVENT);
    window_wake(); /* news that was waiting behind the flood must not be missed */
}
