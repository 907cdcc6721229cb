/* SPDX-License-Identifier: EUPL-1.2 */
/* naast show: one screen with sample answers as a picture or a tree, painted by the code that
 * paints the kiosk. */
#include <getopt.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apps/commands.h"
#include "apps/panel_size.h"
#include "apps/where.h"
#include "platform/painter.h"
#include "platform/png.h"
#include "screens/screens.h"
#include "view/frame.h"

#define TREE_LIMIT_BYTES (1u << 20)
#define PAGE_MOST 99

struct wish {
    enum screen screen;
    const char *language, *second_language, *config, *assets, *png, *tree;
    int width_px, height_px;
    double panel_mm;
    int text_size, page; /* 0: as it is; page 1 is the first */
    enum theme_id theme;
    bool has_pictograms, has_reach, is_calm;
};

/* Everything that has to be let go again. */
struct show {
    struct content *content;
    struct model *model;
    struct arena arena;
    struct painter *painter;
    struct canvas canvas;
    struct bytes tree;
    char beside[64];            /* the picture's name when none was asked for */
    const char *unwritten;      /* the path that could not be written; NULL: none */
};

static const char help[] =
    "use: naast show SCREEN [options]\n"
    "  --lang TAG          language of the screen (default: the first of the configuration)\n"
    "  --second-lang TAG   another language beside it\n"
    "  --size WxH          pixels (default 1920x1080)\n"
    "  --panel-mm N        width of the panel in millimetres (default: as configured)\n"
    "  --text 1..4         size of the letters (default 2)\n"
    "  --theme NAME        default, high-light, high-dark or low\n"
    "  --pictograms        tiles with pictures\n"
    "  --calm              fewer things at once\n"
    "  --reach             everything to touch in the lower part\n"
    "  --page N            page of a screen that has more than one\n"
    "  --png FILE          the picture (default SCREEN.png when no --tree is asked for)\n"
    "  --tree FILE         what stands where, as JSON\n"
    "  --config DIR        configuration (default: beside the program)\n"
    "  --assets DIR        fonts and pictograms (default: beside the program)\n"
    "`naast screens` lists the screens.\n";

static int usage(const char *what, const char *value)
{
    fprintf(stderr, "naast show: %s '%s'. `naast show --help` tells what there is.\n", what,
            value);
    return STATUS_USAGE;
}

static bool number_read(const char *text, double least, double most, double *out)
{
    char *after = NULL;
    *out = strtod(text, &after);
    return after != text && *after == 0 && *out >= least && *out <= most;
}

static bool whole_read(const char *text, int least, int most, int *out)
{
    double number = 0;
    if (!number_read(text, least, most, &number) || number != (int)number) return false;
    *out = (int)number;
    return true;
}

enum flag {
    OPTION_LANGUAGE = 256, OPTION_SECOND, OPTION_SIZE, OPTION_PANEL, OPTION_TEXT, OPTION_THEME,
    OPTION_PICTOGRAMS, OPTION_CALM, OPTION_REACH, OPTION_PAGE, OPTION_PNG, OPTION_TREE,
    OPTION_CONFIG, OPTION_ASSETS, OPTION_HELP, OPTION_VERSION
};

static const struct option options[] = {
    {"lang", required_argument, NULL, OPTION_LANGUAGE},
    {"second-lang", required_argument, NULL, OPTION_SECOND},
    {"size", required_argument, NULL, OPTION_SIZE},
    {"panel-mm", required_argument, NULL, OPTION_PANEL},
    {"text", required_argument, NULL, OPTION_TEXT},
    {"theme", required_argument, NULL, OPTION_THEME},
    {"pictograms", no_argument, NULL, OPTION_PICTOGRAMS},
    {"calm", no_argument, NULL, OPTION_CALM},
    {"reach", no_argument, NULL, OPTION_REACH},
    {"page", required_argument, NULL, OPTION_PAGE},
    {"png", required_argument, NULL, OPTION_PNG},
    {"tree", required_argument, NULL, OPTION_TREE},
    {"config", required_argument, NULL, OPTION_CONFIG},
    {"assets", required_argument, NULL, OPTION_ASSETS},
    {"help", no_argument, NULL, OPTION_HELP},
    {"version", no_argument, NULL, OPTION_VERSION},
    {0},
};

