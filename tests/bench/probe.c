/* SPDX-License-Identifier: EUPL-1.2 */
/* probe.c - a finger and an eye for the bench: XTest touches, XDamage sees what changed.
 *
 *   probe start QUIET_MS LOG COMMAND...     start to complete screen; the program stays
 *   probe touch COUNT GAP_MS X Y [X Y ...]  touches the places in turn, COUNT touches in all
 *   probe tap X Y                           one touch, nothing measured
 *   probe stamp X Y                         the same; prints when it was lifted
 *
 * A touch is press, hold, release. Programs act on the release, so time runs from there; what
 * the press draws is over by then. While time runs nothing is asked of the X server: events are
 * only noted, and the pictures before and after are compared when all is quiet. A release after
 * which no pixel differs is printed as "no change" and has no time at all: a repaint of the
 * same picture is no answer to a finger.
 *
 * Output: start: PID FIRST_MS COMPLETE_MS. touch: FIRST_MS LAST_MS PIXELS, or "no change".
 * stamp: milliseconds of the boot clock, by which the kiosk writes its speech log. */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <X11/extensions/XTest.h>
#include <X11/extensions/Xdamage.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <time.h>
#include <unistd.h>

#define HOLD_MS 80            /* how long a finger stays down, at least */
#define QUIET_MS 60           /* no damage for this long: the screen has settled */
#define ANSWER_MS 1000        /* a touch that changed nothing by then changes nothing */
#define BURST_MS 4            /* at start: a pause this long between drawing ends a burst */
#define EVENTS_MOST 20000

struct sight { double at_ms; XRectangle area; };

static Display *display;
static Window root;
static int damage_event;
static XShmSegmentInfo segment;
static XImage *image;
static uint32_t *before;
static size_t pixels;
static struct sight seen[EVENTS_MOST];
static int seen_count;

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void fail(const char *why)
{
    fprintf(stderr, "probe: %s\n", why);
    exit(1);
}

static void open_eye(void)
{
    int error_base;
    display = XOpenDisplay(NULL);
    if (!display) fail("no display");
    root = DefaultRootWindow(display);
    if (!XDamageQueryExtension(display, &damage_event, &error_base)) fail("no XDamage");
    int screen = DefaultScreen(display);
    int width = DisplayWidth(display, screen), height = DisplayHeight(display, screen);
    image = XShmCreateImage(display, DefaultVisual(display, screen), 24, ZPixmap, NULL,
                            &segment, (unsigned)width, (unsigned)height);
    if (!image || image->bits_per_pixel != 32) fail("needs a 24 bit screen");
    pixels = (size_t)width * (size_t)height;
    segment.shmid = shmget(IPC_PRIVATE, pixels * 4, IPC_CREAT | 0600);
    segment.shmaddr = image->data = shmat(segment.shmid, NULL, 0);
    segment.readOnly = False;
    XShmAttach(display, &segment);
    XSync(display, False);
    shmctl(segment.shmid, IPC_RMID, NULL);
    before = calloc(pixels, 4);
    if (!before) fail("no memory");
    XDamageCreate(display, root, XDamageReportRawRectangles);
    XSync(display, False);
}

static void look(void)
{
    XShmGetImage(display, root, image, 0, 0, AllPlanes);
}

/* Notes damage until none came for quiet_ms, or until limit_ms has passed without any. */
static void watch(double quiet_ms, double limit_ms)
{
    double last = now_ms(), limit = last + limit_ms;
    bool any = false;
    for (;;) {
        while (XPending(display)) {
            XEvent event;
            XNextEvent(display, &event);
            if (event.type != damage_event + XDamageNotify) continue;
            last = now_ms();
            any = true;
            if (seen_count < EVENTS_MOST)
                seen[seen_count++] = (struct sight){last, ((XDamageNotifyEvent *)&event)->area};
        }
        double wait = (any ? last + quiet_ms : limit) - now_ms();
        if (wait <= 0) return;
        struct pollfd fd = {.fd = ConnectionNumber(display), .events = POLLIN};
        poll(&fd, 1, (int)wait + 1);
    }
}

static void settle(void)
{
    do {
        seen_count = 0;
        watch(QUIET_MS, QUIET_MS);
    } while (seen_count > 0);
}

static bool has_changed_in(XRectangle area)
{
    const uint32_t *after = (const uint32_t *)(const void *)image->data;
    for (int y = area.y; y < area.y + area.height && y < image->height; y++)
        for (int x = area.x; x < area.x + area.width && x < image->width; x++) {
            size_t at = (size_t)y * (size_t)image->width + (size_t)x;
            if ((after[at] ^ before[at]) & 0xffffff) return true;
        }
    return false;
}

