// SPDX-License-Identifier: EUPL-1.2
// naast-courier and the days that pass: requests that wait too long, keys that providers forget, clocks nobody sets.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { build } from '../intake/receiver.mjs';
import { accept } from './fault_server.mjs';
import { until } from './house.mjs';
import { house, logged, newHouse, provider, slug } from './town.mjs';

const trustedClock = process.env.NAAST_TRUSTED_CLOCK ?? join(build, 'tests/delivery/libdelivery_trusted_clock.so');
const otherClock = process.env.NAAST_OTHER_CLOCK ?? join(build, 'tests/faults/libfaults_other_clock.so');
const DAY_S = 24 * 3600;

// Nobody vouches for the clock: then what a request says of itself counts.
const nobody = { env: { LD_PRELOAD: trustedClock, CLOCK_IS_LOST: '1' } };

// The screen was touched so long ago; courier and provider have the time of today.
function kioskOf(days_ago) {
    const file = join(house.folder, 'other-clock');
    writeFileSync(file, `${-days_ago * DAY_S}`.padEnd(64));
    house.kioskPrefix = ['env', `LD_PRELOAD=${otherClock}`, `OTHER_CLOCK=${file}`];
    return house.kiosk();
}

function age(state, id, days) {
    const then = new Date(Date.now() - days * DAY_S * 1000);
    utimesSync(join(house.data, state, id), then, then);
}

test('what may have arrived is not sent again once the provider may have forgotten its key', async () => {
    await newHouse('forgotten', { dedupe_days: 2 }).start(nobody);
    provider.steps = [{ effect: true, drop: true }, accept];
    const kiosk = await kioskOf(3);
    const id = kiosk.submit(slug);
    await kiosk.hears(`kept ${id}`);
    await until('it to be held', () => house.files('hold').includes(id));
    assert.equal(provider.seen.length, 1, 'sent again under a key that may be forgotten');
    await logged(/held for the operator: ambiguous, may have arrived, and the provider forgets keys sooner/);
    // The operator has asked the provider, and decides.
    assert.equal(house.tool('spool', 'retry', id).status, 0);
    await kiosk.hears(`delivered ${id}`);
    assert.equal(provider.seen.length, 2);
    await house.stop();
});

test('a younger one, and one that certainly never left, are sent however long it took', async () => {
    await newHouse('remembered', { dedupe_days: 2 }).start(nobody);
    provider.steps = [{ effect: true, drop: true }, accept];
    const young = await kioskOf(1), first = young.submit(slug);
    await young.hears(`delivered ${first}`, 20000);
    assert.equal(provider.effects(first), 1);
    provider.steps = [{ status: 503 }, accept];
    const old = await kioskOf(3), second = old.submit(slug);
    await old.hears(`delivered ${second}`, 20000);
    assert.deepEqual(house.files('hold'), []);
    await house.stop();
});

test('after a restart nobody knows what left, so an old one is held', async () => {
    await newHouse('restarted', { dedupe_days: 2 }).start(nobody);
    provider.steps = [{ effect: true, hang: true }, accept];
    const kiosk = await kioskOf(3), id = kiosk.submit(slug);
    await until('it to arrive', () => provider.seen.length === 1);
    await house.stop('SIGKILL');
    house.kioskPrefix = [];
    await house.start(nobody);
    await until('it to be held', () => house.files('hold').includes(id));
    assert.equal(provider.seen.length, 1);
    await house.stop();
});

test('what an earlier courier left a day ago goes in its turn, who comes now at once', async () => {
    await newHouse('power-cut').start(nobody);
    provider.steps = [{ status: 503 }, accept];
    const before = await kioskOf(1), old = before.submit(slug);
    await before.hears(`waiting ${old}`);
    await house.stop('SIGKILL');
    house.kioskPrefix = [];
    await house.start(nobody);
    const now = await house.kiosk(), young = now.submit(slug);
    await now.hears(`delivered ${young}`);
    assert.equal(provider.effects(old), 0, 'a whole region would have come in this second');
    await house.stop();
    assert.equal(await house.once(), 0);
    assert.equal(provider.effects(old), 1);
});

test('who waits for a day is reported, in the queue and held, and after three days with an alarm', async () => {
    await newHouse('old').start();
    provider.steps = [{ status: 422 }, { status: 401 }];
    const kiosk = await house.kiosk();
    const held = kiosk.submit(slug);
    await kiosk.hears(`waiting ${held}`);
    const queued = kiosk.submit(slug);
    await kiosk.hears(`waiting ${queued}`);
    const restart = async (hold_days, queue_days) => {
        await house.stop();
        house.log = '';
        age('hold', held, hold_days);
        age('queue', queued, queue_days);
        await house.start();
    };
    await restart(0.9, 0.9);
    assert.doesNotMatch(house.log, /has been waiting/);
    await restart(1.1, 2.1);
    await logged(/fault: the oldest request held for the operator has been waiting for 1 days/);
    await logged(/fault: the oldest request in the queue has been waiting for 2 days/);
    const metrics = readFileSync(house.metrics, 'utf8');
    const age_s = Number(/age_seconds\{state="hold"\} (\d+)/.exec(metrics)[1]);
    assert.ok(age_s >= DAY_S && age_s < 2 * DAY_S, `${age_s} s`);
    assert.equal(age_s % 3600, 0, 'an age tells the hour at most');
    await restart(3.1, 0);
    await logged(/alarm: the oldest request held for the operator has been waiting for 3 days/);
    await house.stop();
});