/* STATUS_FINE, or STATUS_USAGE after saying what is wrong with this one. */
static int option_read(int option, const char *value, struct wish *wish)
{
    switch (option) {
    case OPTION_LANGUAGE: wish->language = value; return STATUS_FINE;
    case OPTION_SECOND: wish->second_language = value; return STATUS_FINE;
    case OPTION_PICTOGRAMS: wish->has_pictograms = true; return STATUS_FINE;
    case OPTION_CALM: wish->is_calm = true; return STATUS_FINE;
    case OPTION_REACH: wish->has_reach = true; return STATUS_FINE;
    case OPTION_PNG: wish->png = value; return STATUS_FINE;
    case OPTION_TREE: wish->tree = value; return STATUS_FINE;
    case OPTION_CONFIG: wish->config = value; return STATUS_FINE;
    case OPTION_ASSETS: wish->assets = value; return STATUS_FINE;
    case OPTION_SIZE:
        return size_read(value, &wish->width_px, &wish->height_px)
                   ? STATUS_FINE
                   : usage("a size is written 1920x1080, sides from 320 to 8192, not", value);
    case OPTION_PANEL:
        return number_read(value, 50, 5000, &wish->panel_mm)
                   ? STATUS_FINE
                   : usage("a panel is 50 to 5000 mm wide, not", value);
    case OPTION_TEXT:
        return whole_read(value, 1, 4, &wish->text_size)
                   ? STATUS_FINE
                   : usage("letters have size 1 to 4, not", value);
    case OPTION_PAGE:
        return whole_read(value, 1, PAGE_MOST, &wish->page) ? STATUS_FINE
                                                            : usage("there is no page", value);
    case OPTION_THEME:
        wish->theme = theme_find(value);
        return wish->theme < THEME_COUNT ? STATUS_FINE : usage("there is no theme", value);
    case '?':
    case ':': return STATUS_USAGE; /* getopt has said what is wrong */
    }
    return STATUS_FINE;
}

static int wish_read(int argc, char **argv, struct wish *wish, bool *is_done_out)
{
    *is_done_out = true;
    opterr = 1;
    optind = 1;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == OPTION_HELP) return fputs(help, stdout) < 0 ? STATUS_FAILED : STATUS_FINE;
        if (option == OPTION_VERSION)
            return puts("naast " NAAST_VERSION) < 0 ? STATUS_FAILED : STATUS_FINE;
        int status = option_read(option, optarg, wish);
        if (status != STATUS_FINE) return status;
    }
    if (optind >= argc) {
        fputs("naast show: which screen? `naast screens` lists them.\n", stderr);
        return STATUS_USAGE;
    }
    wish->screen = screen_find(argv[optind]);
    if (wish->screen == SCREEN_COUNT) return usage("there is no screen", argv[optind]);
    if (optind + 1 < argc) return usage("one screen at a time; what is", argv[optind + 1]);
    *is_done_out = false;
    return STATUS_FINE;
}

static void print_findings(const struct findings *findings)
{
    for (int i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->all[i];
        fprintf(stderr, "%s:%d: %s: %s. Mend: %s.\n", finding->file, finding->line,
                finding->rule, finding->what, finding->mend);
    }
}

static int load(struct show *show, const char *config)
{
    struct findings *findings = calloc(1, sizeof *findings);
    show->content = calloc(1, sizeof *show->content);
    show->model = sodium_malloc(sizeof *show->model);
    enum err err = findings && show->content && show->model ? ERR_NONE : ERR_MEMORY;
    if (!err) err = content_load(config, show->content, findings);
    if (err) {
        if (findings) print_findings(findings);
        fprintf(stderr, "naast show: the configuration in %s cannot be used: %s\n", config,
                err_name(err));
    }
    free(findings);
    return err ? STATUS_FAILED : STATUS_FINE;
}

/* -1: none, or not offered. */
static int language_of(const struct content *content, const char *tag)
{
    int place = tag ? language_find(&content->languages, tag) : -1;
    return place >= 0 && content->languages.all[place].is_offered ? place : -1;
}

