// SPDX-License-Identifier: EUPL-1.2
// Rows 3, 4, 8, 10 and 15: the courier is killed, or the kernel refuses, at a system call of a
// submit or of a delivery; at every one in the long set, at the ones that matter and a sample of
// the rest in the short one. Whatever happens: what was called kept has one effect, what was
// called not kept has none, and nothing is left half.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { accept } from '../delivery/fault_server.mjs';
import { build } from '../intake/receiver.mjs';
import { loadProgram, newHouse, newProvider, slug, waiting } from './rows.mjs';
import { cannotTrace, chosen, inject, isLong, places, readTrace, struck } from './strace.mjs';

const RUN_MOST_MS = 60000, SEALED_BYTES = 8256;
const errors = ['EIO', 'ENOSPC', 'ENOMEM', 'EINTR'];
// What a submit and a delivery rest on.
const matters = new Set(['fsync', 'linkat', 'renameat', 'unlinkat', 'unlink', 'ftruncate', 'utimensat', 'sendto', 'connect', 'socketpair',
                         'clone', 'sendmsg', 'recvmsg', 'pidfd_open', 'pidfd_send_signal', 'flock', 'mkdirat', 'timerfd_settime']);

let provider;
before(async () => { provider = await newProvider(); });
after(() => provider.stop());

function nothingIsHalf(house, where) {
    for (const state of ['queue', 'flight', 'hold'])
        for (const size of house.sizes(state)) assert.equal(size, SEALED_BYTES, `${where}: a file of ${size} bytes in ${state}`);
}

// What `work` gives, or the error that `say` words when it hangs.
async function inTime(work, say) {
    let timer;
    const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(say())), RUN_MOST_MS); });
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function ended(program) {
    if (program.exitCode === null && program.signalCode === null) await once(program, 'exit');
    return program.exitCode;
}

// Without keys: what is held waits for the operator, and for nothing else.
async function untilNothingWaits(house, where) {
    const isOver = () => !provider.hasDedupe && house.files('queue').length + house.files('flight').length === 0 && house.files('hold').length > 0;
    for (let tries = 0; tries < 4; tries++) if (await house.once() === 0 || isOver()) return;
    assert.fail(`${where}: something still waits: ${house.log.slice(-600)}`);
}

// ---- a delivery ----

function layOut(house, id, sealed) {
    for (const state of ['queue', 'flight', 'hold', 'done'])
        for (const name of house.files(state)) rmSync(join(house.data, state, name));
    copyFileSync(sealed, join(house.data, 'queue', id));
    provider.ledger.clear();
    provider.steps = [accept];
    house.log = '';
}

async function traceOfDelivery(house, id, sealed) {
    const path = join(house.folder, 'deliver.strace');
    layOut(house, id, sealed);
    assert.equal(await house.once({ prefix: ['strace', '-f', '-qq', '-o', path] }), 0);
    const calls = readTrace(path);
    const first = calls.findIndex((call) => call.args.includes(`"${house.data}"`) && call.name !== 'execve');
    return { calls, all: places(calls).filter((call) => call.line >= first) };
}

async function deliverWith(house, id, sealed, place, what) {
    const before = provider.seen.length;
    const where = `${place.name} ${place.nth} of a delivery, ${what}`;
    layOut(house, id, sealed);
    const log = join(house.folder, 'struck.strace');
    await inTime(house.once({ prefix: inject(place, what, log) }), () => `${where}: hangs`);
    const wasStruck = struck(log);
    nothingIsHalf(house, where);
    await untilNothingWaits(house, where);
    const held = house.files('hold').length;
    if (!provider.hasDedupe) assert.ok(provider.seen.length - before <= 1, `${where}: sent ${provider.seen.length - before} times\n${house.log}`);
    assert.equal(provider.effects(id) + held > 0, true, `${where}: lost\n${house.log}`);
    assert.ok(provider.effects(id) <= 1, `${where}: ${provider.effects(id)} effects`);
    assert.deepEqual(house.files('queue').concat(house.files('flight')), [], where);
    if (!held) assert.ok(house.files('done').includes(id), `${where}: nothing remembers it`);
    return { held, wasStruck };
}

