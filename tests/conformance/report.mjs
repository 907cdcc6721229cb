// SPDX-License-Identifier: EUPL-1.2
// report.mjs - what the run proves of the standards, as a page for whoever buys the kiosk.
//
//   node tests/conformance/report.mjs OUT.html RESULTS.xml...
//
// clauses.json says what each clause owes and which tests back it ("program/case", or a CTest
// test alone). RESULTS are what `ctest --output-junit` wrote, with the whole output of each
// test, in which the cases stand. A row is green only when every test that it names ran and
// passed, in all of these results. A row that names a test which did not run makes this fail.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const STATUS = {
    passed: { sign: '✓', word: 'passed' },
    failed: { sign: '✗', word: 'failed' },
    hand: { sign: '✎', word: 'by hand' },
    na: { sign: '–', word: 'does not apply' },
};

const unescape = (text) => text
    .replace(/&#x([0-9a-f]+);/gi, (_, hex) => String.fromCodePoint(parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, number) => String.fromCodePoint(Number(number)))
    .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');

// How cmocka, and node's reporters "spec" and "tap", tell of one case.
const CASES = [
    { line: /^\[ {7}OK \] (.+)$/, passed: true },
    { line: /^\[ {2}(?:FAILED|SKIPPED) {1,2}\] (\S+)$/, passed: false },
    { line: /^\s*✔ (.+?)(?: \([\d.]+ms\))?$/, passed: true },
    { line: /^\s*[✖﹣] (.+?)(?: \([\d.]+ms\))?(?: # .*)?$/, passed: false },
    { line: /^\s*ok \d+ - (.+?)$/, passed: true },
    { line: /^\s*not ok \d+ - (.+?)$/, passed: false },
];

// Once failed stays failed: a case of that name may run in several builds.
function note(results, name, passed) {
    results.set(name, passed && results.get(name) !== false);
}

export function readResults(xml, results = new Map()) {
    for (const [, head, body = ''] of xml.matchAll(/<testcase ([^>]*?)(?:\/>|>(.*?)<\/testcase>)/gs)) {
        const attribute = (name) => unescape(new RegExp(`\\b${name}="([^"]*)"`).exec(head)?.[1] ?? '');
        const test = attribute('name');
        note(results, test, attribute('status') === 'run');
        const output = unescape(/<system-out>(.*?)<\/system-out>/s.exec(body)?.[1] ?? '');
        for (const line of output.split('\n'))
            for (const kind of CASES) {
                const found = kind.line.exec(line.trimEnd());
                if (!found) continue;
                // A skipped or unfinished test proves nothing.
                const skipped = / # [A-Z]{4}\b/.test(found[1]);
                note(results, `${test}/${found[1].replace(/ # .*$/, '')}`, kind.passed && !skipped);
                break;
            }
    }
    return results;
}

// All tests behind a row, also those of the rows it calls the same.
function testsOf(row, byClause, seen = new Set()) {
    if (seen.has(row.clause)) return [];
    seen.add(row.clause);
    const others = (row.same ?? []).flatMap((clause) => {
        const same = byClause.get(clause);
        if (!same) throw new Error(`${row.clause}: there is no clause ${clause}`);
        return testsOf(same, byClause, seen);
    });
    return [...new Set([...(row.tests ?? []), ...others])];
}

function handOf(row, byClause) {
    return [row.hand, ...(row.same ?? []).map((clause) => byClause.get(clause)?.hand)]
        .filter(Boolean);
}

// What is open or by hand is never green, whatever tests passed beside it.
function statusOf(row, tests, hand, results) {
    if (row.na) return 'na';
    if (row.open || tests.some((name) => !results.get(name))) return 'failed';
    return hand.length > 0 ? 'hand' : 'passed';
}

export function judge(clauses, results) {
    const byClause = new Map(clauses.groups.flatMap((group) => group.rows)
        .map((row) => [row.clause, row]));
    const unknown = [];
    const groups = clauses.groups.map((group) => ({
        ...group,
        rows: group.rows.map((row) => {
            const tests = testsOf(row, byClause), hand = handOf(row, byClause);
            if (tests.length + hand.length === 0 && !row.na && !row.open)
                unknown.push(`${row.clause}: nothing backs it`);
            for (const name of tests)
                if (!results.has(name)) unknown.push(`${row.clause}: no test "${name}" ran`);
            return { ...row, tests, hand, status: statusOf(row, tests, hand, results) };
        }),
    }));
    return { groups, unknown };
}

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
    .replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const count = (rows, status) => rows.filter((row) => row.status === status).length;

const STYLE = `
:root { color-scheme: light; --ink: #17203a; --soft: #333b57; --line: #8a8478; --paper: #faf7f2; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--paper);
  color: var(--ink); font: 1.0625rem/1.5 Andika, "Noto Sans", "DejaVu Sans", sans-serif; }
h1, h2 { line-height: 1.25; }
h2 { margin-top: 2.5rem; }
a { color: #00453b; }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid #17203a; outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { position: static; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; background: #fff; }
caption { text-align: start; padding: .25rem 0; color: var(--soft); }
th, td { border: 1px solid var(--line); padding: .4rem .6rem; text-align: start;
  vertical-align: top; }
thead th { background: #e1f0ec; }
td.number { text-align: end; }
.status { white-space: nowrap; font-weight: bold; }
.passed { background: #e1f0ec; color: #00382f; }
.failed { background: #fbe3e6; color: #6b0a1c; border: 3px solid #7d0c22; }
.hand { background: #fff3d1; color: #3d2c00; }
.na { background: #eeebe4; color: #333b57; }
ul.tests { margin: 0; padding-inline-start: 1.1rem; }
ul.tests li { overflow-wrap: anywhere; }
.rest { margin: .3rem 0 0; }
@media print { body { font-size: 9pt; max-width: none; padding: 0; background: #fff; }
  tr { break-inside: avoid; } h2 { break-after: avoid; } .skip { display: none; } }
`;

function statusCell(status) {
    const { sign, word } = STATUS[status];
    return `<td class="status ${status}"><span aria-hidden="true">${sign}</span> ${word}</td>`;
}

function proofCell(row, results) {
    const tests = row.tests.map((name) =>
        `<li>${results.get(name) ? '' : `<strong>${results.has(name) ? 'failed' : 'did not run'}:</strong> `}`
        + `${escape(name.replaceAll('_', ' ').replace('/', ': '))}</li>`);
    const rest = [row.na, row.open && `Open: ${row.open}`, ...row.hand.map((what) => `By hand: ${what}`)]
        .filter(Boolean).map((what) => `<p class="rest">${escape(what)}</p>`);
    return `<td>${tests.length ? `<ul class="tests">${tests.join('')}</ul>` : ''}${rest.join('')}</td>`;
}

function section(group, results) {
    const rows = group.rows.map((row) => `<tr><th scope="row">${escape(row.clause)}</th>`
        + `<td>${escape(row.owed)}</td>${statusCell(row.status)}${proofCell(row, results)}</tr>`);
    return `<section aria-labelledby="${group.id}">
<h2 id="${group.id}">${escape(group.name)}</h2>
${group.note ? `<p>${escape(group.note)}</p>` : ''}
<div class="wide" tabindex="0" role="region" aria-label="Table: ${escape(group.name)}"><table>
<caption>${group.rows.length} rows</caption>
<thead><tr><th scope="col">Clause</th><th scope="col">What is owed, in our words</th>
<th scope="col">Status</th><th scope="col">What backs it</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div></section>`;
}

function summary(groups) {
    const line = (name, rows, id) => `<tr><th scope="row">${id
        ? `<a href="#${id}">${escape(name)}</a>` : escape(name)}</th>`
        + Object.keys(STATUS).map((status) => `<td class="number">${count(rows, status)}</td>`)
            .join('') + '</tr>';
    return `<div class="wide" tabindex="0" role="region" aria-label="Table: summary"><table>
<caption>Rows by standard and status</caption>
<thead><tr><th scope="col">Standard</th>${Object.values(STATUS)
        .map(({ sign, word }) => `<th scope="col"><span aria-hidden="true">${sign}</span> ${word}</th>`)
        .join('')}</tr></thead>
<tbody>
${groups.map((group) => line(group.name, group.rows, group.id)).join('\n')}
${line('Together', groups.flatMap((group) => group.rows))}
</tbody></table></div>`;
}

function dutch(groups) {
    const all = groups.flatMap((group) => group.rows);
    return `<section lang="nl" aria-labelledby="kort"><h2 id="kort">In het kort</h2>
<p>Deze kiosk is getest met ${all.length} regels uit de normen voor toegankelijkheid.
Goed: ${count(all, 'passed')}. Elke test die erbij hoort, is gedaan en geslaagd. Niet goed:
${count(all, 'failed')}. Nog te bekijken of te meten door een mens, waar de kiosk staat:
${count(all, 'hand')}. Geldt niet voor deze kiosk: ${count(all, 'na')}.</p></section>`;
}

export function page({ groups }, results, about) {
    return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Naast ${escape(about.version)}: accessibility conformance report</title>
<style>${STYLE}</style></head>
<body><a class="skip" href="#tables">Skip to the tables</a>
<header><h1>Naast: accessibility conformance report</h1>
<p>Version ${escape(about.version)}${about.commit ? `, commit ${escape(about.commit)}` : ''},
run of ${escape(about.date)}. ${results.size} tests and cases ran. This page was written by that
run: a row is green only when every test it names ran and passed in it. What a machine cannot
measure is marked “by hand”, with what to look at. This is a self-declaration with its proof,
not a certificate.</p></header>
<main>
${dutch(groups)}
<section aria-labelledby="sum"><h2 id="sum">Summary</h2>
${summary(groups)}</section>
<div id="tables">
${groups.map((group) => section(group, results)).join('\n')}
</div></main></body></html>
`;
}

function about(root) {
    const version = /project\(naast VERSION ([\d.]+)/
        .exec(readFileSync(`${root}/CMakeLists.txt`, 'utf8'))?.[1] ?? '';
    let commit = '';
    try {
        const head = readFileSync(`${root}/.git/HEAD`, 'utf8').trim();
        commit = head.startsWith('ref: ')
            ? readFileSync(`${root}/.git/${head.slice(5)}`, 'utf8').slice(0, 10) : head.slice(0, 10);
    } catch { /* an archive without history, or packed refs: then without the commit */ }
    return { version, commit, date: new Date().toISOString().slice(0, 10) };
}

function main([out, ...files]) {
    if (!out || files.length === 0) {
        console.error('use: node report.mjs OUT.html RESULTS.xml...');
        return 2;
    }
    const here = fileURLToPath(new URL('.', import.meta.url));
    const clauses = JSON.parse(readFileSync(`${here}/clauses.json`, 'utf8'));
    const results = new Map();
    for (const file of files) readResults(readFileSync(file, 'utf8'), results);
    const judged = judge(clauses, results);
    writeFileSync(out, page(judged, results, about(`${here}/../..`)));
    const rows = judged.groups.flatMap((group) => group.rows);
    console.log(`conformance: ${rows.length} rows, ${Object.entries(STATUS)
        .map(([status, { word }]) => `${count(rows, status)} ${word}`).join(', ')}: ${out}`);
    for (const line of judged.unknown) console.error(`conformance: ${line}`);
    return judged.unknown.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.slice(2));
