// SPDX-License-Identifier: EUPL-1.2
// The rules of the finger in the real window: what a careful hand may do without pressing
// anything. WCAG 2.2, 2.5.2; EN 301 549, 5.5.2, 5.8 and 5.9; DESIGN 6.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Body, sleep } from './body.mjs';
import { Ears } from './ears.mjs';

const body = new Body('touch');
const ears = new Ears(body.house);
const { house } = body;

before(() => body.arrive(ears.kiosk()));
after(() => body.leave());

const middle = (id) => {
    const [x, y, width, height] = house.node(id).rect;
    return [Math.round(x + width / 2), Math.round(y + height / 2)];
};
const move = (at) => body.do('mousemove', ...at);
const finger = (what, button = 1) => body.do(what, button);

async function settled(screen) {
    await house.sees(screen);
    await sleep(400);
}

test('nothing happens on the way down, nor after sliding off; on the way up it does', async () => {
    await house.tap('rest.language.nl');
    await settled('home');
    const { frame } = house.tree();
    move(middle('home.ask'));
    finger('mousedown');
    await body.answer(frame, 400);
    assert.equal(house.tree().screen, 'home');
    assert.ok(house.node('home.ask').states.includes('pressed'));
    move([5, 5]);
    finger('mouseup');
    await sleep(300);
    assert.equal(house.tree().screen, 'home');
    move(middle('home.ask'));
    finger('mousedown');
    await sleep(60);
    finger('mouseup');
    await settled('topics');
});

test('a second button of the hand does nothing while the first is down, nor by itself', async () => {
    move(middle('topic.zorg'));
    finger('mousedown');
    await sleep(100);
    for (const button of [2, 3]) {
        finger('mousedown', button);
        finger('mouseup', button);
    }
    assert.ok(house.node('topic.zorg').states.includes('pressed'));
    finger('mouseup');
    await sleep(300);
    assert.ok(house.node('topic.zorg').states.includes('checked'));
    body.do('click', 3);
    await sleep(600);
    assert.ok(house.node('topic.zorg').states.includes('checked'));
});

test('two taps within half a second are one, and the edge of a card is the card', async () => {
    const [x, y, width, height] = house.node('topic.wonen').rect;
    for (const corner of [
        [x + 2, y + 2],
        [x + width - 3, y + height - 3],
    ]) {
        const before = house.node('topic.wonen').states.includes('checked');
        await sleep(600);
        move(corner);
        body.do('click', '--repeat', '2', '--delay', '100', '1');
        await sleep(400);
        assert.notEqual(house.node('topic.wonen').states.includes('checked'), before);
    }
});

test('a finger that slips 3 mm off still presses; one that slips 12 mm does not', async () => {
    const { px_per_mm } = house.tree();
    const [x, y, , height] = house.node('nav.back').rect;
    const below = (mm) => [x + 20, Math.round(y + height + mm * px_per_mm)];
    move(middle('nav.back'));
    finger('mousedown');
    move(below(12));
    finger('mouseup');
    await sleep(600);
    assert.equal(house.tree().screen, 'topics');
    move(middle('nav.back'));
    finger('mousedown');
    move([x - Math.round(3 * px_per_mm), y + 20]);
    finger('mouseup');
    await settled('home');
});

test('a finger that rests and slides reads aloud and presses nothing', async () => {
    await house.tap('tool.read');
    await ears.hear();
    move(middle('title'));
    finger('mousedown');
    await sleep(700);
    move(middle('home.switch'));
    const said = (await ears.hear()).map((line) => line.text);
    finger('mouseup');
    await sleep(400);
    assert.ok(said.some((text) => text === 'Ik wil een andere ondersteuner'), `${said}`);
    assert.equal(house.tree().screen, 'home');
    assert.deepEqual(ears.overlaps(), []);
});
