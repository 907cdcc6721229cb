// SPDX-License-Identifier: EUPL-1.2
// Rows 5 and 6: the power fails at any moment of a request's life. The real programs run under
// strace; crash_disk.mjs gives every state the disk may then be in; each must keep what was
// promised by that moment. Then each sync is left out in turn, and some state must break.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { accept } from '../delivery/fault_server.mjs';
import { until } from '../delivery/house.mjs';
import { build, temporaryFolder } from '../intake/receiver.mjs';
import { Disk, play, TRACED } from './crash_disk.mjs';
import { certificates, newHouse, newProvider, slug } from './rows.mjs';
import { cannotTrace, readTrace } from './strace.mjs';

const SEALED_BYTES = 8256, KEY_LINE_BYTES = 84, WRAPPED_KEY_BYTES = 88, DAY_MS = 24 * 3600 * 1000;
// No promise of the provider to know a key again: the strictest case, where sending twice means helping twice.
const NO_DEDUPE = { dedupe: false };

let provider;
after(() => provider.stop());

// ---- the moments of a request, as the world outside could see them ----

const where = (state, id) => ({
    queue: state.get(`data/queue/${id}`), flight: state.get(`data/flight/${id}`), hold: state.get(`data/hold/${id}`),
    done: state.get(`data/done/${id}`), dropped: state.get(`data/done/${id}.dropped`),
});
const is = (size) => size !== undefined;
const only = (at, name) => ['queue', 'flight', 'hold', 'done', 'dropped'].every((other) => is(at[other]) === (other === name));

// What must hold of every state the disk may be in.
const promises = {
    nothing: () => true,
    kept: (at) => is(at.queue) || is(at.flight) || is(at.hold) || is(at.done),
    // Bytes may be leaving: found in the queue alone it would be sent again.
    sending: (at) => (is(at.flight) || is(at.hold) || is(at.done)) && (!is(at.queue) || is(at.done)),
    ended: (at) => is(at.queue) || is(at.flight) || is(at.hold) || is(at.done) || is(at.dropped),
    queue: (at) => only(at, 'queue'),
    hold: (at) => only(at, 'hold'),
    done: (at) => only(at, 'done') && at.done === 0,
    dropped: (at) => only(at, 'dropped') && at.dropped === 0,
    gone: (at) => !is(at.queue) && !is(at.flight) && !is(at.hold),
    keys: (at, state) => state.get('keys/courier.key') === KEY_LINE_BYTES && state.get('keys/courier.pub') === KEY_LINE_BYTES,
};

// A name outside done without all its bytes, unless done says that it is over.
const isTorn = (at) => !is(at.done) && [at.queue, at.flight, at.hold].some((size) => is(size) && size !== SEALED_BYTES);

// Half a key, or its public half alone, is in the way of every later start.
function hasHalfAKey(state) {
    return [...state].some(([path, size]) => path.endsWith('/courier.key') && size !== KEY_LINE_BYTES
        || path.endsWith('/courier.pub') && !state.has(path.replace(/pub$/, 'key')));
}

// What was called kept is worth nothing without the week's key that it was sealed for.
function canBeOpened(at, promise, state) {
    if (promise === 'nothing' || ![at.queue, at.flight, at.hold].some(is)) return true;
    return [...state].some(([path, size]) => path.startsWith('data/keys/') && size === WRAPPED_KEY_BYTES);
}

const newsOf = { 0x42: 'kept', 0x44: 'done', 0x45: 'waiting' };

