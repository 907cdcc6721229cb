/* SPDX-License-Identifier: EUPL-1.2 */
/* node.h - one thing on the screen. Screens make nodes through parts (parts.h); layout gives
 * them a place.
 *
 * Life:   all memory lies in the frame arena; gone at the next frame. Private words may lie in
 *         there too.
 * Units:  sizes asked for in millimetres, results in pixels. Start and end, never left and
 *         right: layout works as if everything ran left to right and mirrors the finished tree
 *         once.
 * Rule:   every node has a role, and every node that can be pressed has a name. */
#ifndef NAAST_VIEW_NODE_H
#define NAAST_VIEW_NODE_H
#include "content/pictogram.h"
#include "content/texts.h"
#include "model/message.h"
#include "view/measure.h"
#include "view/theme.h"

enum role {
    ROLE_SCREEN, ROLE_GROUP, ROLE_HEADING, ROLE_TEXT, ROLE_LABEL, ROLE_BUTTON, ROLE_CHOICE,
    ROLE_CHECKBOX, ROLE_FIELD, ROLE_KEY, ROLE_TOOL, ROLE_IMAGE, ROLE_CODE, ROLE_STATUS
};

/* Words with their language: what is shown, what the voice says, and by which clip. */
struct words {
    const char *utf8;          /* shown; in the arena or a loan for the frame */
    const char *spoken;        /* NULL: the same as shown */
    const char *tag;           /* language of the words */
    enum text key;             /* TEXT_COUNT: not from the texts */
    /* filled-in names and dates; promises and steps show them bold */
    const char *strong[2];
    bool is_private;           /* typed by the visitor */
    const struct words *second; /* the same in the second language; NULL: none (second.h) */
};

enum flow {
    FLOW_COLUMN,
    FLOW_ROW,
    FLOW_WRAP,        /* a row that goes on the next line when full */
    /* equal cells; layout picks the number of columns that fits (columns_most at most) */
    FLOW_GRID,
    FLOW_SPLIT,       /* a row in landscape, a column in portrait */
    FLOW_PAGES,       /* a column whose blocks go to further pages when they do not fit */
    /* a row of keys on a raster of `columns_most`; `share` says how many places a key takes */
    FLOW_KEYS
};

enum text_style {
    STYLE_BODY, STYLE_TITLE, STYLE_LEAD, STYLE_SMALL, STYLE_READING, STYLE_BUTTON,
    STYLE_HEADING, STYLE_DISPLAY, STYLE_FIELD, STYLE_KEY
};

enum place { PLACE_START, PLACE_CENTER, PLACE_END, PLACE_STRETCH };

struct rect { int x, y, width, height; };

#define LIT_MOST 4   /* a hyphen may part a word; what is said otherwise lights up by lines */

/* A piece of one line with one font and one direction, in visual order (view/direction.h). */
struct run {
    const char *utf8;                  /* not closed with a zero */
    size_t size_bytes;
    struct font font;
    bool is_right_to_left;
    int x, y;                          /* left edge, and the BASELINE */
    int width_px;
};

struct node {
    /* stable between frames and runs: "phone.field", "provider.voorbeeld-mee" */
    const char *id;
    enum role role;
    struct words name;                 /* its text, or what it is called */
    struct words value;                /* answer of a field or fact */
    enum pictogram pictogram;
    struct message press;              /* MSG_NONE: cannot be pressed */
    bool is_selected, is_checked, is_disabled, is_primary, is_question;

    /* how it wants to lie */
    enum flow flow;
    enum place along, across;          /* of its children: along the flow, and across it */
    bool grows;                        /* takes part in spare room along the parent's flow */
    double gap_mm, pad_mm;
    double pad_inline_mm;              /* added to pad_mm at start and end */
    double min_width_mm, min_height_mm;
    double max_width_mm, max_height_mm;   /* 0: none */
    /* of spare width in a row, of places in FLOW_KEYS; 0 counts as 1 */
    double share;
    /* FLOW_SPLIT: by the width of its columns, not by the shape of the panel */
    bool stacks_when_narrow;
    /* among its brothers with the same mark (providers: DESIGN 5) */
    bool has_equal_height;
    bool keeps_next;                   /* never the last on a page: a heading */
    bool stays_whole;                  /* never divided over pages: a keyboard */
    bool keeps_edge;                   /* also where space is tight */
    bool keeps_sides;                  /* its inside is not mirrored: 1 2 3 stays 1 2 3 */
    /* keys that the keypad meets as one; choosing it leads in. Fingers do not see it. */
    bool is_stop;
    int columns_most;                  /* FLOW_GRID */
    /* how it looks */
    bool shows_words;                  /* draws `name` (or `value` for a field) as text */
    enum text_style style;
    bool is_bold;
    enum tone ink, ground, border;
    double border_mm, corner_mm;
    double picture_mm;                 /* ROLE_IMAGE: side of the square */
    const char *code;                  /* ROLE_CODE: what the QR code holds */
    bool has_caret;
    /* 1..4: not the visitor's size but this one, as an example */
    int text_size;
    int theme_shown;                   /* 1 + enum theme_id: not the visitor's, as an example */
    bool shows_strong;                 /* name.strong in bold: a promise, a step */
    bool has_badge;                    /* a tick in the corner when selected or checked */
    bool is_mark;                      /* ROLE_IMAGE: the two bars instead of a pictogram */
    bool is_crossed;                   /* a picture with a stroke through it: not this */
    /* heard and not seen: with pictures the voice says what would be too many words */
    bool is_only_said;
    enum pictogram corner_picture;     /* small, in the corner of what it says can be done */
    bool is_on_every_page;             /* the last row of keys: erase, space, more letters */
    int columns_low;                   /* FLOW_GRID, keys: so many across where height lacks */
    bool is_own_page;                  /* nothing else stands on its page */
    int cells_most;                    /* FLOW_GRID: so many a page; 0: as many as fit */
    bool is_band;                      /* `border` only along its upper edge: the toolbar */
    /* FLOW_GRID: only numbers of columns that leave no row short */
    bool has_even_rows;
    /* drawn with the words, not part of the name: "\u2039", "\u203a" */
    const char *sign_before, *sign_after;

    /* the tree */
    struct node *parent, *first, *last, *next;

    /* filled in by layout */
    struct rect rect;
    struct run *runs;
    int run_count;
    int text_px;                       /* font size and capital height of its words */
    double cap_mm;
    struct rect caret;
    struct rect lit[LIT_MOST];         /* where the word is that the voice says now */
    int lit_count;
    struct layout_memory *memory;      /* what layout measured before (layout.h) */
    struct node *second;               /* shows the words in the second language; not in the
                                          tree, its parent is this node's */
    bool is_hidden;                    /* lies on another page */
    bool is_clipped;                   /* did not fit: a defect, the matrix goes red */
};

#endif
