// SPDX-License-Identifier: EUPL-1.2
// Takes out one guard after the other and asks the tests whether they mind:
//   node tests/faults/mutants.mjs [WORD...]       those whose name has one of the words; none: all
// By hand, after a change to a guard or to its test; with all of them about half an hour. Works
// in a copy of this tree under /tmp that goes when it ends. First each test runs on the untouched
// copy and must be green. Prints a row of the table in README.md for every guard, and ends with 1
// when a test stayed green without it.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guards } from './guards.mjs';

const root = new URL('../..', import.meta.url).pathname, RED_AFTER_MS = 180000;
const wanted = process.argv.slice(2);
const chosen = guards.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
const tree = mkdtempSync(join(tmpdir(), 'naast-mutants-')), build = join(tree, 'build');
chmodSync(tree, 0o755);     // some tests run a program as a user without rights
process.on('exit', () => rmSync(tree, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

for (const name of execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean))
    if (existsSync(join(root, name))) cpSync(join(root, name), join(tree, name));
symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
// A guard that is gone leaves names behind that nobody uses.
execFileSync('cmake', ['-G', 'Ninja', '-S', tree, '-B', build, '-DCMAKE_BUILD_TYPE=Release', '-DCMAKE_C_FLAGS=-w -Wno-error'], { stdio: 'ignore' });

const programs = ['naast', 'naast-courier', 'naast-kiosk', 'naast-intake', 'delivery_kiosk', 'delivery_trusted_clock', 'faults_load', 'faults_fill',
                  'faults_other_clock', 'faults_fast_clock', 'faults_other_swap', 'secrecy_leak', 'faults_supervise', 'assets'];
const known = new Set(execFileSync('ninja', ['-C', build, '-t', 'targets', 'all'], { encoding: 'utf8' }).split('\n').map((line) => line.split(':')[0]));

function make(test) {
    const targets = test.includes('/') ? programs.filter((name) => known.has(name)) : [test];
    const { status, stdout, stderr } = spawnSync('ninja', ['-C', build, '-j2', '--quiet', ...targets], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`does not build: ${(stdout + stderr).slice(-2000)}`);
}

// What a test that is killed leaves goes with the tree.
mkdirSync(join(tree, 'tmp'), { mode: 0o755 });
const env = { NAAST_SHARED: join(root, '../shared'), ...process.env, TMPDIR: join(tree, 'tmp'), NAAST_BUILD: build, NAAST_LEAK: join(build, 'tests/secrecy/libsecrecy_leak.so') };

// "folder/name" is tests/folder/name.test.mjs, or of it only the tests whose names have a word; else a program of cmocka.
async function run({ test, only }) {
    make(test);
    const folder = test.includes('/') ? null : readdirSync(join(build, 'tests')).find((name) => existsSync(join(build, 'tests', name, test)));
    const words = folder ? [join(build, 'tests', folder, test)]
        : [process.execPath, ...only ? [`--test-name-pattern=${only}`] : [], join(tree, 'tests', `${test}.test.mjs`)];
    const { status, text, isLate } = await end(words, folder ? join(build, 'tests', folder) : tree);
    if (status === 0 && /^# pass 0$/m.test(text)) throw new Error(`${test} has no test "${only}"`);
    return { isGreen: status === 0, said: isLate ? 'it hangs' : sentence(text, Boolean(folder)) };
}

// A red test need not end by itself: what it started may wait for what it never got to.
function end(words, cwd) {
    return new Promise((resolve) => {
        const program = spawn(words[0], words.slice(1), { env, cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
        let text = '', isLate = false, red;
        const stop = () => { try { process.kill(-program.pid, 'SIGKILL'); } catch { /* it has ended */ } };
        const late = setTimeout(() => { isLate = true; stop(); }, RED_AFTER_MS);
        const hear = (part) => {
            text += part;
            if (/^not ok .*\n(.*\n)*? {2}\.\.\.$/m.test(text)) red ??= setTimeout(stop, 500);
        };
        program.stdout.on('data', hear);
        program.stderr.on('data', hear);
        program.on('close', (status) => { clearTimeout(late); clearTimeout(red); stop(); resolve({ status, text, isLate }); });
    });
}

// What a person would want to know of a red test: which promise, and what was seen.
function sentence(text, isCmocka) {
    const promise = isCmocka ? /\[ {2}FAILED {2}\] ([a-z]\w+)/.exec(text)?.[1]?.replaceAll('_', ' ') : /^ *not ok \d+ - (.*)$/m.exec(text)?.[1];
    const seen = isCmocka ? /^ERROR: (.*)|\[ {2}ERROR {3}\] --- (.*\S.*)$/m.exec(text)?.slice(1).find(Boolean)
        : /^ *error: (?:'(.*)'|\|-\n *(.*)|(.*))$/m.exec(text)?.slice(1).find(Boolean);
    return `${promise ?? 'it ended in the middle'}${seen ? `: ${seen}` : ''}`.replace(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll(tree, '').slice(0, 200);
}

function edit(changes) {
    const before = new Map();
    for (const [file, from, to] of changes) {
        const path = join(tree, 'kiosk', file), text = readFileSync(path, 'utf8');
        if (!before.has(path)) before.set(path, text);
        if (text.split(from).length !== 2) throw new Error(`${file} has this ${text.split(from).length - 1} times, not once: ${from}`);
        writeFileSync(path, text.replace(from, () => to));
    }
    return () => { for (const [path, text] of before) writeFileSync(path, text); };
}

const failed = [], tests = new Map(chosen.map((guard) => [`${guard.test} ${guard.only ?? ''}`, guard]));
for (const guard of tests.values()) {
    const { isGreen, said } = await run(guard);
    if (!isGreen) failed.push(`${guard.test} is red without any change: ${said}`);
}
for (const guard of chosen) {
    let row;
    try {
        const putBack = edit(guard.changes);
        try {
            const { isGreen, said } = await run(guard);
            row = isGreen ? 'STAYED GREEN' : said;
            if (isGreen) failed.push(`${guard.name}: ${guard.test} stayed green`);
        } finally { putBack(); }
    } catch (error) {
        row = error.message;
        failed.push(`${guard.name}: ${error.message}`);
    }
    const files = [...new Set(guard.changes.map(([file]) => file))].join(', ');
    console.log(`| ${guard.name} (${files}) | \`${guard.test}\` | ${row} |`);
}
console.log(`${chosen.length - failed.length} of ${chosen.length} guards are missed when they are gone`);
for (const line of failed) console.error(`mutants: ${line}`);
process.exitCode = failed.length ? 1 : 0;
