// SPDX-License-Identifier: EUPL-1.2
// Real taps from the rest screen to the provider's store, and everything that can go wrong on
// the way.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { complaints, isReference, isRequest } from '../intake/contract.mjs';
import { until } from '../intake/receiver.mjs';
import { Faults, SILENCE, problem, receipt, refuseField } from './faults.mjs';
import { House } from './house.mjs';

// Letters without a double one, so that typing takes no pauses; and in no word of ours.
const NAME = 'qzwaxive',
    TYPED_NAME = 'Qzwaxive',
    PHONE = '0639271845',
    E164 = '+31639271845';
const EMAIL = 'wvkzqx@mail.example';
const SECRETS = [
    TYPED_NAME,
    NAME,
    PHONE,
    E164.slice(1),
    PHONE.slice(1),
    '06 39 27 18 45',
    '6 39 27 18 45',
    EMAIL,
    'wvkzqx',
];
const visitor = (provider) => ({ provider, name: NAME, phone: PHONE });

const house = new House('journey');
const faults = new Faults(house.pems);
// These two live at the real receiver, the others at the one that misbehaves.
const REAL = ['voorbeeld-mee', 'voorbeeld-stichting-oco'];

before(async () => {
    await house.receiver.start();
    house.receiverPort = house.receiver.port;
    await faults.start();
    house.configure((slug) =>
        REAL.includes(slug)
            ? `https://localhost:${house.receiverPort}/v1`
            : faults.address(slug),
    );
    await house.startScreen();
    await house.startCourier('data-0');
    await house.startKiosk();
});
// A visit that failed half-way must not fail the next one too.
afterEach(async () => {
    if (house.kiosk?.runs() && house.tree().screen === 'rest') return;
    await house.stop(house.kiosk);
    await house.startKiosk();
});
after(async () => {
    await house.close();
    await faults.stop();
});

// Nothing typed may lie anywhere in plain while a request waits, nor after the visit; nor be
// said on any stream.
function nothingIsInPlain(when, { treeToo }) {
    const words = SECRETS.map((word) => Buffer.from(word));
    const found = house
        .filesWith(words)
        .filter((line) => treeToo || !line.startsWith(house.at('tree.json')));
    assert.deepEqual(found, [], when);
    for (const word of SECRETS)
        assert.ok(
            !(house.log + house.receiver.log).includes(word),
            `${when}: a log says ${word}`,
        );
}

async function afterwards() {
    await house.finish();
    nothingIsInPlain('after the visit', { treeToo: true });
}

test('real taps lead from rest to sent: one valid request, the same reference', async () => {
    await house.fillIn(visitor('voorbeeld-mee'));
    await house.tap('review.send');
    await house.sees('sent', 15000);
    const requests = house.receiver.requests();
    assert.equal(requests.length, 1);
    assert.ok(isRequest(requests[0]), complaints(isRequest));
    assert.ok(isReference(requests[0].referentie));
    assert.equal(house.reference(), requests[0].referentie);
    assert.equal(requests[0].aanbieder, 'voorbeeld-mee');
    assert.deepEqual(requests[0].contact, {
        naam: TYPED_NAME,
        kanaal: 'telefoon',
        telefoonnummer: E164,
        voicemailToegestaan: false,
    });
    await afterwards();
});

test('five fast taps on "send" are one request, by e-mail too', async () => {
    await house.fillIn({ provider: 'voorbeeld-stichting-oco', name: NAME, email: EMAIL });
    await house.tap('review.send', { times: 5 });
    await house.sees('sent', 15000);
    const requests = house.receiver
        .requests()
        .filter((one) => one.aanbieder === 'voorbeeld-stichting-oco');
    assert.equal(requests.length, 1);
    assert.ok(isRequest(requests[0]), complaints(isRequest));
    assert.equal(requests[0].contact.emailadres, EMAIL);
    assert.equal(house.reference(), requests[0].referentie);
    await afterwards();
});

