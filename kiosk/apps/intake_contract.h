/* SPDX-License-Identifier: EUPL-1.2 */
/* intake_contract.h - config/contract/oco-v1.openapi.yaml as JSON, made at build time
 * (intake_contract.mjs). */
#ifndef NAAST_APPS_INTAKE_CONTRACT_H
#define NAAST_APPS_INTAKE_CONTRACT_H

#define INTAKE_API_VERSION "1.0.0" /* info.version of the contract; a test compares them */

extern const char intake_contract_json[];

#endif
