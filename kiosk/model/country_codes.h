/* SPDX-License-Identifier: EUPL-1.2 */
/* country_codes.h - which country codes exist, so that a slip such as +13 for +31 is found, and
 * how long they are.
 *
 * Source: ITU-T E.164 list of assigned country codes. Left out are the codes that are no
 *         country: 800, 808, 870, 878, 881 to 883, 888 and 979 (free, shared cost, satellite
 *         and paid numbers). */
#ifndef NAAST_MODEL_COUNTRY_CODES_H
#define NAAST_MODEL_COUNTRY_CODES_H

/* How many of the first digits are a country code: 1 to 3; 0 when they are none (yet). */
int country_code_size(const char *digits);

#endif
