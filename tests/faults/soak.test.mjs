// SPDX-License-Identifier: EUPL-1.2
// Row 60, shortened: one kiosk and one courier through many visits, each with a name typed and
// half of them sent. What they hold must not grow. Only in the long set; NAAST_SOAK_VISITS says
// how many.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { House } from '../e2e/house.mjs';
import { newProvider } from './rows.mjs';
import { isLong } from './strace.mjs';

const VISITS = Number(process.env.NAAST_SOAK_VISITS ?? 300), WARM = Math.min(30, VISITS / 2), slug = 'voorbeeld-mee';
const names = ['Fatima', 'Wojciech', 'Anneke', 'Sem'];
let house, provider;

before(async () => {
    if (!isLong) return;
    house = new House('faults-soak');
    provider = await newProvider({ key: readFileSync(house.pems.key), cert: readFileSync(house.pems.certificate) });
    house.configure(() => provider.url);
    await house.startScreen();
    await house.startCourier();
    await house.startKiosk();
});
after(() => house?.close());

async function walkAway() {
    await house.walkAway();
    await house.sees('wiped');
    await house.tap('wiped.again');
}

async function breakOff(name) {
    await house.typeName({ provider: slug, name: name.toLowerCase() });
    await walkAway();
}

async function send(name) {
    await house.fillIn({ provider: slug, name: name.toLowerCase(), phone: '0612345678' });
    await house.tap('review.send');
    await house.sees('sent', 15000);
    await house.tap('outcome.finish');
    await house.sees('wiped');
    await house.tap('wiped.again');
}

function held({ pid }) {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const own_KiB = Number(/^Private_Dirty:\s+(\d+)/m.exec(text)[1]), rss_KiB = Number(/^Rss:\s+(\d+)/m.exec(text)[1]);
    return { rss_KiB, own_KiB, descriptors: readdirSync(`/proc/${pid}/fd`).length, threads: readdirSync(`/proc/${pid}/task`).length };
}

test('row 60: after many visits kiosk and courier hold what they held', { skip: isLong ? false : 'only in the long set' }, async (t) => {
    let warm, began, givenUp = 0;
    for (let i = 0; i < VISITS; i++) {
        if (i === WARM) {
            warm = [held(house.kiosk), held(house.courier)];
            began = Date.now();
        }
        // On a busy machine a tap may come while a new screen is still deaf; that visitor gives up.
        await (i % 2 ? send : breakOff)(names[i % names.length]).catch(async (error) => {
            assert.ok(house.kiosk.runs(), `it ended at visit ${i}:\n${house.log}`);
            assert.ok(++givenUp <= VISITS / 10, error);
            if (house.tree().screen !== 'rest') await walkAway();
        });
    }
    const end = [held(house.kiosk), held(house.courier)];
    for (const [i, name] of ['kiosk', 'courier'].entries()) {
        const grown_KiB = end[i].rss_KiB - warm[i].rss_KiB;
        t.diagnostic(`${name}, visit ${WARM} to ${VISITS} in ${((Date.now() - began) / 60000).toFixed(0)} min: RSS ${warm[i].rss_KiB} -> ${end[i].rss_KiB} KiB, ` +
            `own ${warm[i].own_KiB} -> ${end[i].own_KiB} KiB, descriptors ${warm[i].descriptors} -> ${end[i].descriptors}, threads ${warm[i].threads} -> ${end[i].threads}`);
        assert.ok(grown_KiB < 1024, `the ${name} grew ${grown_KiB} KiB`);
        assert.equal(end[i].descriptors, warm[i].descriptors, `descriptors of the ${name}`);
        assert.equal(end[i].threads, warm[i].threads, `threads of the ${name}`);
    }
    t.diagnostic(`${provider.ledger.size} requests arrived, ${givenUp} visits were given up`);
    assert.ok(provider.ledger.size >= Math.floor(VISITS / 2) - givenUp);
});