test('provider down: "kept"; courier killed; provider up: delivered exactly once', async () => {
    await house.receiver.stop();
    await house.fillIn(visitor('voorbeeld-mee'));
    await house.tap('review.send');
    await house.sees('kept', 12000);
    const reference = house.reference();
    assert.ok(isReference(reference));
    nothingIsInPlain('while the request waits', { treeToo: false });
    await afterwards();

    await house.stop(house.courier, 'SIGKILL');
    await house.receiver.start(house.receiverPort);
    await house.startCourier();
    const mine = () => house.receiver.requests().filter((one) => one.referentie === reference);
    await until('the request to arrive', () => mine().length > 0, 30000);
    await until(
        'the spool to be empty',
        () => house.spooled('queue').length + house.spooled('flight').length === 0,
        10000,
    );
    assert.equal(mine().length, 1);
    assert.ok(isRequest(mine()[0]), complaints(isRequest));
});

test('courier killed at each moment of a delivery: one key, one effect', async () => {
    const slug = 'voorbeeld-gezin';
    const effects = new Map();
    const kill = async () => {
        await house.stop(house.courier, 'SIGKILL');
        return SILENCE;
    };
    const record = (request) =>
        effects.set(
            request.id,
            (effects.get(request.id) ?? 0) + (effects.has(request.id) ? 0 : 1),
        );
    faults.plan(
        slug,
        kill, // before the provider did anything
        async (request) => {
            record(request);
            return kill();
        }, // after it did, before it answered
        (request) => {
            record(request);
            return { ...receipt(request), status: 200 };
        },
    );
    await house.freshCourier('data-killed');
    await house.fillIn(visitor(slug));
    await house.tap('review.send');
    for (const count of [1, 2]) {
        await until(`attempt ${count}`, () => faults.callsFor(slug).length >= count, 15000);
        await until('the courier to be gone', () => !house.courier.runs());
        nothingIsInPlain('with a killed courier', { treeToo: false });
        await house.startCourier();
    }
    await until('the third attempt', () => faults.callsFor(slug).length >= 3, 15000);
    await until(
        'the spool to be empty',
        () => house.spooled('queue').length + house.spooled('flight').length === 0,
        10000,
    );
    const calls = faults.callsFor(slug);
    assert.equal(new Set(calls.map((call) => call.headers['idempotency-key'])).size, 1);
    assert.equal(
        new Set(calls.map((call) => call.text)).size,
        1,
        'every attempt is the same to the byte',
    );
    assert.equal(calls[0].headers['idempotency-key'], `"${calls[0].body.id}"`);
    assert.deepEqual([...effects.values()], [1]);
    await until('an outcome', () => ['sent', 'kept'].includes(house.tree().screen), 12000);
    await afterwards();
});

test('a refused phone number: back to that field, then a new key', async () => {
    const slug = 'voorbeeld-raadslieden';
    faults.plan(slug, refuseField('#/contact/telefoonnummer'), receipt);
    await house.freshCourier('data-400');
    await house.fillIn(visitor(slug));
    await house.tap('review.send');
    await house.sees('phone', 15000);
    await house.tap('pad.erase');
    await house.type('pad.', '6', 'phone.field');
    await house.tap('nav.next');
    await until('the way back to the review', () => {
        const tree = house.tree();
        return (
            tree.screen === 'review' || tree.nodes.some((node) => node.id === 'voicemail.no')
        );
    });
    if (house.tree().screen !== 'review') await house.next('review');
    await house.tap('review.send');
    await house.sees('sent', 15000);
    const [first, second, ...more] = faults.callsFor(slug);
    assert.equal(more.length, 0);
    assert.notEqual(first.body.id, second.body.id);
    assert.equal(second.body.contact.telefoonnummer, '+31639271846');
    assert.ok(isRequest(second.body), complaints(isRequest));
    await until('the first one to be taken back', () => house.spooled('hold').length === 0);
    await afterwards();
});

