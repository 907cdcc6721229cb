// SPDX-License-Identifier: EUPL-1.2
// Rows 17 and 64: what a long outage leaves. 10,000 waiting requests load at once, take little
// memory, keep no kiosk waiting, and 200 of them arrive, each once, when the provider is back.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { accept } from '../delivery/fault_server.mjs';
import { until } from '../delivery/house.mjs';
import { certificates, fill, newHouse, newProvider, slug } from './rows.mjs';

const pss_MiB = (pid) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]) / 1024;
const stat = (pid) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').map(Number);
const cpu_ms = (pid) => (stat(pid)[11] + stat(pid)[12]) * 10;
const children_cpu_ms = () => (stat('self')[13] + stat('self')[14]) * 10;      // of those that have ended

test('10,000 waiting requests load in a second, take less than 40 MiB, and keep no kiosk waiting', async (t) => {
    const house = newHouse('long', 'https://localhost:1/v1');
    const before_fill_ms = children_cpu_ms();
    fill(house, 10000);
    const fill_ms = children_cpu_ms() - before_fill_ms;
    const began = performance.now();
    await house.start();
    const { pid } = house.courier, listed_ms = performance.now() - began, listed_cpu_ms = cpu_ms(pid);
    assert.match(house.log, /10000 requests wait/);
    const kiosk = await house.kiosk();
    const asked = performance.now(), id = kiosk.submit(slug);
    await kiosk.hears(`kept ${id}`);
    const kept_ms = performance.now() - asked;
    // All are opened once its processor time stands still.
    let before = -1;
    await until('it to have opened them all', async () => {
        const now = cpu_ms(pid), isStill = now === before;
        before = now;
        await new Promise((resolve) => setTimeout(resolve, 150));
        return isStill;
    }, 30000);
    const load_ms = cpu_ms(pid), memory_MiB = pss_MiB(pid);
    t.diagnostic(`10,000 waiting: answers after ${listed_ms.toFixed(0)} ms (${listed_cpu_ms} ms of processor time), has opened them all after ${load_ms} ms of it (${fill_ms} ms to make them), ` +
        `PSS ${memory_MiB.toFixed(1)} MiB; a submit meanwhile was kept in ${kept_ms.toFixed(0)} ms`);
    // Processor time: other tests run beside this one.
    assert.ok(listed_cpu_ms <= 1000, `${listed_cpu_ms} ms of processor time before it answered`);
    // It answers long before it has opened them all.
    assert.ok(listed_cpu_ms <= load_ms / 2, `${listed_cpu_ms} of ${load_ms} ms of processor time before it answered`);
    // On a slow machine making them takes longer too: the same sums, and one file each.
    assert.ok(load_ms <= Math.max(4000, fill_ms), `${load_ms} ms of processor time, and ${fill_ms} to make them`);
    assert.ok(memory_MiB <= 40, `${memory_MiB} MiB`);
    assert.equal(house.files('hold').length, 0);
    await house.stop();
    // Row 64: ten thousand that cannot be sent are no ten thousand lines.
    assert.ok(house.log.split('\n').length < 200, `${house.log.split('\n').length} lines in the log`);
});

test('row 17: 200 requests of a long outage arrive, each once', async () => {
    const provider = await newProvider(), house = newHouse('outage', provider.url);
    fill(house, 200);
    house.route(slug, 'https://localhost:1/v1', { ca: certificates().ca });
    for (let day = 0; day < 2; day++) assert.equal(await house.once(), 1);
    house.route(slug, provider.url, { ca: certificates().ca });
    provider.steps = [accept];
    assert.equal(await house.once(), 0);
    assert.equal(provider.ledger.size, 200);
    assert.equal(provider.seen.length, 200);
    assert.equal(house.files('done').length, 200);
    await provider.stop();
});
