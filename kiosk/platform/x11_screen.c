/* SPDX-License-Identifier: EUPL-1.2 */
#include "platform/x11_screen.h"

#include <SDL_syswm.h>
#include <X11/Xlib.h>

void x11_screen_watch(SDL_Window *window, struct x11_screen *screen_out)
{
    SDL_SysWMinfo info;
    XWindowAttributes attributes;
    SDL_VERSION(&info.version);
    if (!SDL_GetWindowWMInfo(window, &info) || info.subsystem != SDL_SYSWM_X11) return;
    Display *display = info.info.x11.display;
    Window root = DefaultRootWindow(display);
    if (!XGetWindowAttributes(display, root, &attributes)) return;
    XSelectInput(display, root,
                 attributes.your_event_mask |
                     StructureNotifyMask); /* keeps what SDL asked for */
    SDL_EventState(SDL_SYSWMEVENT, SDL_ENABLE);
    screen_out->root = root;
}

bool x11_screen_take(struct x11_screen *screen, const SDL_Event *event)
{
    const SDL_SysWMmsg *message = event->syswm.msg;
    if (screen->root == 0 || !message || message->subsystem != SDL_SYSWM_X11) return false;
    const XEvent *change = &message->msg.x11.event;
    if (change->type != ConfigureNotify || change->xconfigure.window != screen->root)
        return false;
    screen->width_px = change->xconfigure.width;
    screen->height_px = change->xconfigure.height;
    return true;
}
