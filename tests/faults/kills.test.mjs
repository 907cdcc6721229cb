// SPDX-License-Identifier: EUPL-1.2
// Rows 2, 17, 29, 40 and the thousand: the courier is killed at random moments while kiosks keep
// submitting and the provider fails in every way it can. Nothing kept is lost, nothing arrives
// twice, nothing is torn.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { accept, receipt } from '../delivery/fault_server.mjs';
import { build } from '../intake/receiver.mjs';
import { loadProgram, newHouse, newProvider, other, slug } from './rows.mjs';
import { isLong } from './strace.mjs';

const SEALED_BYTES = 8256;
// Who has no hour says how many minutes; the number of kills is printed.
const lastMoment = Date.now() + 60000 * (Number(process.env.NAAST_KILLS_MINUTES) || Infinity);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// The same faults in every run (mulberry32).
function dice(seed) {
    return () => {
        seed = (seed + 0x6d2b79f5) | 0;
        let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
}

// All that a provider can do wrong short of holding on for half a minute.
const cut = (socket) => { socket.write('HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{"id":'); setTimeout(() => socket.destroy(), 1); };
const faults = [
    { drop: true }, { effect: true, drop: true }, { raw: cut }, { effect: true, raw: cut },
    { status: 500 }, { status: 500, effect: true }, { status: 502 }, { status: 503, headers: { 'retry-after': '3600' } },
    { status: 504, effect: true }, { status: 401 }, { status: 404 }, { status: 302, headers: { location: 'https://elders.example/' } },
    { status: 409 }, { status: 409, effect: true }, { status: 429, headers: { 'retry-after': '1' } }, { status: 408 }, { status: 425 },
    { status: 200, body: '<html>Log in</html>' }, { status: 201, effect: true, body: '' }, { status: 201, effect: true, body: () => receipt(randomUUID()) },
    { effect: true, raw: (socket) => socket.end('HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n') },
    { effect: true, raw: (socket) => socket.end('nonsense\r\n\r\n') },
];

function startLoad(house, count, pause_ms) {
    const load = spawn(loadProgram, [house.socket, `${count}`, `${pause_ms}`, slug, other], { stdio: ['pipe', 'pipe', 'inherit'] });
    load.kept = new Set();
    load.not = new Set();
    let rest = '';
    load.stdout.on('data', (text) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop();
        for (const line of lines) {
            const [word, id] = line.split(' ');
            if (word === 'kept') load.kept.add(id);
            if (word === 'not-kept') load.not.add(id);
        }
        load.heard?.();
    });
    return load;
}

function startCourier(house) {
    const courier = spawn('setpriv', ['--pdeathsig', 'KILL', join(build, 'naast-courier'), ...house.words('--socket', house.socket)],
        { stdio: ['ignore', 'ignore', 'pipe'] });
    courier.stderr.on('data', (text) => { house.log = (house.log + text).slice(-4000); });
    return courier;
}

async function kill(courier) {
    if (courier.exitCode !== null || courier.signalCode !== null) return;
    const end = once(courier, 'exit');
    courier.kill('SIGKILL');
    await end;
}

function nothingIsTorn(house, when) {
    for (const state of ['queue', 'flight', 'hold'])
        for (const size of house.sizes(state)) assert.equal(size, SEALED_BYTES, `${when}: a file of ${size} bytes in ${state}`);
}

function oneEffectEach(provider, kept) {
    for (const id of kept) assert.equal(provider.effects(id), 1, `${id} was kept and took effect ${provider.effects(id)} times`);
    for (const [id, bodies] of provider.ledger) assert.equal(bodies.length, 1, `${id} came with another body`);
}

const held = (house) => house.files('hold').length;

