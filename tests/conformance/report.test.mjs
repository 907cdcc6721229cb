// SPDX-License-Identifier: EUPL-1.2
// The report claims nothing that the run did not prove.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { judge, page, readResults } from './report.mjs';

const xml = (cases) => `<testsuite>${cases}</testsuite>`;
const ran = (name, output, status = 'run') =>
    `<testcase name="${name}" classname="${name}" time="1" status="${status}">`
    + `<system-out>${output}</system-out></testcase>`;

const ROW = { clause: '1', owed: 'something', tests: ['touch/it lifts'] };
const clauses = (...rows) => ({ groups: [{ id: 'g', name: 'Standard', rows }] });
const statusOf = (row, results) => judge(clauses(row), results).groups[0].rows[0].status;

test('cases are read from what cmocka and both reporters of node print', () => {
    const results = readResults(xml(
        ran('a', '[       OK ] it_lifts\n[  FAILED  ] it_falls\n[  FAILED  ] 1 test(s), listed below:')
        + ran('b', '✔ real &lt;taps&gt; (12.5ms)\n  ✖ no answer (3ms)')
        + ran('c', 'ok 1 - starts\nnot ok 2 - ends\nok 3 - waits # SKIP no display')));
    assert.deepEqual(Object.fromEntries(results), {
        a: true, 'a/it_lifts': true, 'a/it_falls': false,
        b: true, 'b/real <taps>': true, 'b/no answer': false,
        c: true, 'c/starts': true, 'c/ends': false, 'c/waits': false,
    });
});

test('a row is green only when all it names ran and passed', () => {
    const passed = new Map([['touch', true], ['touch/it lifts', true]]);
    assert.equal(statusOf(ROW, passed), 'passed');
    assert.equal(statusOf(ROW, new Map([['touch/it lifts', false]])), 'failed');
    assert.equal(statusOf(ROW, new Map()), 'failed');   // did not run
    assert.equal(statusOf({ ...ROW, hand: 'the jack' }, passed), 'hand');
    assert.equal(statusOf({ ...ROW, open: 'not yet' }, passed), 'failed');
    assert.equal(statusOf({ clause: '2', owed: 'x', na: 'no video' }, passed), 'na');
});

test('a failure in one build is a failure, whatever the other build says', () => {
    for (const order of [['run', 'fail'], ['fail', 'run']]) {
        const results = new Map();
        for (const status of order) readResults(xml(ran('touch', '', status)), results);
        assert.equal(results.get('touch'), false);
    }
});

test('a row that names a test which did not run is told, and so is one that names none', () => {
    const { unknown } = judge(clauses(ROW, { clause: '2', owed: 'x' }), new Map());
    assert.deepEqual(unknown, ['1: no test "touch/it lifts" ran', '2: nothing backs it']);
});

test('a row that is the same as another has its tests and what is left by hand', () => {
    const same = { clause: '2', owed: 'x', same: ['1'] };
    const results = new Map([['touch/it lifts', true]]);
    const second = (first) => judge(clauses(first, same), results).groups[0].rows[1];
    assert.equal(second(ROW).status, 'passed');
    assert.deepEqual(second(ROW).tests, ROW.tests);
    assert.equal(second({ ...ROW, hand: 'the jack' }).status, 'hand');
    assert.throws(() => judge(clauses(same), results), /no clause 1/);
});

// So that whoever renames a test sees it here, and not at the end of the whole run.
test('every test that a row names is in the tree', () => {
    const { tests } = JSON.parse(execFileSync('ctest',
        ['--test-dir', process.env.NAAST_BUILD, '--show-only=json-v1'], { encoding: 'utf8' }));
    const programs = new Set(tests.map(({ name }) => name));
    const folder = fileURLToPath(new URL('..', import.meta.url));
    const sources = readdirSync(folder, { recursive: true })
        .filter((file) => /\.(c|mjs)$/.test(file)).map((file) => readFileSync(join(folder, file), 'utf8'));
    const { groups } = JSON.parse(readFileSync(join(folder, 'conformance/clauses.json'), 'utf8'));
    for (const name of groups.flatMap((group) => group.rows).flatMap((row) => row.tests ?? [])) {
        const [program, wanted] = name.split(/\/(.*)/s);
        assert.ok(programs.has(program), `CTest has no ${program}`);
        if (wanted) assert.ok(sources.some((source) => source.includes(wanted)), `no test "${wanted}"`);
    }
});

test('status is told in words, and what a test is called cannot become markup', () => {
    const results = new Map([['touch/<b>', true]]);
    const judged = judge(clauses({ ...ROW, tests: ['touch/<b>'] }), results);
    const html = page(judged, results, { version: '1', commit: '', date: '2026-01-01' });
    assert.match(html, /<html lang="en">/);
    assert.match(html, /<\/span> passed<\/td>/);
    assert.match(html, /touch: &lt;b&gt;/);
    assert.ok(!/https?:|<script|<link|<img/.test(html));   // needs no network
});