async function deliverAtEach(t, name, whats, one_in, options) {
    const { house, id } = await waiting(`inject-${name}`, provider.url, options);
    const sealed = join(house.folder, 'sealed');
    copyFileSync(join(house.data, 'queue', id), sealed);
    const { calls, all } = await traceOfDelivery(house, id, sealed);
    let runs = 0, strikes = 0, held = 0;
    for (const what of whats)
        for (const place of chosen(all, (call) => matters.has(call.name), one_in)) {
            const run = await deliverWith(house, id, sealed, place, what);
            runs++;
            strikes += run.wasStruck;
            held += run.held;
        }
    t.diagnostic(`${calls.length} calls, ${all.length} places of a delivery, ${runs} runs, ${strikes} struck, ${held} held for the operator`);
    assert.ok(runs > 40 * whats.length, 'too few: the trace was not understood');
    assert.ok(strikes > runs * 0.9, `only ${strikes} of ${runs} struck`);
    return held;
}

test('row 4: killed at a system call of a delivery, the request has one effect', { skip: cannotTrace }, async (t) => {
    const held = await deliverAtEach(t, 'kill', ['signal=KILL'], 6);
    assert.equal(held, 0, 'a kill holds nothing up');
});

test('rows 4, 36: killed so at a provider that knows no keys, it was sent once at most', { skip: cannotTrace }, async (t) => {
    provider.hasDedupe = false;
    t.after(() => { provider.hasDedupe = true; });
    const held = await deliverAtEach(t, 'keyless', ['signal=KILL'], 12, { dedupe: false });
    assert.ok(held > 0, 'nothing was in flight');
});

test('rows 8, 10: a system call of a delivery fails, and the request has one effect', { skip: cannotTrace }, async (t) => {
    const kinds = isLong ? errors : ['EIO'];
    const held = await deliverAtEach(t, 'fail', kinds.map((error) => `error=${error}`), 8);
    assert.equal(held, 0, 'what fails once is tried again, and needs no operator');
});

// ---- a submit ----

function startCourier(house, prefix) {
    const words = ['setpriv', '--pdeathsig', 'KILL', join(build, 'naast-courier'), ...house.words('--socket', house.socket)];
    const [program, ...rest] = [...prefix, ...words];
    const courier = house.courier = spawn(program, rest, { stdio: ['ignore', 'ignore', 'pipe'] });
    courier.stderr.on('data', (text) => { house.log += text; });
    return courier;
}

function startLoad(house) {
    const load = spawn(loadProgram, [house.socket, '1', '1', slug], { stdio: ['pipe', 'pipe', 'ignore'] });
    load.said = '';
    load.stdout.on('data', (text) => { load.said += text; });
    // Like the courier it ends with the test, also with one that fails.
    house.kiosks.push({ leave: () => load.kill('SIGKILL') });
    return load;
}

async function empty(house) {
    rmSync(house.data, { recursive: true, force: true });
    rmSync(house.socket, { force: true });
    provider.ledger.clear();
    house.log = '';
}

// strace passes a kill of its child on; a courier that was killed inside must not be waited for in vain.
async function endCourier(courier) {
    if (courier.exitCode !== null || courier.signalCode !== null) return;
    const end = once(courier, 'exit');
    courier.kill('SIGKILL');
    await end;
}

async function traceOfSubmit(house) {
    const path = join(house.folder, 'submit.strace');
    await empty(house);
    provider.steps = [{ hang: true }];
    const courier = startCourier(house, ['strace', '-f', '-qq', '-o', path]), load = startLoad(house);
    assert.equal(await inTime(ended(load), () => 'the trace of a submit: hangs'), 0);
    await endCourier(courier);
    const calls = readTrace(path);
    const heard = calls.findIndex((call) => call.name === 'accept4');
    const kept = calls.findLastIndex((call) => call.name === 'sendto' && call.args.includes('NLNK'));
    assert.ok(heard > 0 && kept > heard, 'the trace was not understood');
    // Of the courier alone, and up to its answer: what comes after, and what runner and attempt do meanwhile, is a delivery's;
    // here it may be cut off before it is reached.
    const { pid } = calls[heard];
    return places(calls).filter((call) => call.pid === pid && call.line >= heard && call.line <= kept);
}