static size_t changed_pixels(void)
{
    const uint32_t *after = (const uint32_t *)(const void *)image->data;
    size_t count = 0;
    for (size_t i = 0; i < pixels; i++) count += ((after[i] ^ before[i]) & 0xffffff) != 0;
    return count;
}

static void point(int x, int y)
{
    XTestFakeMotionEvent(display, -1, x, y, CurrentTime);
    XSync(display, False);
}

static void press(bool is_down)
{
    XTestFakeButtonEvent(display, 1, is_down, CurrentTime);
    XFlush(display);
}

/* One measured touch. */
static void touch(int x, int y)
{
    point(x, y);
    settle();
    press(true);
    double down = now_ms();
    watch(QUIET_MS, HOLD_MS);
    settle();
    if (now_ms() - down < HOLD_MS) usleep((useconds_t)((HOLD_MS - (now_ms() - down)) * 1e3));
    look();
    memcpy(before, image->data, pixels * 4);
    settle();
    seen_count = 0;
    double start = now_ms();
    press(false);
    watch(QUIET_MS, ANSWER_MS);
    look();
    size_t changed = changed_pixels();
    if (changed == 0) {
        puts("no change");
        return;
    }
    double first = -1, last = -1;
    for (int i = 0; i < seen_count; i++) {
        if (!has_changed_in(seen[i].area)) continue;
        if (first < 0) first = seen[i].at_ms - start;
        last = seen[i].at_ms - start;
    }
    printf("%.3f %.3f %zu\n", first, last, changed);
}

static int touches(int argc, char **argv)
{
    long count = strtol(argv[2], NULL, 10), gap_ms = strtol(argv[3], NULL, 10);
    int places = (argc - 4) / 2;
    for (long i = 0; i < count; i++) {
        char **place = argv + 4 + 2 * (i % places);
        double start = now_ms();
        touch((int)strtol(place[0], NULL, 10), (int)strtol(place[1], NULL, 10));
        fflush(stdout);
        double left = (double)gap_ms - (now_ms() - start);
        if (left > 0) usleep((useconds_t)(left * 1e3));
    }
    return 0;
}

static void print_boot_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    printf("%.3f\n", (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6);
}

static int tap(char **argv)
{
    point((int)strtol(argv[2], NULL, 10), (int)strtol(argv[3], NULL, 10));
    if (strcmp(argv[1], "tap") == 0) settle();
    press(true);
    usleep(HOLD_MS * 1000);
    if (strcmp(argv[1], "stamp") == 0) print_boot_ms();
    press(false);
    watch(QUIET_MS, 200);
    if (strcmp(argv[1], "tap") == 0) settle();   /* while words light up, nothing settles */
    return 0;
}

static pid_t spawn(const char *log, char **command)
{
    pid_t child = fork();
    if (child != 0) return child;
    int out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600), in = open("/dev/null", O_RDONLY);
    dup2(in, 0);
    dup2(out, 1);
    dup2(out, 2);
    setsid();
    execvp(command[0], command);
    _exit(127);
}

/* From fork to the last burst of drawing that still changed the picture. */
static int start(int argc, char **argv)
{
    if (argc < 5) fail("use: probe start QUIET_MS LOG COMMAND...");
    double quiet_ms = (double)strtol(argv[2], NULL, 10), first = -1, complete = -1;
    look();
    memcpy(before, image->data, pixels * 4);
    settle();
    double begin = now_ms(), rest_from = begin;
    pid_t child = spawn(argv[3], argv + 4);
    while (now_ms() - rest_from < quiet_ms || (complete < 0 && now_ms() - begin < 30000)) {
        seen_count = 0;
        watch(BURST_MS, 50);
        if (seen_count == 0) continue;
        rest_from = seen[seen_count - 1].at_ms;
        look();
        if (changed_pixels() == 0) continue;
        if (first < 0) first = seen[0].at_ms - begin;
        complete = rest_from - begin;
        memcpy(before, image->data, pixels * 4);
    }
    if (complete < 0) printf("%d no change\n", (int)child);
    else printf("%d %.1f %.1f\n", (int)child, first, complete);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 4) fail("use: probe start|touch|tap ...");
    open_eye();
    if (strcmp(argv[1], "start") == 0) return start(argc, argv);
    if (strcmp(argv[1], "tap") == 0 || strcmp(argv[1], "stamp") == 0) return tap(argv);
    if (strcmp(argv[1], "touch") == 0 && argc >= 6) return touches(argc, argv);
    fail("use: probe start|touch|tap ...");
    return 1;
}
