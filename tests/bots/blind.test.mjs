// SPDX-License-Identifier: EUPL-1.2
// Somebody who sees nothing: three keys, and what the voice says. The bot never looks at the
// tree or the screen; it knows words only. EN 301 549, 5.1.3.1, 5.1.3.9, 5.1.3.15, 5.1.3.16.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { complaints, isRequest } from '../intake/contract.mjs';
import { Body, sleep } from './body.mjs';
import { Ears } from './ears.mjs';

const PRESSES_MOST = 60,
    TYPING_MOST = 400;
const NAME = 'eva',
    PHONE = '0639271845';
const KEYS = { up: 'Up', down: 'Down', choose: 'Return' };

const body = new Body('blind');
const ears = new Ears(body.house);
// What the presses are for. Typing runs from a question with keys to the next question.
const presses = { request: 0, typing: 0, 'hearing what is private': 0 };
let task = 'request',
    chosen_ms = 0;

before(() => body.arrive(ears.kiosk()));
after(() => body.leave());

const texts = (lines) => lines.map((line) => line.text);
const says = (lines, words) => texts(lines).some((text) => text.startsWith(words));

async function press(key) {
    // Sound goes faster here than in air; a person needs this long to listen. The kiosk takes a
    // second "choose" within half a second for a trembling hand.
    if (key === 'choose') {
        await sleep(Math.max(0, chosen_ms + 520 - Date.now()));
        chosen_ms = Date.now();
    }
    presses[task]++;
    body.do('key', KEYS[key]);
    const lines = await ears.hear();
    assert.ok(lines.length > 0, `nothing is said after "${key}"`);
    return lines;
}

// Goes on in one direction until the voice says these words; whoever has gone round knows that
// they are not there.
async function find(words, key = 'down') {
    const gone = new Set();
    for (;;) {
        const lines = await press(key),
            now = texts(lines).join(' ');
        if (words.some((word) => says(lines, word))) return lines;
        assert.ok(!gone.has(now), `no "${words}" in ${[...gone].join(' | ')}`);
        gone.add(now);
    }
}

async function choose(words, key) {
    const lines = await find([words].flat(), key);
    return [...lines, ...(await press('choose'))];
}

const expect = (lines, title) =>
    assert.ok(says(lines, title), `"${title}" is not said but ${texts(lines).join(' | ')}`);

// An answer, and the button that leads on: the keypad stands on it already.
async function answer(words, next) {
    expect(await choose(words), 'Verder');
    const lines = await press('choose');
    expect(lines, next);
    return lines;
}

// Nothing to answer here: the button that leads on is one press up.
async function goOn(next) {
    const lines = await choose('Verder', 'up');
    expect(lines, next);
    return lines;
}

// Not the bot but its judge looks at the screen: the receipt is said in full (5.1.3.16).
function hasHeardAll(lines) {
    const letters = (text) => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
    const said = letters(texts(lines).join(' '));
    const { nodes } = body.house.tree();
    const parent = (node) => nodes.find((other) => other.id === node.parent);
    const isIn = (node, id) => node && (node.id === id || isIn(parent(node), id));
    const shown = nodes.filter((node) => node.text_px > 0 && isIn(node, 'body'));
    assert.ok(shown.length >= 8);
    for (const node of shown)
        assert.ok(said.includes(letters(node.name)), `"${node.name}" is shown and not said`);
}

// Down for a key never heard; a key that was heard before lies where it lay.
async function type(signs, said) {
    const order = [];
    let at = -1;
    for (const sign of signs.toUpperCase()) {
        const key = order.indexOf(sign) >= 0 && order.indexOf(sign) < at ? 'up' : 'down';
        while (order[at] !== sign) {
            const name = texts(await press(key)).at(-1);
            assert.ok(presses.typing < TYPING_MOST, `no key "${sign}" among ${order}`);
            if (!order.includes(name)) order.push(name);
            at = order.indexOf(name);
        }
        expect(await press('choose'), said);
    }
}

// Providers who only take calls say so; then the next one.
async function chooseProvider() {
    for (;;) {
        const lines = await choose('Kies ');
        if (says(lines, 'Hoe wilt u contact?')) return;
        expect(lines, 'U belt deze ondersteuner zelf.');
        await choose('Terug');
    }
}

test('a request from three keys and what was said', async () => {
    expect(await press('down'), 'Hulp nodig bij');
    expect(await choose('Ik wil hulp vragen'), 'Waar gaat uw vraag over?');
    await goOn('Voor wie vraagt u hulp?');
    await answer('Voor mij', 'Hebt u een besluit voor de Wlz?');
    await answer('Nee', 'Wie mag u helpen?');
    await chooseProvider();
    await answer('Bel mij', 'Hoe mogen we u noemen?');
    task = 'typing';
    await type(NAME, 'Letter ingevoerd');
    await goOn('Wat is uw nummer?');
    await type(PHONE.slice(0, 4), 'Cijfer ingevoerd');
    await goOn('Uw nummer is te kort. Typ alle cijfers.');
    await type(PHONE.slice(4), 'Cijfer ingevoerd');
    await goOn('Mag er een bericht op uw voicemail?');
    task = 'request';
    await answer('Nee', 'Op welke dagen kunt u?');
    await goOn('Op welk deel van de dag?');
    await goOn('In welke taal wilt u praten?');
    const review = await goOn('Klopt dit?');
    for (const word of ['Bel mij', 'Dit antwoord is privé. Kies Stem', 'krijgt mijn antwoorden'])
        assert.ok(texts(review).some((text) => text.includes(word)), `the review says ${word}`);
    assert.ok(!ears.heard.some((line) => line.private), 'nothing private was said unasked');

    task = 'hearing what is private';
    await find(['Ja, verstuur'], 'up');
    expect(await choose('Stem'), 'Hoe wilt u de stem?');
    expect(await choose('Ja, lees hardop', 'up'), 'Aan');
    const aloud = await choose('Lees alles voor');
    assert.equal(aloud.filter((line) => line.private).length, 2, 'name and number are said');

    task = 'request';
    const sent = await choose('Ja, verstuur', 'up');
    expect(sent, 'Uw vraag is aangekomen');
    hasHeardAll(sent);
    expect(await choose('Klaar', 'up'), 'Alles is gewist');
    console.log(`blind: ${Object.entries(presses).map((one) => one.join(' ')).join(', ')} presses`);

    const [request] = await body.delivered();
    assert.ok(isRequest(request), complaints(isRequest));
    assert.deepEqual(request.contact, {
        naam: NAME[0].toUpperCase() + NAME.slice(1),
        kanaal: 'telefoon',
        telefoonnummer: `+31${PHONE.slice(1)}`,
        voicemailToegestaan: false,
    });
    assert.deepEqual(ears.overlaps(), []);
    for (const name of ['request', 'hearing what is private'])
        assert.ok(presses[name] <= PRESSES_MOST, `${presses[name]} presses for ${name}`);
});
