// SPDX-License-Identifier: EUPL-1.2
// coverage.mjs - gcovr's summary as one line a folder:  node tests/coverage.mjs
// build/coverage.json
import { readFileSync } from 'node:fs';

const folders = new Map();
for (const { filename, line_covered: reached, line_total: all } of JSON.parse(
    readFileSync(process.argv[2], 'utf8'),
).files) {
    const folder = filename.split('/').slice(0, 2).join('/');
    for (const name of [folder, 'all']) {
        const sum = folders.get(name) ?? { reached: 0, all: 0 };
        folders.set(name, { reached: sum.reached + reached, all: sum.all + all });
    }
}
const order = [...folders.keys()].filter((name) => name !== 'all').sort();
for (const name of [...order, 'all']) {
    const { reached, all } = folders.get(name) ?? { reached: 0, all: 0 };
    const share = all === 0 ? '0.0' : ((100 * reached) / all).toFixed(1);
    console.log(`${name.padEnd(16)} ${share.padStart(5)} %  ${reached} of ${all} lines`);
}
