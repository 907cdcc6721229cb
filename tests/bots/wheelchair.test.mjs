// SPDX-License-Identifier: EUPL-1.2
// Somebody who sits before a panel that stands: never touches anything above the lower 40 %,
// not even to ask for low buttons. DESIGN 6, "Reach"; EN 301 549, 5.2 and 8.3.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { complaints, isRequest } from '../intake/contract.mjs';
import { Body, sleep } from './body.mjs';
import { Finger, look } from './finger.mjs';
import { signs, wanted } from './plan.mjs';

const HEIGHT = 1920,
    REACH = 0.6 * HEIGHT,
    TOUCHES_MOST = 120;
const wish = { provider: 'voorbeeld-mee', name: 'eva', phone: '0639271845' };
const body = new Body('wheelchair', {
    size: `1080x${HEIGHT}`,
    settings: { panel_width_mm: 268, panel_height_mm: 476 },
});
const finger = new Finger(body);
let isLow = false,
    hasLooked = false,
    isShown = false;

before(() => body.arrive());
after(() => body.leave());

const tree = () => body.house.tree();

function aim(now) {
    if (isLow && now.screen === 'letters') return 'overlay.close';
    if (!isLow) return now.screen === 'letters' ? 'letters.reach' : 'tool.letters';
    // The number stands on one of the pages of the review.
    if (now.screen === 'review' && isShown && !hasLooked) return 'nav.more';
    const typed = (text) => text.slice(0, signs(now));
    return wanted(now, wish, { name: typed(wish.name), phone: typed(wish.phone) }, hasLooked || null);
}

async function touch(node) {
    const [x, y, width, height] = node.rect;
    assert.ok(y >= REACH, `"${node.id}" begins ${Math.round(REACH - y)} px out of reach`);
    await finger.pause(node.id);
    const { frame } = tree();
    await finger.touch(x + width / 2, y + height / 2);
    await body.answer(frame);
}

async function visit() {
    for (let idle = 0; finger.touches < TOUCHES_MOST; ) {
        const now = tree();
        if (now.screen === 'sent') return;
        const number = now.nodes.find((node) => node.id === 'review.phone.value');
        if (isShown && number && !hasLooked)
            hasLooked = look(body, number.rect, '0123456789') === wish.phone;
        const id = aim(now);
        const node =
            now.nodes.find((one) => one.id === id && one.pressable) ??
            now.nodes.find((one) => one.id === 'nav.more' && one.pressable);
        if (process.env.LOUD) console.error(now.screen, id, node?.rect.join(' '));
        if (!node) {
            assert.ok(idle++ < 200, `${now.screen}: no ${id}`);
            await sleep(50);
            continue;
        }
        idle = 0;
        await touch(node);
        if (node.id === 'letters.reach') isLow = true;
        if (node.id === 'review.seen') isShown = true;
    }
    assert.fail(`${finger.touches} touches are not enough`);
}

test('from a wheelchair, all within the lower 40 %', async () => {
    await visit();
    console.log(`wheelchair: ${finger.touches} touches, none above ${REACH} px`);
    const [request] = await body.delivered();
    assert.ok(isRequest(request), complaints(isRequest));
    assert.equal(request.contact.telefoonnummer, `+31${wish.phone.slice(1)}`);
    assert.equal(request.contact.naam, 'Eva');
});
