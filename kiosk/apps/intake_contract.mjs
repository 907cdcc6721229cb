// SPDX-License-Identifier: EUPL-1.2
// The contract from YAML to a C array of JSON, so that naast-intake carries its own description
// and needs no file. Use: node intake_contract.mjs FROM.yaml TO.c
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

const [from, to] = process.argv.slice(2);
const bytes = Buffer.from(JSON.stringify(parse(readFileSync(from, 'utf8'))) + '\0', 'utf8');
const rows = [];
for (let at = 0; at < bytes.length; at += 24)
    rows.push(
        '    ' +
            [...bytes.subarray(at, at + 24)]
                .map((byte) => (byte > 127 ? byte - 256 : byte))
                .join(','),
    );
writeFileSync(
    to,
    `/* SPDX-License-Identifier: EUPL-1.2 */
/* Made by intake_contract.mjs from the contract. */
#include "apps/intake_contract.h"

const char intake_contract_json[] = {
${rows.join(',\n')}
};
`,
);