function idIn(bytes) {
    const hex = Buffer.from(bytes.slice(8, 24), 'latin1').toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

let sealed, sealedId;      // one whole file of a spool, and its name
let sealedKeys;            // the folder of the keys it is sealed for

// Puts it in each of the places, cut to its size there.
function layOut(house, places) {
    const folders = ['queue', 'flight', 'hold', 'done'];
    for (const folder of folders) mkdirSync(join(house.data, folder), { recursive: true, mode: 0o700 });
    cpSync(sealedKeys, join(house.data, 'keys'), { recursive: true });
    for (const [place, size] of Object.entries(places)) {
        if (!is(size)) continue;
        const [folder, name] = place === 'dropped' ? ['done', `${sealedId}.dropped`] : [place, sealedId];
        writeFileSync(join(house.data, folder, name), sealed.subarray(0, size === 'torn' ? 4000 : size), { mode: 0o600 });
    }
    return folders;
}

// ---- scenarios: runs of the real programs, one after the other on the same disk ----

class Scenario {
    constructor(name, only = ['data']) {
        Object.assign(this, { name, only, runs: [], existing: [] });
        this.house = newHouse(`crash-${name}`, provider.url, NO_DEDUPE);
        provider.steps = [accept];
    }

    // What is promised in this run from its `begin`, by the news `waiting`, and by its `exit`.
    #strace(promised, more = []) {
        const path = join(this.house.folder, `run-${this.runs.length}.strace`);
        this.runs.push({ path, promised });
        return ['strace', '-f', '-xx', '-s', '300', '-qq', '-o', path, '-e', `trace=${TRACED}`, ...more];
    }

    async serve(promised = {}, more = []) {
        await this.house.start({ prefix: this.#strace(promised, more) });
        return this.house.kiosk();
    }

    async submit(step, hears, promised) {
        provider.steps = [step];
        const kiosk = await this.serve(promised);
        this.id = kiosk.submit(slug);
        await kiosk.hears(`kept ${this.id}`);
        if (hears) await kiosk.hears(`${hears} ${this.id}`);
        else await until('it to be on its way', () => provider.seen.some((seen) => seen.key === this.id));
        await this.house.stop('SIGKILL');
        return this;
    }

    async once(exit, begin) {
        provider.steps = [accept];
        await this.house.once({ prefix: this.#strace({ begin, exit }) });
        return this;
    }

    async tool(exit, ...words) {
        const [program, ...rest] = [...this.#strace({ begin: this.id ? 'ended' : 'nothing', exit }), join(build, 'naast'), ...words];
        const run = spawn(program, rest, { stdio: 'ignore' });
        const [status] = await once(run, 'exit');
        assert.equal(status, 0, `${this.name}: naast ${words.join(' ')}`);
        return this;
    }

    // What lay there, safe, before the first run.
    lay(places) {
        const folders = layOut(this.house, places);
        this.existing.push(['data'], ['data/keys'], ...folders.map((folder) => [`data/${folder}`]));
        for (const name of readdirSync(sealedKeys)) this.existing.push([`data/keys/${name}`, WRAPPED_KEY_BYTES]);
        for (const [place, size] of Object.entries(places)) this.existing.push([`data/${place}/${sealedId}`, size]);
        this.id = sealedId;
    }

    // Plays all runs; `skip` leaves syncs out, `look(promise, state, moment)` sees every state.
    play(skip, look) {
        const disk = new Disk(this.house.folder, this.only);
        for (const [path, size] of this.existing) disk.addExisting(join(this.house.folder, path), size);
        let promise = this.existing.length ? 'ended' : 'nothing';
        this.runs.forEach(({ path, promised }, run) => {
            const calls = readTrace(path).map((call) => ({ ...call, pid: `${run}:${call.pid}` }));
            for (const call of calls) if (/^clone/.test(call.name) && call.result > 0) call.result = `${run}:${call.result}`;
            const first = calls[0].pid;
            promise = promised.begin ?? promise;
            let last = '';
            play(disk, calls, skip, (call, words) => {
                promise = this.#promiseAfter(call, words, promised, promise, first);
                const now = `${promise} ${disk.changes.length} ${disk.changes.filter((change) => change.isSafe).length}`;
                if (now === last) return;
                last = now;
                for (const state of disk.states()) look(promise, state, `${call.name} (line ${call.line + 1} of run ${run + 1})`);
            });
        });
    }

    #promiseAfter(call, words, promised, promise, first) {
        // The channel goes to the runner; and what sat at its other end is dead.
        if (call.name === 'sendmsg' && call.pid === first) return 'sending';
        if (call.name === 'pidfd_send_signal' && promise === 'sending') return 'ended';
        // The next step: from here on it is in the old place, in the new one, or in both.
        if (call.name === 'renameat' && (promise === 'queue' || promise === 'hold')) return 'ended';
        if (call.name === 'exit_group' && call.pid === first && promised.exit) return promised.exit;
        if (call.name !== 'sendto' || !words[1].startsWith('NLNK')) return promise;
        const news = newsOf[words[1].charCodeAt(5)];
        if (!news || idIn(words[1]) !== this.id) return promise;
        return news === 'waiting' ? promised.waiting : news;
    }

    // The first state that breaks a promise.
    breach(skip = () => false, seen = null) {
        let breach = null;
        this.play(skip, (promise, state, moment) => {
            if (seen) seen(promise, state);
            if (breach) return;
            const at = where(state, this.id);
            if (!isTorn(at) && !hasHalfAKey(state) && canBeOpened(at, promise, state) && promises[promise](at, state)) return;
            breach = `${this.name}: promised "${promise}" by ${moment}, and the disk has ${JSON.stringify([...state])}`;
        });
        return breach;
    }
}

const later = { status: 503, headers: { 'retry-after': '1' } }, lost = { effect: true, drop: true };
const scenarios = [];

before(async () => {
    provider = await newProvider();
    if (cannotTrace) return;
    const add = (name, only) => scenarios[scenarios.push(new Scenario(name, only)) - 1];

    // Put off, delivered a day later, forgotten a month later. The first start makes the folders.
    const life = await add('life').submit(later, 'waiting', { waiting: 'queue' });
    sealed = readFileSync(join(life.house.data, 'queue', life.id));
    sealedId = life.id;
    sealedKeys = join(temporaryFolder('faults-keys'), 'keys');
    cpSync(join(life.house.data, 'keys'), sealedKeys, { recursive: true });
    await life.once('done');
    const old = new Date(Date.now() - 31 * DAY_MS);
    utimesSync(join(life.house.data, 'done', life.id), old, old);
    await life.once('gone', 'gone');

    await add('delivered').submit(accept, 'delivered');

    // Taken, and no answer: held; the operator asks the provider, and has it sent again.
    const held = await add('held').submit(lost, 'waiting', { waiting: 'hold' });
    await held.tool('queue', 'spool', 'retry', held.id, '--data', held.house.data);
    await held.once('done');

    const erased = await add('erased').submit({ status: 422 }, 'waiting', { waiting: 'hold' });
    await erased.tool('dropped', 'spool', 'erase', erased.id, '--data', erased.house.data);

    // Killed with the request on its way.
    await (await add('killed').submit({ effect: true, hang: true })).once('hold');

    // Killed between giving the name and syncing it; the kiosk asks again.
    const again = add('again'), calls = readTrace(life.runs[0].path);
    const linked = calls.findIndex((call) => call.name === 'linkat');
    const nth = calls.find((call) => call.line > linked && call.name === 'fsync').nth;
    const kiosk = await again.serve({}, [`--inject=fsync:signal=KILL:when=${nth}`]);
    again.id = kiosk.submit(slug);
    await kiosk.hears('closed');
    await again.house.stop('SIGKILL');
    provider.steps = [later];
    const next = await again.serve({ waiting: 'queue' });
    next.submit(slug, again.id);
    await next.hears(`kept ${again.id}`);
    await next.hears(`waiting ${again.id}`);
    await again.house.stop('SIGKILL');

    // What a disk that forgot half of a move shows at the next start.
    for (const [name, places, exit] of [
        ['in queue and flight', { queue: SEALED_BYTES, flight: SEALED_BYTES }, 'done'],
        ['in flight and hold', { flight: SEALED_BYTES, hold: SEALED_BYTES }, 'hold'],
        ['in queue and hold', { queue: SEALED_BYTES, hold: SEALED_BYTES }, 'done'],
        ['in flight and done', { flight: SEALED_BYTES, done: SEALED_BYTES }, 'done'],
        ['in queue and done', { queue: SEALED_BYTES, done: 0 }, 'done'],
    ]) {
        const double = add(name);
        double.lay(places);
        double.house.keys = life.house.keys;
        await double.once(exit);
    }

    const keys = add('keys', ['keys']);
    rmSync(keys.house.keys, { recursive: true });
    await keys.tool('keys', 'keys', 'new', keys.house.keys);
});

test('row 5: whenever the power fails, what was promised by then is on the disk', { skip: cannotTrace }, (t) => {
    let states = 0;
    for (const scenario of scenarios) assert.equal(scenario.breach(undefined, () => { states++; }), null);
    t.diagnostic(`${scenarios.length} scenarios, ${states} states after a power cut, 0 broken promises`);
    assert.ok(states > 300, 'too few states: the traces were not understood');
});

test('row 6: whichever sync is left out, some power cut breaks a promise', { skip: cannotTrace }, (t) => {
    const syncs = new Map();
    for (const scenario of scenarios)
        scenario.play((meaning) => { syncs.set(meaning, null); return false; }, () => {});
    for (const meaning of syncs.keys())
        for (const scenario of scenarios)
            syncs.set(meaning, syncs.get(meaning) ?? scenario.breach((other) => other === meaning));
    for (const [meaning, breach] of syncs) t.diagnostic(`without ${meaning}: ${breach ?? 'NOTHING BREAKS'}`);
    assert.deepEqual([...syncs].filter(([, breach]) => !breach).map(([meaning]) => meaning), [], 'a sync that no promise needs');
    assert.ok(syncs.size >= 12, `only ${syncs.size} syncs`);
});

test('row 5: the real courier makes the right thing of every state a power cut leaves', { skip: cannotTrace }, async (t) => {
    // Of each moment and state once: [places], with the bytes of `sealed`.
    const found = new Map();
    for (const scenario of scenarios.filter(({ only }) => only[0] === 'data'))
        scenario.breach(undefined, (promise, state) => {
            const at = where(state, scenario.id);
            const key = JSON.stringify([promise, at]);
            if (Object.values(at).some(is)) found.set(key, { promise, at });
        });
    const house = newHouse('crash-states', provider.url, NO_DEDUPE);
    const { keys } = scenarios[0].house;
    house.keys = keys;
    house.route(slug, provider.url, { ca: certificates().ca, ...NO_DEDUPE });
    for (const [key, { promise, at }] of found) {
        rmSync(house.data, { recursive: true, force: true });
        layOut(house, at);
        provider.steps = [accept];
        provider.seen.length = 0;
        await house.once();
        await house.once();
        const sends = provider.seen.length, held = house.files('hold').length;
        const mayBeThere = ['sending', 'done', 'dropped', 'gone', 'hold'].includes(promise);
        assert.ok(sends <= (mayBeThere ? 0 : 1), `${key}: sent ${sends} times`);
        if (promise === 'kept' || promise === 'queue') assert.ok(sends + held === 1, `${key}: sent ${sends} times, held ${held}`);
        if (promise === 'sending' || promise === 'hold') assert.ok(held === 1 || is(at.done), `${key}: neither sent nor held`);
        assert.deepEqual([...house.files('queue'), ...house.files('flight')], [], key);
    }
    t.diagnostic(`${found.size} states laid out for the real courier`);
    assert.ok(found.size >= 12);
});
