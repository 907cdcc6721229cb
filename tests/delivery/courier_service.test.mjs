// SPDX-License-Identifier: EUPL-1.2
// naast-courier as a service on a machine: disk, clock, rights, signals, configuration, rest.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { build, Receiver, temporaryFolder } from '../intake/receiver.mjs';
import { accept } from './fault_server.mjs';
import { until } from './house.mjs';
import { house, newHouse, pems, provider, slug } from './town.mjs';

const trustedClock = process.env.NAAST_TRUSTED_CLOCK ?? join(build, 'tests/delivery/libdelivery_trusted_clock.so');

test('only the days the operator chose, by a clock that can be trusted, erase what waits', async () => {
    await newHouse('retention').start();
    provider.steps = [{ status: 422 }, { status: 503 }];
    const kiosk = await house.kiosk();
    const held = kiosk.submit(slug);
    await kiosk.hears(`waiting ${held}`);
    const queued = kiosk.submit(slug), young = kiosk.submit(slug);
    for (const id of [queued, young]) await kiosk.hears(`kept ${id}`);
    await house.stop();
    const { retention_days } = JSON.parse(readFileSync(join(house.config, 'kiosk.json'), 'utf8'));
    const age = (state, id, days) => {
        const then = new Date(Date.now() - days * 24 * 3600 * 1000);
        utimesSync(join(house.data, state, id), then, then);
    };
    age('hold', held, retention_days + 1);
    age('queue', queued, retention_days + 1);
    age('queue', young, retention_days - 1);
    const clock = (env, prefix) => house.once({ env: { LD_PRELOAD: trustedClock, ...env }, prefix });
    for (const untrusted of ['CLOCK_IS_LOST', 'CLOCK_IS_SECRET']) {
        assert.equal(await clock({ [untrusted]: '1' }), 1);
        assert.deepEqual([house.files('hold'), house.files('queue').sort()], [[held], [queued, young].sort()], untrusted);
    }
    age('queue', queued, 0);
    assert.equal(await clock({}), 1);
    assert.deepEqual([house.files('hold'), house.files('queue').sort()], [[], [queued, young].sort()]);
    if (process.getuid() === 0) {
        age('queue', queued, retention_days + 1);
        const mark = 'mount -t tmpfs tmpfs /run && mkdir -p /run/systemd/timesync && touch /run/systemd/timesync/synchronized && exec "$@"';
        const marked = ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', mark, 'sh'];
        assert.equal(await clock({ CLOCK_IS_SECRET: '1' }, marked), 1);
        assert.deepEqual(house.files('queue'), [young]);
        assert.deepEqual(house.files('done').sort(), [`${held}.dropped`, `${queued}.dropped`].sort());
    }
    assert.match(house.log, /erased without being delivered, after the \d+ days/);
});

test('a courier that cannot store says so before anybody types, and never says kept', async () => {
    await newHouse('full').start();
    const kiosk = await house.kiosk();
    const limit = (size) => execFileSync('prlimit', ['--pid', `${house.courier.pid}`, `--fsize=${size}:`]);
    limit('4096');                           // as a full disk: a write ends in the middle
    kiosk.say('hello');
    await kiosk.hears('not-ready');
    const id = kiosk.submit(slug);
    await kiosk.hears(`not-kept ${id}`);
    assert.deepEqual(house.files('queue'), []);
    limit('16777216');
    kiosk.say('hello');
    await kiosk.hears('ready');
    kiosk.submit(slug, id);
    await kiosk.hears(`delivered ${id}`);
    assert.equal(provider.effects(id), 1);
    await house.stop();
});

test('with a configuration that cannot be read the kiosk hears not-ready and what waits stays', async () => {
    await newHouse('config').start();
    provider.steps = [{ status: 500 }];
    const kiosk = await house.kiosk();
    const id = kiosk.submit(slug);
    await kiosk.hears(`kept ${id}`);
    await house.stop();
    const path = join(house.config, 'providers', `${slug}.json`), good = readFileSync(path);
    writeFileSync(path, '{');
    await house.start();
    await house.kiosk('not-ready');
    assert.match(house.log, new RegExp(`${slug}\\.json:1`));
    await house.stop();
    assert.equal(house.files('queue').length + house.files('flight').length, 1);
    writeFileSync(path, good);
    provider.steps = [accept];
    assert.equal(await house.once(), 0);
});

test('what cannot be opened or has no way to go is not called kept', async () => {
    await newHouse('refuse').start();
    const kiosk = await house.kiosk();
    const unknown = kiosk.submit('no-such-provider');
    await kiosk.hears(`not-kept ${unknown}`);
    const phoneOnly = kiosk.submit('voorbeeld-ouderen');
    await kiosk.hears(`not-kept ${phoneOnly}`);
    const id = randomUUID();
    kiosk.say(`body ${id} ${slug} []`);
    await kiosk.hears(`not-kept ${id}`);
    assert.deepEqual([house.files('queue'), house.files('hold')], [[], []]);
    await house.stop();
});

test('SIGTERM ends it with 0 even while a provider hangs, and nothing is lost', async () => {
    await newHouse('term').start();
    provider.steps = [{ hang: true }];
    const id = (await house.kiosk()).submit(slug);
    await until('the request to arrive', () => provider.seen.length === 1);
    const began = Date.now();
    assert.equal(await house.stop('SIGTERM'), 0);
    assert.ok(Date.now() - began < 10000);
    assert.deepEqual(house.files('queue'), [id]);
    assert.ok(!existsSync(house.socket));
});

