/* SPDX-License-Identifier: EUPL-1.2 */
/* memory_scan.h - looks through this process's own writable memory for words that must be gone.
 *
 * Shape:  the words to look for lie in locked memory, which is left out of the search by its
 *         address and zeroed by memory_scan_forget. Each is sought as UTF-8, UTF-16 and UTF-32,
 *         because shaping and bidi libraries turn text into those. Pages never touched are
 *         passed over.
 * Cost:   one pass over the resident memory, whatever the number of words: about 1 ms a MiB.
 * Errors: ERR_SYSTEM (the kernel does not show us our memory), ERR_MEMORY, ERR_FULL (more words
 *         than MEMORY_SCAN_WORDS; what was added stays).
 * Thread: one; other threads may go on meanwhile, so what they write during the search may be
 *         missed or seen. */
#ifndef NAAST_BASE_MEMORY_SCAN_H
#define NAAST_BASE_MEMORY_SCAN_H
#include <stddef.h>
#include "base/err.h"

#define MEMORY_SCAN_WORDS 128
#define MEMORY_SCAN_LEAST_BYTES 4   /* a shorter word stands in every program's memory */
#define MEMORY_SCAN_MOST_BYTES 512

struct memory_scan;

/* Call it while the process is still dumpable and before its sandbox: /proc closes then. */
enum err memory_scan_open(struct memory_scan **scan_out) MUST_USE;
void memory_scan_close(struct memory_scan *scan);   /* accepts NULL */
/* Valid UTF-8; too short or too long a word is left out, and one that is sought already. */
enum err memory_scan_add(struct memory_scan *scan, const char *utf8,
                         size_t size_bytes) MUST_USE;
/* How many places hold one of the words. */
enum err memory_scan_count(struct memory_scan *scan, int *places_out) MUST_USE;
void memory_scan_forget(struct memory_scan *scan);   /* the words */

#endif
