// SPDX-License-Identifier: EUPL-1.2
// Somebody who sees nothing: three keys, and what the voice says. The bot never looks at the
// tree or the screen; it knows words only. EN 301 549, 5.1.3.1, 5.1.3.9, 5.1.3.15, 5.1.3.16.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { complaints, isRequest } from '../intake/contract.mjs';
import { Body, sleep } from './body.mjs';
import { Ears } from './ears.mjs';

const PRESSES_MOST = 60,
    TYPING_MOST = 400,
    PATIENCE_MS = 20000;
const NAME = 'eva',
    PHONE = '0639271845';
const KEYS = { up: 'Up', down: 'Down', choose: 'Return' };

const body = new Body('blind');
const ears = new Ears(body.house);
// What the presses are for. Typing runs from a question with keys to the next question.
const presses = { request: 0, typing: 0, 'hearing what is private': 0 };
let task = 'request',
    chosen_ms = 0,
    last = [];

before(() => body.arrive(ears.kiosk()));
after(() => body.leave());

const texts = (lines) => lines.map((line) => line.text);
const says = (lines, words) => texts(lines).some((text) => text.startsWith(words));

async function pressOnce(key) {
    // Sound goes faster here than in air; a person needs this long to listen. The kiosk takes a
    // second "choose" within half a second for a trembling hand.
    if (key === 'choose') {
        await sleep(Math.max(0, chosen_ms + 600 - Date.now()));
        chosen_ms = Date.now();
    }
    presses[task]++;
    body.do('key', KEYS[key]);
    return ears.hear();
}

// Who hears nothing presses once more.
async function press(key) {
    let lines = await pressOnce(key);
    if (lines.length === 0) lines = await pressOnce(key);
    assert.ok(lines.length > 0, `nothing is said after "${key}" and ${last.join(' / ')}`);
    last = texts(lines);
    return lines;
}

// One press at the end of the order is free and says so.
const isEdge = (lines) => says(lines, 'Einde.') || says(lines, 'Begin.');

// Goes on in one direction until the voice says these words; whoever has gone round knows that
// they are not there.
async function find(words, key = 'down') {
    const gone = new Set();
    for (;;) {
        const lines = await press(key),
            now = texts(lines).join(' ');
        if (words.some((word) => says(lines, word))) return lines;
        if (isEdge(lines)) continue;
        assert.ok(!gone.has(now), `no "${words}" in ${[...gone].join(' | ')}`);
        gone.add(now);
    }
}

async function choose(words, key) {
    const lines = await find([words].flat(), key);
    return [...lines, ...(await press('choose'))];
}

// On a busy machine the voice may pause in the middle; who expects more waits a little.
async function expect(lines, ...words) {
    const isSaid = (word) => texts(lines).some((text) => text.includes(word));
    const end = Date.now() + PATIENCE_MS;
    while (Date.now() < end && !words.every(isSaid)) lines.push(...(await ears.hear(1000)));
    for (const word of words)
        assert.ok(isSaid(word), `"${word}" is not said but ${texts(lines).join(' | ')}`);
}

// An answer, and the button that leads on: the keypad stands on it already.
async function answer(words, next) {
    await expect(await choose(words), 'Verder');
    const lines = await press('choose');
    await expect(lines, next);
    return lines;
}

// Nothing to answer here: the button that leads on is one press up.
async function goOn(next) {
    const lines = await choose('Verder', 'up');
    await expect(lines, next);
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

// "a tot e. Rij." holds the letter c; a key is called as what stands on it.
function leadsTo(sign, name) {
    const [, first, last] = /^(.) tot (.)$/u.exec(name) ?? [];
    return first ? first.toUpperCase() <= sign && sign <= last.toUpperCase() : false;
}

// Walks on to what is called so; where it was heard before it lies still, so the way back is
// known.
async function walk(order, from, isMeant) {
    let name = from;
    while (!isMeant(name)) {
        const there = order.findIndex(isMeant);
        const lines = await press(there >= 0 && there < order.indexOf(name) ? 'up' : 'down');
        assert.ok(presses.typing < TYPING_MOST, `not among ${order}`);
        if (isEdge(lines)) continue;
        name = texts(lines)[0];
        if (!order.includes(name)) order.push(name);
    }
    return name;
}

async function type(signs, said) {
    const order = [];
    let name = '';
    task = 'typing';
    for (const sign of signs.toUpperCase()) {
        const isKey = (one) => one.toUpperCase() === sign;
        name = await walk(order, name, (one) => isKey(one) || leadsTo(sign, one));
        if (!isKey(name)) await walk([], texts(await press('choose'))[0], isKey);
        await expect(await press('choose'), said);
    }
}

// Long answers take more pages; only the last one asks for consent.
async function hearToTheEnd(lines) {
    await expect(lines, 'Klopt dit?');
    const asksConsent = () => texts(lines).some((text) => text.includes('krijgt mijn antwoorden'));
    while (!asksConsent()) lines.push(...(await choose('Meer', 'up')));
    return lines;
}

// Providers who only take calls say so; then the next one, for the order stays the same.
async function chooseProvider() {
    const tried = new Set();
    const next = async () => texts(await find(['Kies '])).find((text) => text.startsWith('Kies '));
    for (;;) {
        let name = await next();
        while (tried.has(name)) name = await next();
        tried.add(name);
        const lines = await press('choose');
        if (says(lines, 'Hoe wilt u contact?')) return;
        await expect(lines, 'U belt deze ondersteuner zelf.');
        await choose('Terug');
    }
}

test('a request from three keys and what was said', async () => {
    await expect(await press('down'), 'Hulp nodig bij');
    await expect(await choose('Ik wil hulp vragen'), 'Waar gaat uw vraag over?');
    await goOn('Voor wie vraagt u hulp?');
    await answer('Voor mij', 'Hebt u een besluit voor de Wlz?');
    await answer('Nee', 'Wie mag u helpen?');
    await chooseProvider();
    await answer('Bel mij', 'Hoe mogen we u noemen?');
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
    const review = await hearToTheEnd(await goOn('Klopt dit?'));
    await expect(review, 'Bel mij', 'Dit antwoord is privé. Kies Stem', 'krijgt mijn antwoorden');
    assert.ok(!ears.heard.some((line) => line.private), 'nothing private was said unasked');

    task = 'hearing what is private';
    await find(['Ja, verstuur'], 'up');
    await expect(await choose('Stem'), 'Hoe wilt u de stem?');
    await expect(await choose('Ja, lees hardop', 'up'), 'Aan');
    const aloud = await hearToTheEnd(await choose('Lees alles voor'));
    const said = () => aloud.filter((line) => line.private).length;
    const isLong = said() < 2;
    if (isLong) aloud.push(...(await choose('Terug', 'up')), ...(await ears.hear(1000)));
    assert.equal(said(), 2, 'name and number are said');
    if (isLong) await hearToTheEnd(await choose('Meer', 'up'));

    task = 'request';
    const sent = await choose('Ja, verstuur', 'up');
    await expect(sent, 'Uw vraag is aangekomen', 'Uw code');
    sent.push(...(await ears.hear(1000)));
    hasHeardAll(sent);
    await expect(await choose('Klaar', 'up'), 'Alles is gewist');
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
