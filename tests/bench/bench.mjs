// SPDX-License-Identifier: EUPL-1.2
// bench.mjs - measures the kiosk beside its rivals in one run and prints the table of the
// README. Called by run.sh, which builds the probe and starts the virtual screen:
//   node bench.mjs WORK BUILD
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bare, browser } from './rivals.mjs';
import { closureMib } from './closure.mjs';
import { kiosk } from './kiosk.mjs';
import { cpuMs, end, markOf, pssMib, rest, rssMib } from './processes.mjs';

const [work, build] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const STARTS = Number(process.env.BENCH_STARTS ?? 9);
const PAGES = Number(process.env.BENCH_PAGES ?? 200);
const KEYS = Number(process.env.BENCH_KEYS ?? 100);
const REST_S = Number(process.env.BENCH_REST_S ?? 20);
// The kiosk takes no second touch of one target within 500 ms; all get the same pace.
const GAP_MS = 600;
// Page changes before anything is counted: caches are full, as after the first visitor.
const WARM = 20;
// A screen this long without a change is complete.
const CALM_MS = 2500;

const probe = (...args) =>
    execFileSync(join(work, 'probe'), args.map(String), { encoding: 'utf8' })
        .trim()
        .split('\n');
const say = (text) => console.error(`bench: ${text}`);
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

