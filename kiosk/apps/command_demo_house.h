/* SPDX-License-Identifier: EUPL-1.2 */
/* command_demo_house.h - what a demo needs on disk: a folder of its own with a certificate
 * authority, a server certificate, a token, the provider's and the courier's keys, and the
 * configuration with every endpoint pointing at loopback and closing requests for that
 * provider.
 *
 * Everything is made on the spot and removed at the end; nothing is trusted outside the folder.
 * The kiosk's side verifies these certificates like any other: there is no switch to skip that.
 */
#ifndef NAAST_APPS_COMMAND_DEMO_HOUSE_H
#define NAAST_APPS_COMMAND_DEMO_HOUSE_H
#include "base/file.h"
#include "content/provider.h"

struct demo_house {
    char folder[PATH_BYTES]; /* "" : not made */
    char config[PATH_BYTES], keys[PATH_BYTES], data[PATH_BYTES], store[PATH_BYTES];
    char authority[PATH_BYTES], certificate[PATH_BYTES], certificate_key[PATH_BYTES],
        token[PATH_BYTES], jwe_secret[PATH_BYTES], jwe_published[PATH_BYTES];
    char courier_key[PATH_BYTES], socket[PATH_BYTES], tree[PATH_BYTES];
    char callable[PROVIDERS_MOST]
                 [SLUG_BYTES]; /* providers that take requests and call people back */
    int callable_count;
};

/* Makes the folder (only for its owner) and everything in it but the configuration. */
enum err demo_house_make(struct demo_house *house_out) MUST_USE;
/* Copies the configuration; endpoints of providers that take requests go to
 * https://localhost:PORT/v1. */
enum err demo_house_configure(struct demo_house *house, const char *config_folder,
                              unsigned port) MUST_USE;
void demo_house_remove(struct demo_house *house); /* accepts a zeroed one */

#endif
