/* SPDX-License-Identifier: EUPL-1.2 */
/* courier_health.c - what the health file says about how well waiting requests are
 * protected. */
#include "apps/courier.h"

#include <string.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>

#define AT_REST_BYTES 32

/* naast-courier-key.service wrote it beside the key: what systemd-creds could use. */
static bool says_tpm(void)
{
    const char *folder = credential_folder();
    struct bytes text = {.limit_bytes = AT_REST_BYTES};
    char path[PATH_BYTES];
    bool is_tpm = folder && path_join(path, folder, "at-rest") == ERR_NONE &&
                  file_read(path, &text) == ERR_NONE && strncmp(text.start, "tpm2", 4) == 0;
    bytes_wipe(&text);
    return is_tpm;
}

/* Of the kernel: the unit hides /proc/swaps (ProcSubset=pid). Who gets no answer says the worst
 * of the two. */
static bool is_swapping(void)
{
    struct sysinfo facts;
    return sysinfo(&facts) < 0 || facts.totalswap > 0;
}

void courier_look_round(struct courier *courier)
{
    courier->is_in_tpm = says_tpm() && !courier->keys.base_is_lost;
    courier->has_swap = is_swapping();
}

static bool is_end_to_end(const struct courier *courier)
{
    for (int i = 0; i < courier->routes.count; i++)
        if (!courier->routes.all[i].is_closed) return false;
    return courier->routes.count > 0;
}

enum err courier_write_health(const struct courier *courier, struct bytes *text)
{
    struct rlimit cores = {1, 1};
    bool is_closed = is_end_to_end(courier), is_in_tpm = courier->is_in_tpm;
    int64_t made_s = courier->keys.count > 0
                         ? courier->keys.all[courier->keys.count - 1].made_s : 0;
    if (getrlimit(RLIMIT_CORE, &cores) < 0) cores.rlim_max = 1;
    return bytes_add_format(
        text,
        "# HELP naast_at_rest What protects waiting requests when the disk is stolen.\n"
        "# TYPE naast_at_rest gauge\n"
        "naast_at_rest{naast_at_rest=\"tpm2\"} %d\n"
        "naast_at_rest{naast_at_rest=\"e2e\"} %d\n"
        "naast_at_rest{naast_at_rest=\"host-only\"} %d\n"
        "# HELP naast_sandbox What holds of the courier's sandbox.\n"
        "# TYPE naast_sandbox gauge\n"
        "naast_sandbox{naast_sandbox=\"paths\"} %d\n"
        "naast_sandbox{naast_sandbox=\"calls\"} %d\n"
        "# HELP naast_keys Keys that can open waiting requests, beside the base key.\n"
        "# TYPE naast_keys gauge\n"
        "naast_keys %d\n"
        "# HELP naast_key_made_timestamp_seconds When the key in use was made.\n"
        "# TYPE naast_key_made_timestamp_seconds gauge\n"
        "# UNIT naast_key_made_timestamp_seconds seconds\n"
        "naast_key_made_timestamp_seconds %lld\n"
        "# HELP naast_key_lost Whether a key that requests may wait under cannot be opened.\n"
        "# TYPE naast_key_lost gauge\n"
        "naast_key_lost %d\n"
        "# HELP naast_core_dumps Whether the courier's memory may end in a file.\n"
        "# TYPE naast_core_dumps gauge\n"
        "naast_core_dumps %d\n"
        "# HELP naast_clock_trusted Whether somebody who knows sets this machine's clock.\n"
        "# TYPE naast_clock_trusted gauge\n"
        "naast_clock_trusted %d\n"
        "# HELP naast_swap Whether this machine had a swap area when the courier started.\n"
        "# TYPE naast_swap gauge\n"
        "naast_swap %d\n",
        is_in_tpm, is_closed, !is_in_tpm && !is_closed, courier->sandbox.paths_version > 0,
        courier->sandbox.has_calls, courier->keys.count, (long long)made_s,
        courier->keys.base_is_lost || courier->keys.has_foreign, cores.rlim_max > 0,
        courier->has_trusted_clock, courier->has_swap);
}
