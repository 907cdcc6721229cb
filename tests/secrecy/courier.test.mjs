// SPDX-License-Identifier: EUPL-1.2
// The real courier, its runner and an attempt in flight, looked at from outside: what each of them
// may do, holds open and has in memory. Reads /proc as root does.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { accept } from '../delivery/fault_server.mjs';
import { canary, until } from '../delivery/house.mjs';
import { house, newHouse, provider, slug } from '../delivery/town.mjs';
import { LIMITS_OF_COURIER, limitsOf, wordsInMemory } from './memory.mjs';

const TOKEN = 'TESTTOKEN';
const WORDS = [canary.name, canary.phone];
const childrenOf = (pid) =>
    readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
const nameOf = (pid) => readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
const factOf = (pid, name) =>
    new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1];
const openOf = (pid) =>
    readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));

// The two of them, once a request is on its way.
async function inFlight(name) {
    await newHouse(name).start();
    provider.steps = [{ hang: true }, accept];
    const id = (await house.kiosk()).submit(slug);
    await until('the request to arrive', () => provider.seen.length === 1);
    const [runner] = childrenOf(house.courier.pid);
    const [attempt] = childrenOf(runner);
    assert.deepEqual([nameOf(runner), nameOf(attempt)], ['naast-runner', 'naast-attempt']);
    return { id, runner, attempt };
}

test('each of the three has its filter, one more for the attempt, and no way to more rights', async () => {
    const { runner, attempt } = await inFlight('filters');
    for (const [pid, filters] of [[house.courier.pid, '1'], [runner, '1'], [attempt, '2']]) {
        assert.equal(factOf(pid, 'Seccomp'), '2', nameOf(pid));
        assert.equal(factOf(pid, 'Seccomp_filters'), filters, nameOf(pid));
        assert.equal(factOf(pid, 'NoNewPrivs'), '1', nameOf(pid));
    }
    await house.stop('SIGKILL');
});

test('none of the three can write, open or take without end', async () => {
    const { runner, attempt } = await inFlight('limits');
    for (const pid of [house.courier.pid, runner, attempt])
        assert.deepEqual(limitsOf(pid, LIMITS_OF_COURIER), LIMITS_OF_COURIER, nameOf(pid));
    await house.stop('SIGKILL');
});

test('the runner and the attempt hold nothing of spool and keys but the name of a lock', async () => {
    const { runner, attempt } = await inFlight('descriptors');
    const inHouse = (pid) => openOf(pid).filter((path) => path.startsWith(house.folder));
    assert.ok(inHouse(house.courier.pid).includes(join(house.data, 'queue')), 'the search must see what is there');
    for (const pid of [runner, attempt]) assert.deepEqual(inHouse(pid), [join(house.data, 'sending')]);
    assert.ok(!openOf(house.courier.pid).includes(join(house.data, 'sending')));
    await house.stop('SIGKILL');
});

test('words and token are with the attempt alone; the key is with neither it nor the runner', async () => {
    const { id, runner, attempt } = await inFlight('memory');
    const hex = readFileSync(join(house.keys, 'courier.key'), 'utf8').trim().split(' ')[1];
    const key = Buffer.from(hex, 'hex');
    const has = (pid, word) => wordsInMemory(pid, [word]).length > 0;
    for (const word of [...WORDS, TOKEN]) assert.ok(has(attempt, word), 'the search must see what is there');
    assert.ok(has(house.courier.pid, key), 'the search must see what is there');
    for (const pid of [runner, house.courier.pid])
        assert.deepEqual(wordsInMemory(pid, [...WORDS, TOKEN]), [], nameOf(pid));
    for (const pid of [runner, attempt]) for (const word of [hex, key]) assert.ok(!has(pid, word), nameOf(pid));
    await house.stop('SIGKILL');
    provider.steps = [accept];
    assert.equal(await house.once(), 0);
    assert.equal(provider.effects(id), 1);
});
