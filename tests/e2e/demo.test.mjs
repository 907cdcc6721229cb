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
const words = (...more) => ['demo', '--config', join(root, 'config'), '--pictures', join(folder, 'pictures'), ...more];

for (const size of ['1920x1080', '1080x1920']) {
    test(`a visit at ${size}: the request is printed, valid, with the reference of the screen, and there are pictures`, () => {
        const run = spawnSync(naast, words('--headless', '--size', size), { env, encoding: 'utf8', timeout: 90000 });
        assert.equal(run.status, 0, run.stdout + run.stderr);
        const request = JSON.parse(/^\{\n[^]*^\}\n/m.exec(run.stdout)[0]);
        assert.ok(isRequest(request), complaints(isRequest));
        const [, ...digits] = /Reference (\d{3}) (\d{3}) (\d{4})/.exec(run.stdout);
        assert.equal(digits.join(''), request.referentie);
        const pictures = readdirSync(join(folder, 'pictures'));
        for (const screen of ['rest', 'home', 'providers', 'review', 'sent', 'wiped'])
            assert.ok(pictures.some((name) => name.endsWith(`-${screen}.png`)), screen);
        for (const name of pictures) assert.ok(statSync(join(folder, 'pictures', name)).size > 5000, name);
        assert.deepEqual(readdirSync(env.TMPDIR), [], 'the demo removes its folder');
    });
}

test('stopped half-way it ends what it started and removes its folder', async () => {
    const demo = spawn(naast, words('--headless'), { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    demo.stdout.on('data', (text) => { said += text; });
    await until('the visit to begin', () => said.includes('home'), 30000);
    const children = readFileSync(`/proc/${demo.pid}/task/${demo.pid}/children`, 'utf8').trim().split(' ');
    assert.ok(children.length >= 4);
    demo.kill('SIGINT');
    await once(demo, 'exit');
    assert.notEqual(demo.exitCode, 0);
    assert.deepEqual(readdirSync(env.TMPDIR), []);
    for (const pid of children) assert.ok(!existsSync(`/proc/${pid}`), `program ${pid} still runs`);
});

test('wrong use ends in 2, a broken configuration in 1 with a sentence', () => {
    assert.equal(spawnSync(naast, ['demo', '--size', 'large']).status, 2);
    assert.equal(spawnSync(naast, ['demo', 'more']).status, 2);
    const run = spawnSync(naast, ['demo', '--headless', '--config', join(folder, 'nowhere')], { env, encoding: 'utf8' });
    assert.equal(run.status, 1);
    assert.match(run.stderr, /configuration cannot be used/);
    assert.deepEqual(readdirSync(env.TMPDIR), []);
});
