/* SPDX-License-Identifier: EUPL-1.2 */
/* other_swap.c - preloaded by a test: this machine has as much swap as OTHER_SWAP says, in
 * bytes; "fails": the kernel does not tell. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysinfo.h>

int sysinfo(struct sysinfo *facts)
{
    const char *says = getenv("OTHER_SWAP");
    memset(facts, 0, sizeof *facts);
    facts->mem_unit = 1;
    facts->totalswap = says ? strtoul(says, NULL, 10) : 0;
    if (!says || strcmp(says, "fails") != 0) return 0;
    errno = ENOSYS;
    return -1;
}
