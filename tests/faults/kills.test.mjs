// SPDX-License-Identifier: EUPL-1.2
// Rows 2, 17, 29, 36, 40 and the thousand: the courier is killed at random moments while kiosks
// keep submitting and the provider fails in every way it can. Nothing kept is lost, nothing
// arrives twice, nothing is torn; also at a provider to whom the same key twice is two requests.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { accept, receipt } from '../delivery/fault_server.mjs';
import { build } from '../intake/receiver.mjs';
import { loadProgram, newHouse, newProvider, other, slug } from './rows.mjs';
import { isLong } from './strace.mjs';

const SEALED_BYTES = 8256;
// Who has no hour says how many minutes; the number of kills is printed.
let lastMoment = Date.now() + 60000 * (Number(process.env.NAAST_KILLS_MINUTES) || Infinity);
const started = [];
after(() => { for (const program of started) program.kill('SIGKILL'); });     // left over when a test failed
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

// What a provider can do wrong once the connection stands, short of holding on for half a minute.
const cut = (socket) => { socket.write('HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{"id":'); setTimeout(() => socket.destroy(), 1); };
const faults = [
    { drop: true }, { effect: true, drop: true }, { raw: cut }, { effect: true, raw: cut },
    { status: 500 }, { status: 500, effect: true }, { status: 502 }, { status: 503, headers: { 'retry-after': '3600' } },
    { status: 504, effect: true }, { status: 401 }, { status: 404 }, { status: 302, headers: { location: 'https://elders.example/' } },
    { status: 409 }, { status: 409, effect: true }, { status: 429, headers: { 'retry-after': '1' } }, { status: 408 }, { status: 425 },
    { status: 200, body: '<html>Log in</html>' }, { status: 201, effect: true, body: '' }, { status: 201, effect: true, body: () => receipt(randomUUID()) },
    { effect: true, raw: (socket) => socket.end('HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n') },
    { effect: true, raw: (socket) => socket.end('nonsense\r\n\r\n') },
    { effect: true, raw: (socket) => socket.end(`HTTP/1.1 201 Created\r\nContent-Length: 65536\r\n\r\n${' '.repeat(65536)}`) },
    { effect: true, raw: (socket) => socket.end(`HTTP/1.1 201 Created\r\n${'X-Filler: x\r\n'.repeat(2000)}\r\n`) },
    { effect: true, raw: (socket) => { setTimeout(() => socket.end('HTTP/1.1 500 Late\r\nContent-Length: 0\r\n\r\n'), 150); } },
];

// And before it stands: hung up on at once, at some moment of the handshake or soon after it, or refused.
function spoilConnections(provider, random) {
    const spoiled = { atOnce: 0, inBetween: 0, refused: 0 };
    provider.server.prependListener('connection', (socket) => {
        const chance = random();
        if (chance < 0.03) {
            spoiled.atOnce++;
            socket.destroy();
        } else if (chance < 0.07) {
            spoiled.inBetween++;
            setTimeout(() => socket.destroy(), random() * 8);
        } else if (chance < 0.08 && provider.server.listening) {
            spoiled.refused++;
            provider.server.close();
            setTimeout(() => provider.server.listen(provider.port, '127.0.0.1'), 30);
        }
    });
    return spoiled;
}

function startLoad(house, count, pause_ms) {
    const load = spawn(loadProgram, [house.socket, `${count}`, `${pause_ms}`, slug, other], { stdio: ['pipe', 'pipe', 'inherit'] });
    started.push(load);
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
    started.push(courier);
    courier.stderr.on('data', (text) => { house.log = (house.log + text).slice(-4000); });
    return courier;
}