test('what came while nobody vouched for the clock is not old by it', async () => {
    for (const years of [-20, 3]) {
        const file = join(newHouse('no-clock').folder, 'courier-clock');
        writeFileSync(file, `${years * 365 * DAY_S}`.padEnd(64));
        await house.start({ env: { LD_PRELOAD: `${trustedClock}:${otherClock}`, CLOCK_IS_LOST: '1', OTHER_CLOCK: file } });
        provider.steps = [{ status: 503 }];
        house.kioskPrefix = [];
        const kiosk = await house.kiosk(), id = kiosk.submit(slug);
        await kiosk.hears(`waiting ${id}`);
        await house.stop();
        assert.ok(statSync(join(house.data, 'queue', id)).mtimeMs > Date.now(), 'a time of which nobody is sure');
        house.log = '';
        await house.start({ env: { LD_PRELOAD: trustedClock } });
        assert.doesNotMatch(house.log, /erased/);
        // For a moment it is on its way, and lies elsewhere.
        const stamp_ms = await until('it to be in the queue', () => statSync(join(house.data, 'queue', id), { throwIfNoEntry: false })?.mtimeMs);
        const since_ms = Date.now() - stamp_ms;
        assert.ok(since_ms >= 0 && since_ms < 2 * 3600 * 1000, `since ${since_ms} ms`);
        await house.stop();
        provider.steps = [accept];
        assert.equal(await house.once(), 0);
        assert.equal(provider.effects(id), 1);
    }
});

test('what came in a time without a clock is neither held as forgotten nor put last when the clock is right', async () => {
    const file = join(newHouse('found-clock', { dedupe_days: 2 }).folder, 'courier-clock');
    writeFileSync(file, `${-20 * 365 * DAY_S}`.padEnd(64));
    await house.start({ env: { LD_PRELOAD: `${trustedClock}:${otherClock}`, CLOCK_IS_LOST: '1', OTHER_CLOCK: file } });
    house.kioskPrefix = ['env', `LD_PRELOAD=${otherClock}`, `OTHER_CLOCK=${file}`];
    const kiosk = await house.kiosk(), ids = [kiosk.submit(slug), kiosk.submit(slug), kiosk.submit(slug)];
    for (const id of ids) await kiosk.hears(`kept ${id}`);
    await kiosk.hears('waiting');                      // by this clock the certificate is not valid yet
    await house.stop();
    house.kioskPrefix = [];
    provider.steps = [accept];
    await house.start({ env: { LD_PRELOAD: trustedClock } });
    await until('all to be delivered', () => house.files('done').length === ids.length, 20000);
    assert.deepEqual(house.files('hold'), []);
    for (const id of ids) assert.equal(provider.effects(id), 1);
    await house.stop();
});

test('an empty file of a time without a clock is not swept when the clock is right', async () => {
    const file = join(newHouse('found-done').folder, 'courier-clock');
    writeFileSync(file, `${-20 * 365 * DAY_S}`.padEnd(64));
    await house.start({ env: { LD_PRELOAD: `${trustedClock}:${otherClock}`, CLOCK_IS_LOST: '1', OTHER_CLOCK: file } });
    const kiosk = await house.kiosk(), back = randomUUID();
    house.courier.kill('SIGSTOP');
    kiosk.submit(slug, back);
    kiosk.say(`back ${back}`);
    await kiosk.hasSaid();
    house.courier.kill('SIGCONT');
    await until('it to be dropped', () => house.files('done').join() === `${back}.dropped`);
    await house.stop();
    await house.start({ env: { LD_PRELOAD: trustedClock } });
    assert.deepEqual(house.files('done'), [`${back}.dropped`]);
    const since_ms = Date.now() - statSync(join(house.data, 'done', `${back}.dropped`)).mtimeMs;
    assert.ok(since_ms >= 0 && since_ms < 2 * 3600 * 1000, `since ${since_ms} ms`);
    await house.stop();
});

test('a clock that nobody sets is reported, in the log and to who watches', async () => {
    await newHouse('clock').start({ env: { LD_PRELOAD: trustedClock, CLOCK_IS_LOST: '1' } });
    await logged(/warning: nobody sets this machine's clock/);
    await until('the metrics', () => readFileSync(house.metrics, 'utf8').includes('naast_clock_trusted 0\n'));
    await house.stop();
    house.log = '';
    await house.start({ env: { LD_PRELOAD: trustedClock } });
    assert.doesNotMatch(house.log, /clock/);
    assert.match(readFileSync(house.metrics, 'utf8'), /naast_clock_trusted 1\n/);
    await house.stop();
});
