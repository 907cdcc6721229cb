// SPDX-License-Identifier: EUPL-1.2
// coverage.mjs - gcovr's summary as one line a folder, and what a folder must reach:
//   node tests/coverage.mjs build/coverage.json
import { readFileSync } from 'node:fs';

// The floors that a request passes through: share of lines and of branches, in percent. A floor
// that has reached them may not fall back.
const LINES = 95,
    BRANCHES = 85;
const wanted = new Map([
    ['kiosk/base', { has_reached: true }],
    ['kiosk/content', { has_reached: true }],
    ['kiosk/spool', { has_reached: true }],
    ['kiosk/model', { has_reached: true }],
    ['kiosk/delivery', { has_reached: true }],
    ['kiosk/link', { has_reached: true }],
]);

const folders = new Map();
for (const file of JSON.parse(readFileSync(process.argv[2], 'utf8')).files) {
    const folder = file.filename.split('/').slice(0, 2).join('/');
    for (const name of [folder, 'all']) {
        const sum = folders.get(name) ?? { lines: 0, linesOf: 0, branches: 0, branchesOf: 0 };
        sum.lines += file.line_covered;
        sum.linesOf += file.line_total;
        sum.branches += file.branch_covered;
        sum.branchesOf += file.branch_total;
        folders.set(name, sum);
    }
}
const share = (reached, all) => (all === 0 ? 0 : (100 * reached) / all);
const order = [...folders.keys()].filter((name) => name !== 'all').sort();
let fallen = 0;
for (const name of [...order, 'all']) {
    const sum = folders.get(name);
    const lines = share(sum.lines, sum.linesOf);
    const branches = share(sum.branches, sum.branchesOf);
    const isShort = wanted.has(name) && (lines < LINES || branches < BRANCHES);
    if (isShort && wanted.get(name).has_reached) fallen++;
    console.log(
        `${name.padEnd(16)} lines ${lines.toFixed(1).padStart(5)} %  ` +
            `branches ${branches.toFixed(1).padStart(5)} %` +
            (wanted.has(name) ? `  (${LINES} and ${BRANCHES}${isShort ? ': not reached' : ''})` : ''),
    );
}
process.exit(fallen > 0 ? 1 : 0);
