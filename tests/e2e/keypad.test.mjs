// SPDX-License-Identifier: EUPL-1.2
// Real keys of an EZ keypad in a real window: walking, typing in rows, practising, a keypad that
// is pulled out and put back, and the installer's bank card.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, until } from '../intake/receiver.mjs';
import { House } from './house.mjs';

// Keycodes of X11: those of Linux (F17 to F24 are 187 to 194) and 8.
const EZ = { help: 195, up: 196, down: 197, choose: 198, back: 199, next: 200 };
const ROWS = { back: 201, on: 202 };
const DEAF_MS = 700; // the same acting key twice is a trembling hand until then
const CARD_MM = 85.6;

const house = new House('keypad');
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const focused = () => house.tree().nodes.find((node) => node.focused)?.id;

async function key(code) {
    house.xdotool('key', `${code}`);
    await pause(80);
}

const comesTo = (id) => until(`the focus to be on ${id}`, () => focused() === id, 2000);

async function focusOn(id, code = EZ.down) {
    for (let presses = 0; presses < 60; presses++) {
        const at = focused();
        if (at === id) return;
        await key(code);
        // A busy kiosk takes it later, and the free press at the end moves nothing.
        await until('the focus to move', () => focused() !== at, 600).catch(() => {});
    }
    assert.fail(`the keypad does not come to ${id}, but to ${focused()}`);
}

async function choose(id, code) {
    await focusOn(id, code);
    await pause(DEAF_MS);
    await key(EZ.choose);
}

before(async () => {
    house.configure(() => 'https://localhost:1/v1');
    const file = house.at('config', 'kiosk.json');
    const settings = { ...JSON.parse(readFileSync(file, 'utf8')), key_profile: 'ez' };
    writeFileSync(file, JSON.stringify(settings));
    await house.startScreen();
    await house.startCourier('data-0');
    await house.startKiosk({ SDL_AUDIODRIVER: 'dummy' });
});
after(() => house.close());

test('the first key brings the voice, and up and down walk with one free press at the end', async () => {
    await key(EZ.down);
    await house.sees('home');
    await focusOn('tool.stop');
    await key(EZ.down);
    await comesTo('tool.stop');
    await key(EZ.down);
    await comesTo('home.ask');
});

test('a held key counts once', async () => {
    await focusOn('home.ask');
    house.xdotool('keydown', `${EZ.down}`);
    await pause(1200); // X11 repeats it some fifteen times
    house.xdotool('keyup', `${EZ.down}`);
    await pause(100);
    assert.equal(focused(), 'home.explain');
});

test('help lets every key say what it does, and help again leaves', async () => {
    const before = house.tree();
    await key(EZ.help);
    await house.sees('practice');
    for (const code of [EZ.back, EZ.next, EZ.down, ROWS.on]) {
        const said = house.node('lead').name;
        await key(code);
        await until('another explanation', () => house.node('lead').name !== said, 2000);
        assert.equal(house.tree().screen, 'practice');
    }
    await pause(DEAF_MS);
    await key(EZ.help);
    await house.sees(before.screen);
});

test('letters are typed in rows, in the order of the alphabet', async () => {
    for (const [id, screen] of [
        ['home.ask', 'topics'],
        ['nav.skip', 'for-whom'],
        ['for-whom.me', 'for-whom'],
    ]) {
        await choose(id);
        await house.sees(screen);
    }
    await pause(DEAF_MS);
    await key(EZ.next);
    await house.sees('wlz');
    await choose('wlz.no');
    await pause(DEAF_MS);
    await key(EZ.next);
    await house.sees('providers');
    await focusOn('nav.back', EZ.up);
    const provider = house.tree().nodes.find((node) => /^provider\..*\.choose$/.test(node.id));
    await choose(provider.id);
    await house.sees('channel');
    await choose('channel.telefoon');
    await pause(DEAF_MS);
    await key(EZ.next);
    await house.sees('name');
    await key(EZ.down);
    await comesTo('keys.1.stop.1');
    const a = house.node('key.a').rect,
        b = house.node('key.b').rect;
    assert.ok(a[0] < b[0] && a[1] === b[1]); // A stands before B now
    await choose('keys.1.stop.1');
    await choose('key.b');
    await comesTo('keys.1.stop.1');
    await key(ROWS.on);
    await comesTo('keys.2.stop.1');
    await pause(DEAF_MS);
    await key(EZ.choose);
    await choose('key.o');
    await until('"Bo" in the field', () => [...house.node('name.field').value].length === 2);
});