static int set_up_model(struct show *show, const struct wish *wish)
{
    model_init(show->model, show->content);
    int language = language_of(show->content, wish->language);
    int second = language_of(show->content, wish->second_language);
    if (wish->language && language < 0)
        return usage("the screens are not offered in", wish->language);
    if (wish->second_language && second < 0)
        return usage("the screens are not offered in", wish->second_language);
    if (language >= 0) show->model->preferences.language = language;
    model_second_language(show->model, second);
    if (wish->text_size) show->model->preferences.text_size = wish->text_size;
    show->model->preferences.theme = wish->theme;
    show->model->preferences.has_pictograms = wish->has_pictograms;
    show->model->preferences.is_calm = wish->is_calm;
    show->model->preferences.has_reach = wish->has_reach;
    screen_sample(show->model, wish->screen);
    /* Of a screen with several steps a page is a step: nobody needs to know the difference from
     * outside. */
    if (wish->page && screen_steps(wish->screen) > 1) show->model->step = wish->page - 1;
    else if (wish->page) show->model->page = wish->page - 1;
    return STATUS_FINE;
}

static enum err write_results(struct show *show, const struct wish *wish,
                              const struct frame *frame)
{
    const char *png = wish->png;
    if (!png && !wish->tree) {
        snprintf(show->beside, sizeof show->beside, "%s.png", screen_name(wish->screen));
        png = show->beside;
    }
    enum err err = ERR_NONE;
    if (png) {
        struct rect changed[CHANGED_MOST];
        err = canvas_init(&show->canvas, wish->width_px, wish->height_px);
        if (err) return err;
        painter_paint(show->painter, &show->canvas, &frame->draw, changed);
        err = canvas_write_png(&show->canvas, png);
        if (err) show->unwritten = png;
    }
    if (!err && wish->tree) {
        show->tree.limit_bytes = TREE_LIMIT_BYTES;
        err = frame_write_tree(frame, show->model, 1, &show->tree);
        if (!err) err = file_replace(wish->tree, show->tree.start, show->tree.size_bytes, 0644);
        if (err) show->unwritten = wish->tree;
    }
    return err;
}

static int show_screen(struct show *show, const struct wish *wish)
{
    int status = load(show, wish->config);
    if (status == STATUS_FINE) status = set_up_model(show, wish);
    if (status != STATUS_FINE) return status;
    enum err err = painter_open(wish->assets, &show->painter);
    if (err) {
        fprintf(stderr, "naast show: no usable fonts in %s: %s\n", wish->assets, err_name(err));
        return STATUS_FAILED;
    }
    err = arena_init(&show->arena, FRAME_BYTES);
    if (!err) {
        struct build build;
        struct frame frame = {0};
        struct measure measure = painter_measure(show->painter);
        struct panel panel =
            panel_of(&show->content->settings, wish->width_px, wish->height_px, wish->panel_mm);
        build_begin(&build, &show->arena, show->model, panel);
        screen_build(&build);
        frame_finish(&build, &measure, &frame);
        int steps = screen_steps(wish->screen), pages = steps > 1 ? steps : frame.pages;
        if (wish->page > pages) {
            fprintf(stderr, "naast show: %s has %d %s here\n", screen_name(wish->screen), pages,
                    pages == 1 ? "page" : "pages");
            return STATUS_USAGE;
        }
        if (frame.is_full)
            fputs("naast show: the screen did not fit in memory, parts are missing\n", stderr);
        err = frame.is_full ? ERR_FULL : write_results(show, wish, &frame);
    }
    if (err && show->unwritten)
        fprintf(stderr, "naast show: cannot write %s: %s\n", show->unwritten, err_name(err));
    else if (err)
        fprintf(stderr, "naast show: cannot draw %s: %s\n", screen_name(wish->screen),
                err_name(err));
    return err ? STATUS_FAILED : STATUS_FINE;
}

static void show_finish(struct show *show)
{
    bytes_wipe(&show->tree);
    canvas_finish(&show->canvas);
    painter_close(show->painter);
    arena_finish(&show->arena);
    if (show->model) sodium_free(show->model);
    if (show->content) content_finish(show->content);
    free(show->content);
}

int command_show(int argc, char **argv)
{
    char config[PATH_BYTES] = "", assets[PATH_BYTES] = "";
    struct wish wish = {.width_px = 1920, .height_px = 1080, .theme = THEME_DEFAULT};
    bool is_done = false;
    int status = wish_read(argc, argv, &wish, &is_done);
    if (status != STATUS_FINE || is_done) return status;
    if (sodium_init() < 0 || (!wish.config && where_config(config)) ||
        (!wish.assets && where_assets(assets))) {
        fputs("naast show: cannot find its own folder\n", stderr);
        return STATUS_FAILED;
    }
    if (!wish.config) wish.config = config;
    if (!wish.assets) wish.assets = assets;
    struct show show = {0};
    status = show_screen(&show, &wish);
    show_finish(&show);
    return status;
}
