/* SPDX-License-Identifier: EUPL-1.2 */
#include "platform/x11_keys.h"

#include <SDL_syswm.h>
#include <X11/Xlib.h>

#define KEYCODE_F21 199   /* 191 of Linux, and the 8 of X11 */
#define KEYS 4

bool x11_keys_take(struct x11_keys *keys, const SDL_Event *event, SDL_Event *key_out)
{
    const SDL_SysWMmsg *message = event->syswm.msg;
    if (!message || message->subsystem != SDL_SYSWM_X11) return false;
    const XEvent *key = &message->msg.x11.event;
    if (key->type != KeyPress && key->type != KeyRelease) return false;
    unsigned which = key->xkey.keycode - KEYCODE_F21, bit = 1u << (which % KEYS);
    if (which >= KEYS) return false;
    bool is_repeat = (keys->down & bit) != 0;
    keys->down = key->type == KeyPress ? keys->down | bit : keys->down & ~bit;
    if (key->type == KeyRelease) return false;
    *key_out = (SDL_Event){.type = SDL_KEYDOWN};
    key_out->key.keysym.scancode = (SDL_Scancode)(SDL_SCANCODE_F21 + which);
    key_out->key.repeat = is_repeat;
    return true;
}