// The X server does for a pulled plug what it does here: the device leaves its master, held
// keys come up, and clients are told of a new keyboard.
test('a keypad that is pulled out while a key is down, and put back, changes nothing', async () => {
    const xinput = (...words) =>
        execFileSync('xinput', words, {
            env: { ...process.env, DISPLAY: house.display },
            encoding: 'utf8',
        });
    const device = xinput('list')
        .split('\n')
        .find((line) => /Xvfb keyboard/.test(line))
        .match(/id=(\d+)/)[1];
    const at = focused(),
        typed = house.node('name.field').value;
    house.xdotool('keydown', `${EZ.up}`);
    await until('the key to act', () => focused() !== at, 2000);
    const held = focused();
    xinput('float', device);
    xinput('create-master', 'another keypad');
    await pause(300);
    assert.equal(focused(), held);
    xinput('remove-master', 'another keypad keyboard');
    xinput('reattach', device, 'Virtual core keyboard');
    house.xdotool('keyup', `${EZ.up}`);
    await pause(300);
    assert.ok(house.kiosk.runs());
    assert.equal(focused(), held);
    assert.equal(house.node('name.field').value, typed);
    await key(EZ.down);
    await comesTo(at);
});

test('a bank card measures the screen, and stdout says what to write in kiosk.json', async () => {
    await house.stop(house.kiosk);
    house.kiosk = house.start(
        'naast-kiosk',
        [
            join(build, 'naast-kiosk'),
            '--calibrate',
            '--config',
            house.at('config'),
            '--assets',
            join(build, 'assets'),
            '--demo',
            '--tree',
            house.at('card.json'),
        ],
        { DISPLAY: house.display, SDL_VIDEODRIVER: 'x11', WAYLAND_DISPLAY: '' },
    );
    const tree = () => JSON.parse(readFileSync(house.at('card.json'), 'utf8'));
    const card = () => tree().nodes.find((node) => node.id === 'calibrate.card')?.rect;
    const first = await until('the card on the screen', () => {
        try {
            return card();
        } catch {
            return null;
        }
    });
    assert.ok(Math.abs(first[2] / first[3] - CARD_MM / 53.98) < 0.01);
    await key(ROWS.on);
    await key(EZ.up);
    const larger = tree().nodes.find((node) => node.id === 'calibrate.larger').rect;
    house.xdotool('mousemove', `${larger[0] + 20}`, `${larger[1] + 20}`, 'click', '1');
    await until('a card of 12 pixels more', () => card()[2] === first[2] + 12, 2000);
    await key(EZ.choose);
    await until('the lines on stdout', () => house.kiosk.said.split('\n').length === 3, 2000);
    const mm = JSON.parse(`{${house.kiosk.said.trim().replace(/,$/, '')}}`);
    const px_per_mm = (first[2] + 12) / CARD_MM;
    assert.ok(Math.abs(mm.panel_width_mm - 1920 / px_per_mm) < 0.06);
    assert.ok(Math.abs(mm.panel_height_mm - 1080 / px_per_mm) < 0.06);
    assert.match(JSON.stringify(tree()), /panel_width_mm/);
    await pause(100);
    await key(EZ.choose);
    await until('the end', () => house.kiosk.exitCode === 0, 10000);
});