test('a refused phone number of somebody who has walked away stays with the operator', async () => {
    const slug = 'voorbeeld-raadslieden';
    faults.plan(slug, refuseField('#/contact/telefoonnummer'));
    await house.freshCourier('data-400-left');
    await house.fillIn(visitor(slug));
    await house.tap('review.send');
    await house.sees('phone', 15000);
    await house.walkAway();
    await house.sees('wiped');
    assert.equal(house.spooled('hold').length, 1);
    nothingIsInPlain('after the visit', { treeToo: true });
});

test('429, 409, 500: "kept", the same key, not too early, delivered once', async () => {
    const slug = 'voorbeeld-ervaring';
    faults.plan(
        slug,
        () => problem(429, {}, { 'Retry-After': '2' }),
        () => problem(409),
        () => problem(500),
        receipt,
    );
    await house.freshCourier('data-again');
    await house.fillIn(visitor(slug));
    await house.tap('review.send');
    await house.sees('kept', 12000);
    await afterwards();
    await until('four attempts', () => faults.callsFor(slug).length >= 4, 60000);
    await until(
        'the spool to be empty',
        () => house.spooled('queue').length + house.spooled('flight').length === 0,
        10000,
    );
    const calls = faults.callsFor(slug);
    assert.equal(calls.length, 4);
    assert.equal(new Set(calls.map((call) => call.text)).size, 1);
    assert.ok(calls[1].at_ms - calls[0].at_ms >= 2000, 'Retry-After is honoured');
    assert.ok(calls[2].at_ms - calls[1].at_ms >= 5000, '409 waits five seconds');
});

test('401: "kept", asked once and not again, and the operator hears of it', async () => {
    const slug = 'voorbeeld-buren';
    faults.plan(slug, () => problem(401));
    await house.freshCourier('data-401');
    const before = house.log.length;
    await house.fillIn(visitor(slug));
    await house.tap('review.send');
    await house.sees('kept', 12000);
    nothingIsInPlain('while the provider refuses us', { treeToo: false });
    await afterwards();
    assert.equal(faults.callsFor(slug).length, 1);
    assert.equal(
        house.spooled('queue').length +
            house.spooled('flight').length +
            house.spooled('hold').length,
        1,
        'kept',
    );
    assert.match(house.log.slice(before), /401|refus|operator|token/i);
});

test('no answer: "kept" after 8 seconds, not before; then delivered once', async () => {
    const slug = 'voorbeeld-buren';
    faults.plan(slug, () => SILENCE, receipt);
    await house.freshCourier('data-silent');
    await house.fillIn(visitor(slug));
    const before = faults.callsFor(slug).length;
    const tapped_ms = Date.now();
    await house.tap('review.send');
    await until('the provider to be asked', () => faults.callsFor(slug).length > before, 8000);
    const asked_ms = Date.now();
    await house.sees('kept', 12000);
    assert.ok(Date.now() - tapped_ms > 8000, `after ${Date.now() - tapped_ms} ms`);
    assert.ok(Date.now() - asked_ms < 10000, `waited ${Date.now() - asked_ms} ms`);
    await afterwards();
    const mine = () => faults.callsFor(slug).slice(before);
    await until('the second attempt', () => mine().length >= 2, 45000);
    assert.equal(new Set(mine().map((call) => call.text)).size, 1);
    await until(
        'the spool to be empty',
        () => house.spooled('queue').length + house.spooled('flight').length === 0,
        10000,
    );
    assert.equal(mine().length, 2);
});

test('after all visits nothing typed is left in any file, log, argument or environment', () => {
    nothingIsInPlain('at the end', { treeToo: true });
    for (const program of [house.kiosk, house.courier])
        for (const name of ['cmdline', 'environ'])
            for (const word of SECRETS)
                assert.ok(
                    !readFileSync(`/proc/${program.pid}/${name}`).includes(word),
                    `${name}: ${word}`,
                );
    assert.ok(house.visits >= 8);
});