test('a second courier for the same folder does not start', async () => {
    await newHouse('second').start();
    const before = house.log.length;
    assert.equal(await house.once(), 1);
    assert.match(house.log.slice(before), /data folder .*: another courier uses it/);
    const kiosk = await house.kiosk(), id = kiosk.submit(slug);
    await kiosk.hears(`delivered ${id}`);
    await house.stop();
});

test('it leaves no core dump and cannot be looked into', async () => {
    await newHouse('core').start();
    const limits = readFileSync(`/proc/${house.courier.pid}/limits`, 'utf8');
    assert.match(limits, /^Max core file size +0 +0 /m);
    await house.stop();
});

test('as a user without rights it works the same, nobody looks into it, and it refuses a folder of somebody else',
    { skip: process.getuid() !== 0 }, async () => {
        newHouse('nobody');
        const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
        execFileSync('chown', ['-R', '65534:65534', house.folder]);
        chmodSync(dirname(pems.ca), 0o755);
        house.kioskPrefix = nobody;
        await house.start({ prefix: nobody });
        assert.equal(statSync(`/proc/${house.courier.pid}/environ`).uid, 0, 'its own user could read its memory');
        const kiosk = await house.kiosk();
        const id = kiosk.submit(slug);
        await kiosk.hears(`delivered ${id}`);
        assert.equal(await house.stop(), 0);

        house.data = join(house.folder, 'of-root');
        mkdirSync(house.data, { mode: 0o755 });
        await assert.rejects(house.start({ prefix: nobody }), /data folder .*: refused/);
    });

test('the metrics say counts and ages, and nothing of a visitor or provider', async () => {
    await newHouse('metrics').start();
    provider.steps = [{ status: 503, headers: { 'retry-after': '3600' } }];
    const kiosk = await house.kiosk();
    const id = kiosk.submit(slug);
    await kiosk.hears(`waiting ${id}`);
    const text = await until('the metrics', () => {
        const now = readFileSync(house.metrics, 'utf8');
        return now.includes('naast_requests_at_least{state="waiting"} 1') && now;
    });
    assert.ok(text.endsWith('# EOF\n'));
    for (const fact of ['at_rest{naast_at_rest="host-only"} 1', 'sandbox{naast_sandbox="calls"} 1',
                        'core_dumps 0', 'key_lost 0', 'keys 1'])
        assert.ok(text.includes(`naast_${fact}\n`), fact);
    for (const line of text.split('\n').filter((line) => line && !line.startsWith('#')))
        assert.match(line, /^naast_[a-z_]+(\{[a-z_]+="[a-z0-9-]+"\})? \d+$/);
    // Only steps: one more in a quiet hour would say who stood at the kiosk.
    const counts = new Set();
    for (let waiting = 2; waiting <= 7; waiting++) {
        const next = kiosk.submit(slug);
        await kiosk.hears(`waiting ${next}`);
        kiosk.say('hello');                // a round later the file is written
        await kiosk.hears('ready');
        counts.add(/state="waiting"\} (\d+)/.exec(readFileSync(house.metrics, 'utf8'))[1]);
    }
    assert.deepEqual([...counts], ['1', '5']);
    await house.stop();
});

test('the reference receiver and the courier understand each other', async () => {
    const receiver = await new Receiver(temporaryFolder('delivery-receiver'), pems).start();
    newHouse('intake');
    house.route(slug, `https://localhost:${receiver.port}/v1`, { ca: pems.ca, token: pems.token });
    await house.start();
    const kiosk = await house.kiosk();
    const id = kiosk.submit(slug);
    await kiosk.hears(`delivered ${id}`);
    assert.deepEqual(receiver.requests().map((request) => request.id), [id]);
    await receiver.stop();
    await house.stop();
});

test('at rest it does not wake up, and "kept" comes at once', async (t) => {
    await newHouse('rest').start();
    const kiosk = await house.kiosk();
    const times = [];
    for (let i = 0; i < 100; i++) {
        const id = randomUUID(), began = performance.now();
        kiosk.submit(slug, id);
        await new Promise((resolve) => {
            const look = () => kiosk.said.some((line) => line.startsWith(`kept ${id}`)) ? resolve() : setImmediate(look);
            look();
        });
        times.push(performance.now() - began);
        await kiosk.hears(`delivered ${id}`);
    }
    times.sort((a, b) => a - b);
    const { pid } = house.courier, runner = Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'));
    const switchesOf = (one) => Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(readFileSync(`/proc/${one}/status`, 'utf8'))[1]);
    const switches = () => switchesOf(pid) + switchesOf(runner);
    kiosk.leave();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const before = switches();
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const wakes = switches() - before;
    const pssOf = (one) => /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${one}/smaps_rollup`, 'utf8'))[1];
    t.diagnostic(`submit to kept: median ${times[50].toFixed(1)} ms, p99 ${times[98].toFixed(1)} ms; ${wakes} wake-ups in 3 s; PSS ${pssOf(pid)} KiB, of the runner ${pssOf(runner)} KiB`);
    assert.equal(wakes, 0);
    // The target, p99 <= 50 ms, is measured by tests/bench alone; here other tests share the disk.
    assert.ok(times[50] <= 50, `median ${times[50]} ms`);
    await house.stop();
});