// One that ended by itself before was not killed, and says nothing about kills.
async function kill(courier, house) {
    if (courier.exitCode === null && courier.signalCode === null) {
        const end = once(courier, 'exit');
        courier.kill('SIGKILL');
        await end;
    }
    assert.equal(courier.signalCode, 'SIGKILL', `it ended by itself, with ${courier.exitCode}: ${house.log}`);
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

// These say for certain that nothing was taken, so that it may be sent again whatever the provider knows of keys.
const saysNotTaken = ({ step: { status, effect } }) => [302, 401, 404, 408, 425, 429, 503].includes(status) && !effect;

// A provider without dedupe: sent again only what was certainly not taken, and what may have been taken is held.
function sentOnceAndHeld(provider, house, kept) {
    const sends = new Map([...kept].map((id) => [id, []])), hold = new Set(house.files('hold')), done = new Set(house.files('done'));
    for (const seen of provider.seen) sends.set(seen.key, [...sends.get(seen.key) ?? [], seen]);
    for (const [id, bodies] of provider.ledger) assert.equal(bodies.length, 1, `${id} took effect ${bodies.length} times`);
    for (const [id, all] of sends) {
        assert.ok(all.slice(0, -1).every(saysNotTaken), `${id} was sent again after ${all.map(({ step }) => JSON.stringify(step)).join(', ')}`);
        if (done.has(id)) assert.equal(provider.effects(id), 1, `${id} is called delivered`);
        else assert.ok(hold.has(id), `${id} was kept, and is neither delivered nor held`);
    }
    return { held: hold.size, heldInVain: [...hold].filter((id) => provider.effects(id) === 0).length };
}

async function untilNothingWaits(house) {
    const waits = () => house.files('queue').length + house.files('flight').length;
    for (let rounds = 0; waits() > 0; rounds++) {
        assert.ok(rounds < 5, `${waits()} still wait: ${house.log.slice(-1000)}`);
        await house.once();
    }
}

// One courier, killed `times` times. Each life lasts until it did something, and then a moment more; or only a moment.
async function storm(seed, times, { dedupe = true } = {}) {
    const random = dice(seed), provider = await newProvider(), house = newHouse('kills', provider.url, { dedupe });
    provider.hasDedupe = dedupe;
    provider.steps = [() => random() < 0.5 ? accept : random() < 0.2 ? { hang: true, effect: random() < 0.5 } : faults[Math.floor(random() * faults.length)]];
    const load = startLoad(house, 1000000, 40), lives = { worked: 0 };
    let i = 0;
    for (; i < times && Date.now() < lastMoment; i++) {
        const courier = startCourier(house), before = load.kept.size;
        if (random() < 0.75) {
            await Promise.race([new Promise((resolve) => { load.heard = resolve; }), pause(1500)]);
            await pause(random() * 30);
        } else await pause(random() * 60);
        await kill(courier, house);
        if (load.kept.size > before) lives.worked++;
        nothingIsTorn(house, `after kill ${i + 1}`);
    }
    const end = once(load.stdout, 'end');
    load.stdin.end();
    await end;
    provider.steps = [accept];
    await untilNothingWaits(house);
    assert.equal(load.not.size, 0);
    let holds = { held: 0, heldInVain: 0 };
    if (dedupe) {
        oneEffectEach(provider, load.kept);
        assert.equal(held(house), 0);
    } else holds = sentOnceAndHeld(provider, house, load.kept);
    await provider.stop();
    rmSync(house.folder, { recursive: true });
    return { kills: i, kept: load.kept.size, worked: lives.worked, attempts: provider.seen.length, ...holds };
}

// Short storms, each judged at its end: in a long one more and more would wait, and each life load it all.
async function storms(first_seed, times, a_storm, options) {
    const at_once = 2, ended = [];
    const seeds = Array.from({ length: times / a_storm }, (_, i) => first_seed + i);
    await Promise.all(Array.from({ length: at_once }, async () => {
        for (let seed = seeds.shift(); seed && Date.now() < lastMoment; seed = seeds.shift()) ended.push(await storm(seed, a_storm, options));
    })).catch((error) => {
        lastMoment = 0;     // the other one need not go on
        throw error;
    });
    return (of) => ended.reduce((total, one) => total + one[of], 0);
}

test('rows 2, 40: killed at random moments under load it loses nothing, doubles nothing, tears nothing', async (t) => {
    const sum = await storms(20261121, isLong ? 10000 : 500, 250);
    t.diagnostic(`${sum('kills')} kills, ${sum('kept')} kept in ${sum('worked')} lives, ${sum('attempts')} attempts: 0 lost, 0 doubled, 0 torn`);
    assert.ok(sum('kept') >= sum('kills'), `only ${sum('kept')} were kept: this says too little`);
});

test('rows 2, 36: killed so while the provider knows no keys, it sends nothing again that may have arrived', async (t) => {
    const sum = await storms(20261201, isLong ? 1000 : 120, isLong ? 100 : 60, { dedupe: false });
    t.diagnostic(`${sum('kills')} kills, ${sum('kept')} kept in ${sum('worked')} lives, ${sum('attempts')} attempts, no dedupe: 0 lost, 0 doubled, ` +
        `${sum('held')} held because they may have arrived, ${sum('heldInVain')} of which had not`);
    assert.ok(sum('kept') >= sum('kills') && sum('held') > 0, `only ${sum('kept')} were kept, ${sum('held')} held: this says too little`);
});

test('the thousand: a receiver that fails at random in each way of its list has exactly 1,000 effects', async (t) => {
    const COUNT = 1000, random = dice(1000), provider = await newProvider(), house = newHouse('thousand', provider.url);
    const spoiled = spoilConnections(provider, dice(1001)), WAYS = faults.length + 2 + Object.keys(spoiled).length;     // 422, hanging
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
    let byItself;
    const respawn = setInterval(() => {
        if (courier.exitCode === null && courier.signalCode === null) return;
        if (courier.signalCode !== 'SIGKILL') byItself ??= `${courier.exitCode ?? courier.signalCode}: ${house.log}`;
        courier = startCourier(house);
    }, 20);
    await end;
    clearInterval(respawn);
    assert.equal(byItself, undefined, 'a courier ended by itself');
    await kill(courier, house);
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
    t.diagnostic(`${COUNT} requests, ${provider.seen.length} attempts in ${rounds} rounds, ${WAYS} ways to fail: ${provider.ledger.size} effects; ` +
        `hung up on at once ${spoiled.atOnce}, in between ${spoiled.inBetween}, refused for 30 ms ${spoiled.refused} times`);
    for (const [how, times] of Object.entries(spoiled)) assert.ok(times > 0, how);
    await pause(50);     // it may have just refused
    await provider.stop();
    rmSync(house.data, { recursive: true });
});
