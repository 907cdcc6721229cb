// SPDX-License-Identifier: EUPL-1.2
// `naast demo --headless`: a whole visit by itself, and nothing left behind.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { complaints, isRequest } from '../intake/contract.mjs';
import { build, root, temporaryFolder, until } from '../intake/receiver.mjs';

const folder = temporaryFolder('demo');
const env = { ...process.env, TMPDIR: join(folder, 'tmp') };
mkdirSync(env.TMPDIR);
const naast = join(build, 'naast');
const words = (...more) => [
    'demo',
    '--config',
    join(root, 'config'),
    '--pictures',
    join(folder, 'pictures'),
    ...more,
];

for (const size of ['1920x1080', '1080x1920']) {
    test(`a visit at ${size} prints the valid request and takes pictures`, () => {
        const run = spawnSync(naast, words('--headless', '--size', size), {
            env,
            encoding: 'utf8',
            timeout: 90000,
        });
        assert.equal(run.status, 0, run.stdout + run.stderr);
        const request = JSON.parse(/^\{\n[^]*^\}\n/m.exec(run.stdout)[0]);
        assert.ok(isRequest(request), complaints(isRequest));
        const [, ...digits] = /Reference (\d{3}) (\d{3}) (\d{4})/.exec(run.stdout);
        assert.equal(digits.join(''), request.referentie);
        const pictures = readdirSync(join(folder, 'pictures'));
        for (const screen of ['rest', 'home', 'providers', 'review', 'sent', 'wiped'])
            assert.ok(
                pictures.some((name) => name.endsWith(`-${screen}.png`)),
                screen,
            );
        for (const name of pictures)
            assert.ok(statSync(join(folder, 'pictures', name)).size > 5000, name);
        assert.deepEqual(readdirSync(env.TMPDIR), [], 'the demo removes its folder');
    });
}

const childrenOf = (pid) =>
    readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
const named = (pids, name) =>
    pids.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(name));

// Starts the demo and gives its children once it says `said`.
async function startDemo(said, more, environment = env) {
    const demo = spawn(naast, words(...more), {
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
    });
    process.on('exit', () => demo.kill());
    let text = '';
    for (const stream of [demo.stdout, demo.stderr])
        stream.on('data', (part) => {
            text += part;
        });
    await until(`the demo to say '${said}'`, () => text.includes(said), 30000);
    return { demo, children: childrenOf(demo.pid), text: () => text };
}

function nothingIsLeft(children) {
    assert.deepEqual(readdirSync(env.TMPDIR), [], 'the demo removes its folder');
    for (const pid of children)
        assert.ok(!existsSync(`/proc/${pid}`), `program ${pid} still runs`);
}

test('stopped half-way it ends what it started and removes its folder', async () => {
    const { demo, children } = await startDemo('home', ['--headless']);
    assert.ok(children.length >= 4); // xdotool or import may be at work too
    demo.kill('SIGINT');
    await once(demo, 'exit');
    assert.notEqual(demo.exitCode, 0);
    nothingIsLeft(children);
});

test('with a display it stays open until Ctrl-C; a program that fails is told', async () => {
    const screen = spawn(
        'Xvfb',
        ['-displayfd', '1', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'],
        { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    let number = '';
    screen.stdout.on('data', (part) => {
        number += part;
    });
    await until('Xvfb to name its display', () => number.endsWith('\n'));
    const display = {
        ...env,
        DISPLAY: `:${number.trim()}`,
        SDL_VIDEODRIVER: 'x11',
        WAYLAND_DISPLAY: '',
    };
    try {
        const first = await startDemo('The kiosk is open', ['--size', '1280x720'], display);
        assert.equal(first.children.length, 3);
        first.demo.kill('SIGINT');
        await once(first.demo, 'exit');
        assert.equal(first.demo.exitCode, 0, first.text());
        nothingIsLeft(first.children);

        const second = await startDemo('The kiosk is open', ['--size', '1280x720'], display);
        process.kill(named(second.children, 'naast-kiosk'), 'SIGKILL');
        await once(second.demo, 'exit');
        assert.equal(second.demo.exitCode, 1);
        assert.match(second.text(), /a program has failed/);
        nothingIsLeft(second.children);
    } finally {
        screen.kill();
        await once(screen, 'exit');
    }
});

test('wrong use ends in 2, a broken configuration in 1 with a sentence', () => {
    assert.equal(spawnSync(naast, ['demo', '--size', 'large']).status, 2);
    assert.equal(spawnSync(naast, ['demo', 'more']).status, 2);
    const run = spawnSync(naast, ['demo', '--headless', '--config', join(folder, 'nowhere')], {
        env,
        encoding: 'utf8',
    });
    assert.equal(run.status, 1);
    assert.match(run.stderr, /configuration cannot be used/);
    assert.deepEqual(readdirSync(env.TMPDIR), []);
});
