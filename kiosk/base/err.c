/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/err.h"

const char *err_name(enum err err)
{
    switch (err) {
    case ERR_NONE:    return "fine";
    case ERR_FULL:    return "full";
    case ERR_DISK:    return "disk";
    case ERR_MISSING: return "missing";
    case ERR_EXISTS:  return "exists";
    case ERR_FORMAT:  return "format";
    case ERR_LARGE:   return "too large";
    case ERR_CLOSED:  return "closed";
    case ERR_TIMEOUT: return "timed out";
    case ERR_REFUSED: return "refused";
    case ERR_MEMORY:  return "memory";
    case ERR_SYSTEM:  return "system";
    }
    return "unknown";
}
