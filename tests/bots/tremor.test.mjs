// SPDX-License-Identifier: EUPL-1.2
// Somebody whose hand trembles: each touch lands up to 20 mm beside what it is aimed at, some
// are held for two seconds, some come twice, some slip. Looks at the screen, corrects what went
// wrong, and reads the answers back before sending. EN 301 549, 5.8; WCAG 2.2, 2.5.2, 3.3.6.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { complaints, isRequest } from '../intake/contract.mjs';
import { Body, chanceOf, sleep } from './body.mjs';
import { Finger, look } from './finger.mjs';
import { signs, wanted } from './plan.mjs';

const JITTER_MM = 20,
    TOUCHES_MOST = 500,
    DIGITS = '0123456789';
const wish = { provider: 'voorbeeld-mee', name: 'eva', phone: '0639271845' };
// What was typed in haste, the first time.
const SLIP = '0639271842';

const body = new Body('tremor');
const finger = new Finger(body);
const chance = chanceOf(20261121);

before(() => body.arrive());
after(() => body.leave());

const tree = () => body.house.tree();
const find = (id) => tree().nodes.find((node) => node.id === id);
const isIn = ([x, y, width, height], [px, py]) =>
    px >= x && px < x + width && py >= y && py < y + height;
const field = (now) => now.nodes.find((node) => node.role === 'field');

// The sign that the lifted finger left, seen from the field: one more, one less, or as it was.
function typedAfter(typed, before, now, lifted) {
    const more = signs(now) - signs(before);
    if (more === -1) return typed.slice(0, -1);
    if (more !== 1) return typed;
    const key = before.nodes.find((node) => node.role === 'key' && isIn(node.rect, lifted));
    return typed + (key?.name ?? '?').toLowerCase();
}

// Aims where `plan` says, until the request has gone.
async function visit() {
    const typed = { name: '', phone: '' };
    let isHasty = true,
        isRight = null;
    for (let idle = 0; finger.touches < TOUCHES_MOST; ) {
        const now = tree();
        if (now.screen === 'sent' || now.screen === 'kept') return;
        const aim = { ...wish, phone: isHasty ? SLIP : wish.phone };
        if (now.screen === 'review' && isRight === null && find('review.phone.value')) {
            const seen = look(body, find('review.phone.value').rect, DIGITS);
            if (seen.length >= 10) {
                isHasty = false;
                typed.phone = seen;
                isRight = seen === wish.phone;
            }
        }
        const id = wanted(now, aim, typed, isRight);
        const node =
            now.nodes.find((one) => one.id === id && one.pressable) ??
            now.nodes.find((one) => one.id === 'nav.more' && one.pressable);
        if (!node) {
            assert.ok(idle++ < 200, `${now.screen}: no ${id}`);
            await sleep(50);
            continue;
        }
        idle = 0;
        await finger.pause(node.id);
        const { frame } = tree();
        const lifted = await finger.tremble(node, now.px_per_mm, chance, JITTER_MM);
        await body.answer(frame);
        const then = tree();
        if (field(now) && then.screen === now.screen)
            typed[now.screen] = typedAfter(typed[now.screen], now, then, lifted);
        if (process.env.LOUD) console.error(now.screen, id, '->', then.screen, typed, finger.touches);
        // A hand may have turned to another answer, so look again.
        if (then.screen !== 'review') isRight = null;
        if (field(then) && signs(then) !== typed[then.screen].length)
            typed[then.screen] = look(body, field(then).rect, DIGITS);
    }
    assert.fail(`${finger.touches} touches are not enough`);
}

test('a trembling hand sends what it means and nothing else', async () => {
    await visit();
    const { touches, longs, doubles, slips } = finger;
    console.log(`tremor: ${touches} touches, of them ${longs} long, ${doubles} double, ${slips} slips`);
    const requests = await body.delivered();
    assert.equal(requests.length, 1);
    assert.ok(isRequest(requests[0]), complaints(isRequest));
    assert.equal(requests[0].aanbieder, wish.provider);
    assert.equal(requests[0].contact.naam, 'Eva');
    assert.equal(requests[0].contact.telefoonnummer, `+31${wish.phone.slice(1)}`);
    assert.ok(longs > 0 && doubles > 0 && slips > 0);
});
