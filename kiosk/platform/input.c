/* SPDX-License-Identifier: EUPL-1.2 */
#include "platform/input.h"

#define MOUSE_DEAF_MS 1000

static enum key key_of(SDL_Scancode code)
{
    static const struct {
        SDL_Scancode code;
        enum key key;
    } arrows[] = {
        {SDL_SCANCODE_UP, KEY_PREVIOUS},   {SDL_SCANCODE_LEFT, KEY_PREVIOUS},
        {SDL_SCANCODE_DOWN, KEY_NEXT},     {SDL_SCANCODE_RIGHT, KEY_NEXT},
        {SDL_SCANCODE_RETURN, KEY_CHOOSE}, {SDL_SCANCODE_KP_ENTER, KEY_CHOOSE},
        {SDL_SCANCODE_ESCAPE, KEY_BACK},
    };
    for (size_t i = 0; i < sizeof arrows / sizeof arrows[0]; i++)
        if (arrows[i].code == code) return arrows[i].key;
    return KEY_NONE;
}

/* A held key and a chord are never meant by someone with a keypad of three keys. */
static struct input from_key(const SDL_KeyboardEvent *key)
{
    struct input input = {0};
    if (key->repeat || (key->keysym.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI)) != 0) return input;
    input.key = key_of(key->keysym.scancode);
    if (input.key != KEY_NONE) input.kind = INPUT_KEY;
    return input;
}

static bool mouse_is_echo(const struct pointing *pointing, uint32_t now_ms)
{
    return pointing->has_finger && now_ms - pointing->last_finger_ms < MOUSE_DEAF_MS;
}

static struct input from_mouse(const struct pointing *pointing, uint32_t now_ms,
                               enum touch_phase phase, int x, int y)
{
    if (mouse_is_echo(pointing, now_ms)) return (struct input){0};
    return (struct input){
        .kind = INPUT_TOUCH, .phase = phase, .finger = MOUSE_FINGER, .x = x, .y = y};
}

static struct input from_finger(struct pointing *pointing, const SDL_TouchFingerEvent *finger,
                                enum touch_phase phase)
{
    pointing->has_finger = true;
    pointing->last_finger_ms = finger->timestamp;
    return (struct input){.kind = INPUT_TOUCH,
                          .phase = phase,
                          .finger = finger->fingerId + 1,
                          .x = (int)(finger->x * (float)pointing->width_px),
                          .y = (int)(finger->y * (float)pointing->height_px)};
}

struct input input_from(struct pointing *pointing, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_KEYDOWN: return from_key(&event->key);
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        if (event->button.button != SDL_BUTTON_LEFT) return (struct input){0};
        return from_mouse(pointing, event->button.timestamp,
                          event->type == SDL_MOUSEBUTTONDOWN ? TOUCH_DOWN : TOUCH_UP,
                          event->button.x, event->button.y);
    case SDL_MOUSEMOTION:
        if ((event->motion.state & SDL_BUTTON_LMASK) == 0) return (struct input){0};
        return from_mouse(pointing, event->motion.timestamp, TOUCH_MOVE, event->motion.x,
                          event->motion.y);
    case SDL_FINGERDOWN: return from_finger(pointing, &event->tfinger, TOUCH_DOWN);
    case SDL_FINGERMOTION: return from_finger(pointing, &event->tfinger, TOUCH_MOVE);
    case SDL_FINGERUP: return from_finger(pointing, &event->tfinger, TOUCH_UP);
    }
    return (struct input){0};
}
