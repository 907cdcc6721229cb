// SPDX-License-Identifier: EUPL-1.2
// Somebody with one switch: sees the ring walk by itself, and presses when it is where it should
// be. Never anything but a space.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { complaints, isRequest } from '../intake/contract.mjs';
import { Body, sleep } from './body.mjs';
import { Ears } from './ears.mjs';
import { signs, wanted } from './plan.mjs';

const STEP_MS = 300, // the least that can be set: the bot is quick, and time is dear
    DEAF_MS = 520, // the kiosk takes two presses within half a second for one
    PATIENCE_MS = 150000;
const wish = { name: 'ada', phone: '0612312312' };

const body = new Body('switch', { settings: { scan_step_ms: STEP_MS } });
const ears = new Ears(body.house);
let presses = 0,
    steps = 0;

before(() => body.arrive(ears.kiosk()));
after(() => body.leave());

const tree = () => body.house.tree();

async function press() {
    presses++;
    body.do('key', 'space');
    await sleep(DEAF_MS);
}

// What should be pressed now, or the row of keys that leads to it.
function target(now) {
    const typed = {
        name: wish.name.slice(0, signs(now)),
        phone: wish.phone.slice(0, signs(now)),
    };
    const id = wanted(now, wish, typed, true);
    const node = now.nodes.find((one) => one.id === id && one.pressable);
    return node ?? now.nodes.find((one) => one.id === 'nav.more' && one.pressable);
}

async function visit() {
    const end = Date.now() + PATIENCE_MS;
    let ring = '';
    await press(); // any first press lets the walk begin
    while (Date.now() < end) {
        const now = tree();
        if (now.screen === 'sent') return;
        const focus = now.nodes.find((node) => node.focused),
            aim = target(now);
        if (focus && `${now.screen} ${focus.id}` !== ring) {
            ring = `${now.screen} ${focus.id}`;
            steps++;
            if (process.env.LOUD) console.error(ring, aim?.id);
        }
        if (aim && focus && (focus.id === aim.id || focus.id === aim.parent)) {
            await press();
            ring = '';
        } else await sleep(15);
    }
    assert.fail(`not there after ${presses} presses and ${steps} steps: ${tree().screen}`);
}

test('one switch brings a request', async () => {
    await visit();
    console.log(`switch: ${presses} presses, ${steps} steps of ${STEP_MS} ms`);
    const [request, ...more] = await body.delivered();
    assert.equal(more.length, 0);
    assert.ok(isRequest(request), complaints(isRequest));
    assert.equal(request.contact.naam, 'Ada');
    assert.equal(request.contact.telefoonnummer, `+31${wish.phone.slice(1)}`);
    assert.deepEqual(ears.overlaps(), []);
});
