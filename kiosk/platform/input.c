/* SPDX-License-Identifier: EUPL-1.2 */
#include "platform/input.h"

#define MOUSE_DEAF_MS 1000

struct key_meaning {
    SDL_Scancode code;
    enum key key;
};

static const struct key_meaning arrows[] = {
    {SDL_SCANCODE_UP, KEY_PREVIOUS},
    {SDL_SCANCODE_DOWN, KEY_NEXT},
    {SDL_SCANCODE_LEFT, KEY_ROW_BACK},
    {SDL_SCANCODE_RIGHT, KEY_ROW_ON},
    {SDL_SCANCODE_RETURN, KEY_CHOOSE},
    {SDL_SCANCODE_KP_ENTER, KEY_CHOOSE},
    {SDL_SCANCODE_ESCAPE, KEY_BACK},
    {SDL_SCANCODE_PAGEUP, KEY_BACK},
    {SDL_SCANCODE_PAGEDOWN, KEY_FORWARD},
    {SDL_SCANCODE_F1, KEY_HELP},
};

/* Source: reference/accessibility.md 2: ? up down round back next << >>. */
static const struct key_meaning ez[] = {
    {SDL_SCANCODE_F17, KEY_HELP},     {SDL_SCANCODE_F18, KEY_PREVIOUS},
    {SDL_SCANCODE_F19, KEY_NEXT},     {SDL_SCANCODE_F20, KEY_CHOOSE},
    {SDL_SCANCODE_F21, KEY_BACK},     {SDL_SCANCODE_F22, KEY_FORWARD},
    {SDL_SCANCODE_F23, KEY_ROW_BACK}, {SDL_SCANCODE_F24, KEY_ROW_ON},
};

/* With every profile: the one switch, whose boxes send a space, and the voice. */
static const struct key_meaning always[] = {
    {SDL_SCANCODE_SPACE, KEY_SWITCH},
    {SDL_SCANCODE_R, KEY_REPEAT},
    {SDL_SCANCODE_EQUALS, KEY_LOUDER},
    {SDL_SCANCODE_MINUS, KEY_SOFTER},
    {SDL_SCANCODE_VOLUMEUP, KEY_LOUDER},
    {SDL_SCANCODE_VOLUMEDOWN, KEY_SOFTER},
    {SDL_SCANCODE_PERIOD, KEY_FASTER},
    {SDL_SCANCODE_COMMA, KEY_SLOWER},
    /* Jack codes differ per keypad; the installer tries them. */
    {SDL_SCANCODE_F15, KEY_HEADSET_IN},
    {SDL_SCANCODE_F16, KEY_HEADSET_OUT},
};

static enum key meaning_of(const struct key_meaning *all, size_t count, SDL_Scancode code)
{
    for (size_t i = 0; i < count; i++)
        if (all[i].code == code) return all[i].key;
    return KEY_NONE;
}

static enum key key_of(enum key_profile profile, SDL_Scancode code)
{
    enum key key = profile == KEY_PROFILE_EZ
                       ? meaning_of(ez, sizeof ez / sizeof ez[0], code)
                       : meaning_of(arrows, sizeof arrows / sizeof arrows[0], code);
    return key != KEY_NONE ? key : meaning_of(always, sizeof always / sizeof always[0], code);
}

/* A held key and a chord are never meant by someone with a keypad of three keys. */
static struct input from_key(const struct pointing *pointing, const SDL_KeyboardEvent *key)
{
    struct input input = {0};
    if (key->repeat || (key->keysym.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI)) != 0) return input;
    input.key = key_of(pointing->profile, key->keysym.scancode);
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
    case SDL_KEYDOWN: return from_key(pointing, &event->key);
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
