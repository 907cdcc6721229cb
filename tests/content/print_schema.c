/* SPDX-License-Identifier: EUPL-1.2 */
/* Prints one schema, as `naast schema` does, without the libraries of the whole tool. */
#include <stdio.h>

#include "content/check.h"

int main(int argc, char **argv)
{
    struct bytes json = {.limit_bytes = 256 * 1024};
    if (argc != 2 || schema_write(argv[1], &json) != ERR_NONE) return 1;
    puts(json.start);
    bytes_wipe(&json);
    return 0;
}