function quantile(values, share) {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

function start(rival) {
    const [line] = probe(
        'start',
        CALM_MS,
        join(work, `${rival.name}.log`),
        'env',
        markOf(rival.name),
        ...rival.command(),
    );
    if (line.includes('no change'))
        throw new Error(`${rival.name} draws nothing: see ${work}/${rival.name}.log`);
    return Number(line.split(' ')[2]);
}

// The times of the touches that changed the screen, and how many changed nothing.
function touches(count, places) {
    const lines = probe('touch', count, GAP_MS, ...places.flat());
    const all = lines.map((line) => (line === 'no change' ? NaN : Number(line.split(' ')[1])));
    const times = all.filter((time) => !Number.isNaN(time));
    return { times, all, idle: all.length - times.length };
}

function mustChange(what, { times, idle }) {
    if (idle > 0.02 * (times.length + idle))
        throw new Error(`${what}: ${idle} of ${times.length + idle} touches changed nothing`);
    return { median: quantile(times, 0.5), p95: quantile(times, 0.95) };
}

async function measure(rival) {
    const closure = closureMib(work, rival.packages(), rival.ownFiles());
    say(`${rival.name}: ${STARTS} starts`);
    await rival.prepare?.(probe);
    const starts = [];
    for (let i = 0; i <= STARTS; i++) {
        const ms = start(rival);
        // The first start fills the disk cache and, for the browser, makes its profile.
        if (i > 0) starts.push(ms);
        if (i < STARTS) await end(rival.name);
        await sleep(300);
    }
    say(`${rival.name}: ${REST_S} s at rest`);
    await sleep(10000); // a browser goes on with chores for a while
    const atRest = await rest(rival.processes(), REST_S);

    say(`${rival.name}: ${PAGES} page changes`);
    const pages = await rival.pages(probe);
    const nothing = touches(5, [await rival.nothing()]);
    if (nothing.times.length > 0)
        throw new Error(`${rival.name}: a tap on nothing changed the screen`);
    touches(WARM, pages);
    const before = { cpu: cpuMs(rival.processes()), rss: rssMib(rival.processes()) };
    const page = mustChange(`${rival.name}, page change`, touches(PAGES, pages));
    const after = { cpu: cpuMs(rival.processes()), rss: rssMib(rival.processes()) };
    const pagesPss = pssMib(rival.processes());

    say(`${rival.name}: ${KEYS} keys`);
    const keys = await rival.keys(probe);
    touches(4, keys);
    const key = mustChange(`${rival.name}, key`, touches(KEYS, keys));
    const pss = Math.max(pagesPss, pssMib(rival.processes()));
    const kept = rival.socket && submitToKept(rival.socket);
    await end(rival.name);
    const extras = await rival.extras?.(probe, touches);
    await rival.finish?.();
    return {
        start: quantile(starts, 0.5),
        page,
        key,
        pss,
        growth: after.rss - before.rss,
        cpu: (after.cpu - before.cpu) / PAGES,
        kept,
        extras,
        ...atRest,
        closure,
    };
}

// A courier answers "kept" only when the sealed request is synced to the disk.
function submitToKept(socket) {
    const run = spawnSync(join(build, 'bench_submit'), [socket, '500'], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`bench_submit: ${run.stderr}`);
    const times = run.stdout.trim().split('\n').map(Number);
    return { median: quantile(times, 0.5), p99: quantile(times, 0.99), count: times.length };
}

const n = (value, digits) => value.toFixed(digits);
const pair = ({ median, p95 }) => `${n(median, 1)} (${n(p95, 1)}) ms`;

function table(b, s, k) {
    const { kept } = k;
    const rows = [
        [
            'start to complete first screen',
            (r) => `${n(r.start, 0)} ms`,
            '<= 0.15 of Chromium, <= 2.2 x bare',
            k.start <= 0.15 * b.start && k.start <= 2.2 * s.start,
        ],
        [
            'touch to changed pixels, page change (p95)',
            (r) => pair(r.page),
            'p95 <= 0.5 of Chromium, <= 12 ms',
            k.page.p95 <= 0.5 * b.page.p95 && k.page.p95 <= 12,
        ],
        [
            'touch to changed pixels, one key (p95)',
            (r) => pair(r.key),
            'p95 <= 0.2 of Chromium, <= 4 ms',
            k.key.p95 <= 0.2 * b.key.p95 && k.key.p95 <= 4,
        ],
        [
            'memory (PSS); ours: kiosk + courier',
            (r) => `${n(r.pss, 1)} MiB`,
            '<= 0.10 of Chromium',
            k.pss <= 0.1 * b.pss,
        ],
        [
            `memory growth over ${PAGES} screens (RSS)`,
            (r) => `${n(r.growth, 2)} MiB`,
            '<= 1 MiB',
            k.growth <= 1,
        ],
        [
            'CPU per page change',
            (r) => `${n(r.cpu, 1)} ms`,
            '<= 0.3 of Chromium',
            k.cpu <= 0.3 * b.cpu,
        ],
        [
            `at rest, ${REST_S} s`,
            (r) => `${n(r.cpuPercent, 2)} %, ${n(r.wakeupsPerS, 1)} wake-ups/s`,
            '0.0 %, <= 0.2 wake-ups/s',
            k.cpuPercent < 0.05 && k.wakeupsPerS <= 0.2,
        ],
        [
            'installed closure',
            (r) => `${n(r.closure, 0)} MiB`,
            '<= 0.25 of Chromium',
            k.closure <= 0.25 * b.closure,
        ],
    ];
    const met = (is) => (is ? 'met' : 'NOT MET');
    console.log(
        `| | ${browser.title()} | bare SDL2 window, 15 lines, 6 buttons | Naast | target | |`,
    );
    console.log('| --- | ---: | ---: | ---: | --- | --- |');
    for (const [what, show, target, is] of rows) {
        console.log(
            `| ${what} | ${show(b)} | ${show(s)} | ${show(k)} | ${target} | ${met(is)} |`,
        );
    }
    const times = `${n(kept.median, 1)} (${n(kept.p99, 1)}) ms`;
    console.log(
        `| submit to "kept", ${kept.count} requests: p50 (p99) | | | ${times} | ` +
            `p99 <= 50 ms | ${met(kept.p99 <= 50)} |`,
    );
    const { switches, speech } = k.extras;
    const switched = Object.values(switches).map((all) => quantile(all, 0.5));
    console.log(
        `| ${Object.keys(switches).join(', ')} switch to changed pixels | | | ` +
            `${switched.map((ms) => n(ms, 1)).join(', ')} ms | each <= 40 ms | ` +
            `${met(Math.max(...switched) <= 40)} |`,
    );
    const [voice, late] = [quantile(speech, 0.5), quantile(speech, 0.95)];
    console.log(
        `| touch to first sound of the voice (p95) | | | ${n(voice, 0)} (${n(late, 0)}) ms | ` +
            `p95 <= 300 ms | ${met(late <= 300)} |`,
    );
    const extras = Math.max(...switched) <= 40 && late <= 300;
    return rows.every(([, , , is]) => is) && kept.p99 <= 50 && extras;
}

async function endAll() {
    for (const mark of ['bare', 'browser', 'kiosk', 'scout', 'talker', 'courier', 'intake'])
        await end(mark);
}

mkdirSync(work, { recursive: true });
for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => endAll().finally(() => process.exit(1)));
}
try {
    const only = process.env.BENCH_ONLY?.split(',');
    const results = {};
    for (const rival of [bare, browser, kiosk]) {
        if (only && !only.includes(rival.name)) continue;
        rival.settle(work, build, here);
        results[rival.name] = await measure(rival);
        if (only) console.log(rival.name, JSON.stringify(results[rival.name]));
    }
    const isMet = only || table(results.browser, results.bare, results.kiosk);
    process.exitCode = isMet ? 0 : 1;
} finally {
    await endAll();
}