// One courier, killed `times` times. Each life lasts until it did something, and then a moment more; or only a moment.
async function storm(seed, times) {
    const random = dice(seed), provider = await newProvider(), house = newHouse('kills', provider.url);
    provider.steps = [() => random() < 0.5 ? accept : random() < 0.2 ? { hang: true, effect: random() < 0.5 } : faults[Math.floor(random() * faults.length)]];
    const load = startLoad(house, 1000000, 40), lives = { worked: 0 };
    let i = 0;
    for (; i < times && Date.now() < lastMoment; i++) {
        const courier = startCourier(house), before = load.kept.size;
        if (random() < 0.75) {
            await Promise.race([new Promise((resolve) => { load.heard = resolve; }), pause(1500)]);
            await pause(random() * 30);
        } else await pause(random() * 60);
        await kill(courier);
        if (load.kept.size > before) lives.worked++;
        nothingIsTorn(house, `after kill ${i + 1}`);
        if (i % 50 === 49) assert.equal(courier.signalCode, 'SIGKILL', `it ended by itself: ${house.log}`);
    }
    const end = once(load.stdout, 'end');
    load.stdin.end();
    await end;
    provider.steps = [accept];
    let rounds = 0;
    while (await house.once() !== 0) assert.ok(++rounds < 5, `something still waits: ${house.log.slice(-1000)}`);
    oneEffectEach(provider, load.kept);
    assert.equal(held(house), 0);
    assert.equal(load.not.size, 0);
    await provider.stop();
    rmSync(house.folder, { recursive: true });
    return { kills: i, kept: load.kept.size, worked: lives.worked, attempts: provider.seen.length };
}

test('rows 2, 40: killed at random moments under load it loses nothing, doubles nothing, tears nothing', async (t) => {
    // Short storms, each judged at its end: in a long one more and more would wait, and each life load it all.
    const times = isLong ? 10000 : 500, at_once = 2, a_storm = 250, storms = [];
    const seeds = Array.from({ length: times / a_storm }, (_, i) => 20261121 + i);
    await Promise.all(Array.from({ length: at_once }, async () => {
        for (let seed = seeds.shift(); seed && Date.now() < lastMoment; seed = seeds.shift()) storms.push(await storm(seed, a_storm));
    }));
    const sum = (of) => storms.reduce((total, one) => total + one[of], 0);
    t.diagnostic(`${sum('kills')} kills, ${sum('kept')} kept in ${sum('worked')} lives, ${sum('attempts')} attempts: 0 lost, 0 doubled, 0 torn`);
    assert.ok(sum('kept') >= sum('kills'), `only ${sum('kept')} were kept: this says too little`);
});

test('the thousand: a receiver that fails at random in every way it can has exactly 1,000 effects', async (t) => {
    const COUNT = 1000, random = dice(1000), provider = await newProvider(), house = newHouse('thousand', provider.url);
    let courier = null;
    const wrong = () => {
        const chance = random();
        if (chance < 0.04) return { status: 422 };                 // held; the operator has it sent again
        if (chance < 0.08) {                                        // it holds on, and the machine is switched off
            setTimeout(() => courier?.kill('SIGKILL'), 2);
            return { hang: true, effect: random() < 0.5 };
        }
        return faults[Math.floor(random() * faults.length)];
    };
    provider.steps = [() => random() < 0.4 ? accept : wrong()];
    courier = startCourier(house);
    const load = startLoad(house, COUNT, 1), end = once(load.stdout, 'end');
    const respawn = setInterval(() => { if (courier.exitCode !== null || courier.signalCode !== null) courier = startCourier(house); }, 20);
    await end;
    clearInterval(respawn);
    await kill(courier);
    assert.equal(load.kept.size, COUNT);
    nothingIsTorn(house, 'after the submits');
    let rounds = 0;
    const waits = () => house.files('queue').length + house.files('flight').length + held(house);
    while (waits() > 0) {
        assert.ok(++rounds < 200, `${waits()} still wait: ${house.log}`);
        if (house.files('hold').length && house.files('queue').length === 0)
            for (const id of house.files('hold')) assert.equal(house.tool('spool', 'retry', id).status, 0);
        courier = spawn(join(build, 'naast-courier'), house.words('--once'), { stdio: 'ignore' });
        await once(courier, 'exit');
        nothingIsTorn(house, `round ${rounds}`);
    }
    assert.equal(provider.ledger.size, COUNT, 'effects');
    oneEffectEach(provider, load.kept);
    assert.equal(house.files('done').length, COUNT);
    assert.equal(new Set(provider.seen.map((seen) => seen.body)).size, COUNT);
    t.diagnostic(`${COUNT} requests, ${provider.seen.length} attempts in ${rounds} rounds: ${provider.ledger.size} effects`);
    await provider.stop();
    rmSync(house.data, { recursive: true });
});