// A courier that ends before it answered gets a successor.
async function untilAnswered(house, courier, load, where) {
    const heard = once(load.stdout, 'end');
    await Promise.race([once(courier, 'exit'), once(load, 'exit')]);
    nothingIsHalf(house, where);
    const isGone = courier.exitCode !== null || courier.signalCode !== null;
    const last = isGone && load.exitCode === null ? startCourier(house, []) : courier;
    assert.equal(await ended(load), 0, `${where}: the kiosk got no answer`);
    await heard;
    await endCourier(last);
}

async function submitWith(house, place, what) {
    const where = `${place.name} ${place.nth} of a submit, ${what}`;
    await empty(house);
    provider.steps = [{ hang: true }];
    const log = join(house.folder, 'struck.strace');
    const courier = startCourier(house, inject(place, what, log)), load = startLoad(house);
    await inTime(untilAnswered(house, courier, load, where), () => `${where}: hangs; the kiosk heard "${load.said}"\n${house.log}`);
    const wasStruck = struck(log);
    nothingIsHalf(house, where);
    provider.steps = [accept];
    await inTime(untilNothingWaits(house, where), () => `${where}: hangs\n${house.log}`);
    const said = load.said.split('\n').filter(Boolean).map((line) => line.split(' '));
    const kept = said.filter(([word]) => word === 'kept').map(([, id]) => id), not = said.filter(([word]) => word === 'not-kept');
    assert.equal(kept.length > 0 || not.length > 0, true, `${where}: no answer`);
    for (const id of kept) assert.equal(provider.effects(id), 1, `${where}: kept, and ${provider.effects(id)} effects`);
    for (const [, id] of not)
        if (!kept.includes(id)) {
            assert.equal(provider.effects(id), 0, `${where}: called not kept, yet it took effect`);
            assert.ok(!house.files('done').includes(id), `${where}: called not kept, yet it is there`);
        }
    assert.ok(existsSync(join(house.data, 'done')), where);
    return { wasStruck, isRefused: not.length > 0 };
}

async function submitAtEach(t, name, whats, one_in) {
    const house = newHouse(`inject-${name}`, provider.url);
    // Whether the request or the free room for it is first, chance decides. What is there in both traces is nearly always there;
    // the long set takes what it saw once.
    const first = await traceOfSubmit(house), second = await traceOfSubmit(house);
    const isAgain = (place) => second.some(({ name, nth }) => name === place.name && nth === place.nth);
    const all = isLong ? first : first.filter(isAgain);
    let runs = 0, strikes = 0, refused = 0;
    for (const what of whats)
        for (const place of chosen(all, (call) => matters.has(call.name), one_in)) {
            let { wasStruck, isRefused } = await submitWith(house, place, what);
            if (!wasStruck) ({ wasStruck, isRefused } = await submitWith(house, place, what));
            runs++;
            strikes += wasStruck;
            refused += isRefused;
        }
    t.diagnostic(`${all.length} places of a submit, ${runs} runs, ${strikes} struck, ${refused} were answered "not kept"`);
    assert.ok(strikes > runs * 0.9, `only ${strikes} of ${runs} struck`);
    return refused;
}

test('rows 3, 15: killed at a system call of a submit, what was called kept has one effect', { skip: cannotTrace }, async (t) => {
    await submitAtEach(t, 'submit-kill', ['signal=KILL'], 3);
});

test('rows 8, 10: a system call of a submit fails, and the answer is true', { skip: cannotTrace }, async (t) => {
    const refused = await submitAtEach(t, 'submit-fail', (isLong ? errors : ['EIO']).map((error) => `error=${error}`), 3);
    assert.ok(refused >= 4, 'a disk that refuses must be told to the visitor');
});
