// SPDX-License-Identifier: EUPL-1.2
// Somebody who reads a few words: asks for pictures first, and then goes by pictures and by words
// everybody knows. Never by what a button is called inside. DESIGN 6, pictograms.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { complaints, isRequest } from '../intake/contract.mjs';
import { Body, sleep } from './body.mjs';
import { Finger } from './finger.mjs';
import { isOn, signs } from './plan.mjs';

const TOUCHES_MOST = 90;
// All of them among the most frequent words of spoken Dutch, and those of the desk itself.
const KNOWN = new Set(
    `ik u mij deze met voor op en een de het ja nee niet meer over sla verder terug klaar wis alles
     kies hulp nu help vragen bel mail kom huis thuis kind school werk geld zorg plaatjes verstuur
     dag elke tijd weet ander`.split(/\s+/),
);
// What this visitor wants, as pictures, and what tells somebody who helps.
const WANTS = ['pictures', 'help', 'home-help', 'me', 'no', 'phone'];
const PEOPLE = ['professional', 'volunteer'];
// The end of a visit. Chance may bring first who only takes calls; who wants to be called reads
// "wis alles" there and goes back.
const isEnd = (name) => name.startsWith('Klaar');
const wish = { name: 'eva', phone: '0639271845' };

const body = new Body('reader');
const finger = new Finger(body);
const met = new Set(),
    read = new Set(),
    reviewed = new Set();
let left = ''; // the screen that is gone back from, page by page

before(() => body.arrive());
after(() => body.leave());

const tree = () => body.house.tree();

function picturesOf(now, node) {
    const below = now.nodes.filter((one) => one.parent === node.id);
    const own = node.pictogram ? [node.pictogram] : [];
    return own.concat(...below.map((one) => picturesOf(now, one)));
}

const isRead = (name) => name.toLowerCase().match(/\p{L}+/gu).every((word) => KNOWN.has(word));

// Every answer that is offered has a picture; languages have their own names.
function seeAnswers(now, buttons) {
    if (['rest', 'talk', 'languages'].includes(now.screen)) return;
    for (const node of buttons)
        if (/choice|checkbox/.test(node.role))
            assert.ok(node.pictures.length > 0, `${now.screen}: "${node.name}" has no picture`);
}

function nextKey(now) {
    const field = now.nodes.find((node) => node.role === 'field');
    const sign = field && wish[now.screen]?.[signs(now)];
    return sign && now.nodes.find((node) => node.role === 'key' && node.name.toLowerCase() === sign);
}

function choose(now) {
    const buttons = now.nodes
        .filter((node) => node.pressable && /button|choice|checkbox/.test(node.role))
        .map((node) => ({ ...node, pictures: picturesOf(now, node) }));
    seeAnswers(now, buttons);
    const isNew = (node) => !isOn(node) && !met.has(`${now.screen} ${node.name}`);
    const isMeant = (node) => isNew(node) && (node.role !== 'button' || isRead(node.name));
    const has = (names) => (node) => isNew(node) && node.pictures.some((one) => names.includes(one));
    const back = buttons.find((node) => node.name === 'Terug');
    if (left === now.screen && back) return back;
    const says = (node) =>
        node.pictures.length === 0 && isRead(node.name) && !isEnd(node.name);
    return (
        WANTS.map((want) => buttons.filter(isMeant).find(has([want]))).find(Boolean) ??
        buttons.find((node) => node.name === 'Kies' || node.name === 'Ik kies deze') ??
        buttons.find(has(PEOPLE)) ??
        buttons.find((node) => node.states.includes('primary') && says(node)) ??
        back
    );
}

async function visit() {
    for (let idle = 0; finger.touches < TOUCHES_MOST; ) {
        const now = tree();
        if (now.screen === 'sent') return;
        if (now.screen === 'review') now.nodes.forEach((node) => reviewed.add(node.pictogram));
        const node = nextKey(now) ?? choose(now);
        if (process.env.LOUD) console.error(now.screen, node?.name);
        if (!node) {
            assert.ok(idle++ < 200, `${now.screen}: nothing that can be read`);
            await sleep(50);
            continue;
        }
        idle = 0;
        left = node.name === 'Terug' ? now.screen : '';
        if (node.role !== 'key') met.add(`${now.screen} ${node.name}`);
        if (!node.pictures?.length && node.role !== 'key') read.add(node.name);
        await finger.pause(node.id);
        const [x, y, width, height] = node.rect;
        await finger.touch(x + width / 2, y + height / 2);
        await body.answer(now.frame);
    }
    assert.fail(`${finger.touches} touches are not enough`);
}

test('pictures and a few words bring a request', async () => {
    await visit();
    console.log(`reader: ${finger.touches} touches; read: ${[...read].join(', ')}`);
    const [request] = await body.delivered();
    assert.ok(isRequest(request), complaints(isRequest));
    assert.equal(request.contact.naam, 'Eva');
    assert.equal(request.contact.telefoonnummer, `+31${wish.phone.slice(1)}`);
    // Chance picks the provider, and not every provider wants to know the topics.
    const topics = ['maatschappelijke-ondersteuning'];
    assert.deepEqual(request.onderwerpen ?? topics, topics);
    assert.ok(reviewed.has('home-help'), 'the review shows the topic by its picture');
});
