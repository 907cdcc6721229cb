// SPDX-License-Identifier: EUPL-1.2
// Row 41 with real programs: fifty couriers, each with requests on its own disk, have lost their
// provider for a day, and find it back. Their boot clocks run fast (fast_clock.c), all at the
// same pace; wall clock, TLS and disk are real. herd.c has the thousand.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { accept } from '../delivery/fault_server.mjs';
import { until } from '../delivery/house.mjs';
import { build } from '../intake/receiver.mjs';
import { newClock } from './fast_clock.mjs';
import { fill, newHouse, newProvider } from './rows.mjs';
import { isLong } from './strace.mjs';

const COURIERS = 50, WAITING = isLong ? 5 : 1, HOUR_S = 3600;
const WINDOW_S = 30;     // of fifty, a single second tells nothing: two in it are 4 %
const WHILE_AWAY = 600, WHEN_BACK = isLong ? 100 : 60;      // times as fast: an attempt has 45 s of that clock

const couriers = [];
after(() => { for (const courier of couriers) courier.kill('SIGKILL'); });

function startCourier(house, number, clock) {
    const words = ['--config', house.config, '--key', join(house.keys, 'courier.key'),
        '--data', join(house.folder, `data-${number}`), '--socket', join(house.folder, `socket-${number}`)];
    const courier = spawn('setpriv', ['--pdeathsig', 'KILL', join(build, 'naast-courier'), ...words],
        { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...clock.env } });
    courier.log = '';
    courier.stderr.on('data', (text) => { courier.log += text; });
    couriers.push(courier);
    return courier;
}

const spooled = (house, state) => Array.from({ length: COURIERS }, (_, i) => readdirSync(join(house.folder, `data-${i}`, state))).flat();

// The most that came within any so many seconds of that clock, a second.
function peak(arrivals_s, window_s) {
    let most = 0;
    for (let first = 0, last = 0; last < arrivals_s.length; last++) {
        while (arrivals_s[last] - arrivals_s[first] >= window_s) first++;
        most = Math.max(most, last - first + 1);
    }
    return most / window_s;
}

test('row 41: fifty couriers find their provider back after a day, one by one, and each request arrives once', async (t) => {
    const provider = await newProvider(), house = newHouse('herd', provider.url), arrivals_s = [];
    let isBack = false, knocks = 0;
    const clock = newClock(WHILE_AWAY);
    // Away: who knocks is sent off before a byte of TLS.
    provider.server.prependListener('connection', (socket) => { if (!isBack) { knocks++; socket.destroy(); } });
    provider.steps = [() => { arrivals_s.push(clock.now_s()); return accept; }];
    for (let i = 0; i < COURIERS; i++) fill(house, WAITING, join(house.folder, `data-${i}`));
    const ids = spooled(house, 'queue');
    assert.equal(new Set(ids).size, COURIERS * WAITING);
    for (let i = 0; i < COURIERS; i++) startCourier(house, i, clock);
    await until('all to have lost the provider', () => couriers.every((courier) => courier.log.includes('is out of reach')), 60000);
    await until('their waits to have grown', () => clock.now_s() > 0.6 * HOUR_S);
    clock.set(WHILE_AWAY, 23 * HOUR_S);
    await until('the day to end', () => clock.now_s() > 24 * HOUR_S);
    assert.equal(provider.seen.length, 0);
    const away_knocks = knocks;
    clock.set(WHEN_BACK);
    isBack = true;
    const back_s = clock.now_s();
    await until('all to arrive', () => provider.ledger.size === ids.length, 240000);
    await until('all to be written down', () => spooled(house, 'done').length === ids.length, 20000);
    for (const courier of couriers) {
        const end = once(courier, 'exit');
        courier.kill('SIGTERM');
        await end;
    }
    for (const id of ids) assert.equal(provider.effects(id), 1, id);
    for (const state of ['queue', 'flight', 'hold']) assert.deepEqual(spooled(house, state), [], state);
    const drained_min = (arrivals_s.at(-1) - back_s) / 60, busiest = peak(arrivals_s, WINDOW_S);
    t.diagnostic(`${COURIERS} couriers, ${WAITING} waiting each, away for a day: ${away_knocks} knocks meanwhile; busiest ${WINDOW_S} s ${busiest.toFixed(1)} a second ` +
        `(${(100 * busiest / COURIERS).toFixed(1)} % of the fleet); all ${ids.length} arrived, each once, in ${arrivals_s.length} attempts, after ${drained_min.toFixed(0)} min`);
    assert.ok(busiest <= COURIERS / 100, `${busiest} a second`);
    assert.ok(drained_min <= (WAITING === 1 ? 20 : 95), `${drained_min} min`);
    await provider.stop();
});
