/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/intake_lines.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

/* The piece of the file that has been read and not yet given away. Not stdio: its buffer cannot
 * be wiped, and it tells a disk that fails from the end of the file only to who asks. */
struct piece {
    char start[INTAKE_LINE_BYTES];
    size_t from, until;
    off_t read_bytes; /* of the file, so far */
};

/* *is_end_out: there is no more. */
static enum err read_more(int fd, struct piece *piece, bool *is_end_out)
{
    piece->until -= piece->from;
    memmove(piece->start, piece->start + piece->from, piece->until);
    piece->from = 0;
    ssize_t size;
    do {
        size = pread(fd, piece->start + piece->until, sizeof piece->start - piece->until,
                     piece->read_bytes);
    } while (size < 0 && errno == EINTR);
    if (size < 0) return ERR_DISK;
    *is_end_out = size == 0;
    piece->until += (size_t)size;
    piece->read_bytes += size;
    return ERR_NONE;
}

/* Gives away the line that ends within the piece, or lets go what is too long to be one. */
static enum err give_line(struct piece *piece, struct intake_line *line, bool *is_given_out,
                          intake_line_read *each, void *with)
{
    const char *text = piece->start + piece->from;
    size_t size = piece->until - piece->from;
    const char *end = size > 0 ? memchr(text, '\n', size) : NULL;
    *is_given_out = end != NULL;
    if (!end && size < sizeof piece->start) return ERR_NONE;
    if (end) size = (size_t)(end - text) + 1;
    line->text = text;
    line->text_bytes = line->bytes == 0 ? size : 0;
    line->bytes += (off_t)size;
    piece->from += size;
    if (!end) return ERR_NONE;
    enum err err = each(with, line);
    *line = (struct intake_line){.at = line->at + line->bytes, .number = line->number + 1};
    return err;
}

enum err intake_lines_read(int fd, intake_line_read *each, void *with, off_t *end_out,
                           bool *is_torn_out)
{
    struct piece piece = {.from = 0};
    struct intake_line line = {.number = 1};
    bool is_end = false;
    enum err err = ERR_NONE;
    while (!err && !is_end) {
        bool is_given = true;
        while (!err && is_given) err = give_line(&piece, &line, &is_given, each, with);
        if (!err) err = read_more(fd, &piece, &is_end);
    }
    *end_out = line.at;
    *is_torn_out = piece.read_bytes > line.at;
    sodium_memzero(&piece, sizeof piece);
    return err;
}
