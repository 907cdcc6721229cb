// SPDX-License-Identifier: EUPL-1.2
// A visitor's name, phone number and e-mail address, typed in a real window: a second after the
// visit they are nowhere on this machine but with the provider.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { House } from '../e2e/house.mjs';
import {
    LIMITS_OF_COURIER,
    LIMITS_OF_KIOSK,
    limitsOf,
    wordsInMemory,
    wordsInProc,
} from './memory.mjs';

// Letters without a double one, so that typing takes no pauses; and in no word of ours.
const NAME = 'qzwaxive';
const PHONE = '0639271845';
const EMAIL = 'wvkzqx@mail.example';
const WORDS = ['zwaxive', '639271845', '6 39 27 18 45', 'wvkzqx'];
const PROVIDER = 'voorbeeld-mee';
const LEAK = process.env.NAAST_LEAK; // keeps what the kiosk zeroes

const house = new House('canary');
before(async () => {
    await house.receiver.start();
    house.configure(() => `https://localhost:${house.receiver.port}/v1`);
    await house.startScreen();
    await house.startCourier();
});
after(() => house.close());

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const typeName = () => house.typeName({ provider: PROVIDER, name: NAME, channel: 'email' });

// All answers, private ones too, aloud.
async function hear() {
    await house.tap('tool.read'); // it speaks
    await house.tap('tool.read'); // how it speaks
    await house.tap('voice.private');
    await house.tap('voice.again');
    await wait(1500);
    if (house.tree().screen !== 'review') await house.tap('nav.back');
    await house.sees('review');
}

const childrenOf = (pid) =>
    readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);

function nothingIsLeft() {
    const [runner] = childrenOf(house.courier.pid);
    for (const [name, pid, children] of [
        ['kiosk', house.kiosk.pid, []],
        ['courier', house.courier.pid, [runner]],
        ['runner', runner, []],
    ]) {
        assert.deepEqual(wordsInMemory(pid, WORDS), [], `memory of the ${name}`);
        assert.deepEqual(wordsInProc(pid, WORDS), [], `/proc of the ${name}`);
        assert.deepEqual(childrenOf(pid), children, `the ${name} left a process`);
        const limits = name === 'kiosk' ? LIMITS_OF_KIOSK : LIMITS_OF_COURIER;
        assert.deepEqual(limitsOf(pid, limits), limits, `limits of the ${name}`);
    }
    assert.deepEqual(house.filesWith(WORDS.map((word) => Buffer.from(word))), [], 'files');
    for (const word of WORDS) assert.ok(!house.log.includes(word), `a log says ${word}`);
    assert.deepEqual(
        readdirSync('.').filter((name) => name.startsWith('core')),
        [],
    );
}

test('a second after the visit nothing typed is in kiosk, courier, files or logs', async () => {
    await house.startKiosk({ SDL_AUDIODRIVER: 'dummy' });
    await house.fillIn({ provider: PROVIDER, name: NAME, phone: PHONE });
    const typed = wordsInMemory(house.kiosk.pid, WORDS.slice(0, 1));
    assert.ok(typed.length > 0, 'the search must see what is there before the wipe');
    await hear();
    await house.tap('review.send');
    await house.sees('sent', 15000);
    await house.tap('outcome.finish');
    await house.sees('wiped');
    await wait(1000);
    nothingIsLeft();
    await house.tap('wiped.again');
});

test('nor after a visit that is broken off; and until then only in locked memory', async () => {
    await typeName();
    const [first] = WORDS;
    assert.ok(wordsInMemory(house.kiosk.pid, [first]).length > 0);
    assert.deepEqual(wordsInMemory(house.kiosk.pid, [first], { isOpen: true }), []);
    await house.next('email');
    await house.type('key.', EMAIL, 'email.field');
    await house.walkAway();
    await house.sees('wiped');
    await wait(1000);
    nothingIsLeft();
    await house.stop(house.kiosk);
});

test('a planted leak: the kiosk sees it itself, never says "wiped", and starts over', async () => {
    await house.startKiosk({ LD_PRELOAD: LEAK });
    await typeName();
    await house.walkAway();
    await Promise.race([once(house.kiosk, 'exit'), wait(5000)]);
    assert.equal(house.kiosk.exitCode, 75);
    assert.notEqual(JSON.parse(readFileSync(house.at('tree.json'), 'utf8')).screen, 'wiped');
    assert.match(house.log, /after a visit \d+ pieces of what was typed were still in memory/);
    for (const word of WORDS) assert.ok(!house.log.includes(word));
});

test('its own user cannot look into the kiosk', { skip: process.getuid() !== 0 }, async () => {
    await house.stop(house.kiosk);
    execFileSync('chown', ['-R', '65534:65534', house.folder]);
    await house.startKiosk({}, [], ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']);
    // The kernel gives such a process's files to root.
    assert.equal(statSync(`/proc/${house.kiosk.pid}/environ`).uid, 0);
});
