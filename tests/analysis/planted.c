/* SPDX-License-Identifier: EUPL-1.2 */
/* planted.c - mistakes on purpose, which run.sh wants to see found; no part of any build. */
#include <stdlib.h>
#include <string.h>

int is_lost(const char *from);
int is_used_after(void);
int is_freed_twice(char *text);
int is_nothing(int count);
int is_same(const char *one, const char *other);

int is_lost(const char *from)
{
    char *copy = malloc(16);
    if (!copy) return -1;
    if (from[0] == 0) return 0;
    copy[0] = from[0];
    int first = copy[0];
    free(copy);
    return first;
}

int is_used_after(void)
{
    char *text = malloc(2);
    if (!text) return -1;
    text[0] = 'a';
    free(text);
    return text[0];
}

int is_freed_twice(char *text)
{
    free(text);
    free(text);
    return 0;
}

int is_nothing(int count)
{
    const int *most = NULL;
    if (count > 3) most = &count;
    return *most;
}

int is_same(const char *one, const char *other)
{
    if (strcmp(one, other) == -1) return 0;
    return one[0] == other[0] || one[0] == other[0];
}
