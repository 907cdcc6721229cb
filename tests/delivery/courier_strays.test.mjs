// SPDX-License-Identifier: EUPL-1.2
// naast-courier and requests that it lost sight of: no process to be had for an attempt, a file that it was not told of, a
// key that the disk does not give. Each is still delivered, and while it waits it is counted.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { newClock } from '../faults/fast_clock.mjs';
import { cannotTrace } from '../faults/strace.mjs';
import { accept } from './fault_server.mjs';
import { until } from './house.mjs';
import { house, logged, newHouse, provider, slug } from './town.mjs';

const runnerOf = ({ pid }) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0];

test('no process can be had for an attempt: it goes back to the queue and is tried again', { skip: cannotTrace }, async () => {
    await newHouse('no-process').start();
    provider.steps = [accept];
    const strace = spawn('strace', ['-qq', '-o', join(house.folder, 'strace'), '-e', 'trace=clone,clone3',
        '--inject=clone,clone3:error=EAGAIN:when=1', '-p', runnerOf(house.courier)], { stdio: ['ignore', 'ignore', 'pipe'] });
    const runner = runnerOf(house.courier), end = once(strace, 'exit');
    await until('strace to hold the runner', () => !/^TracerPid:\t0$/m.test(readFileSync(`/proc/${runner}/status`, 'utf8')));
    const kiosk = await house.kiosk(), id = kiosk.submit(slug);
    await kiosk.hears(`waiting ${id}`);
    await logged(/not sent, our own failure/);
    await kiosk.hears(`delivered ${id}`, 20000);
    assert.equal(provider.effects(id), 1);
    strace.kill();
    await end;
    await house.stop();
});

test('a request that nobody told it of is counted, found and delivered', async () => {
    await newHouse('stray').start();
    provider.steps = [{ status: 503 }];
    const before = await house.kiosk(), stray = before.submit(slug);
    await before.hears(`waiting ${stray}`);
    await house.stop();
    const path = join(house.data, 'queue', stray), aside = join(house.folder, 'aside');
    renameSync(path, aside);
    await house.start();
    provider.steps = [accept];
    copyFileSync(aside, path);       // written in place: no name comes into the folder that says "whole"
    rmSync(aside);
    const now = await house.kiosk(), other = now.submit(slug);
    await now.hears(`delivered ${other}`);
    await logged(/lay on the disk unnoticed; taken up again/);
    await until('the stray to arrive', () => provider.effects(stray) === 1);
    await until('nothing to wait', () => house.files('queue').length === 0);
    await house.stop();
});

test('a key that the disk does not give now: what waits under it stays in the queue, and goes when the key is there', async () => {
    await newHouse('no-key').start();
    provider.steps = [{ status: 503 }];
    const kiosk = await house.kiosk(), id = kiosk.submit(slug);
    await kiosk.hears(`waiting ${id}`);
    await house.stop();
    const folder = join(house.data, 'keys'), key = join(folder, readdirSync(folder).find((name) => name.endsWith('.wrapped')));
    renameSync(key, `${key}.aside`);
    mkdirSync(key);                 // it is there, and cannot be read
    await house.start();
    await logged(/a request cannot be read now: disk/);
    assert.deepEqual([house.files('queue'), house.files('hold')], [[id], []]);
    await house.stop();
    rmdirSync(key);
    renameSync(`${key}.aside`, key);
    provider.steps = [accept];
    assert.equal(await house.once(), 0);
    assert.equal(provider.effects(id), 1);
});

test('what was delivered and could not be taken off the disk is taken off later, and is not sent again', { skip: cannotTrace }, async () => {
    const clock = newClock(1);
    await newHouse('not-off').start({ env: clock.env });
    provider.steps = [accept];
    const kiosk = await house.kiosk();
    // The first rename marks it as on its way; the second would take it off.
    const strace = spawn('strace', ['-qq', '-o', join(house.folder, 'strace'), '-e', 'trace=rename,renameat,renameat2',
        '--inject=renameat:error=ENOSPC:when=2', '-p', `${house.courier.pid}`], { stdio: ['ignore', 'ignore', 'pipe'] });
    const end = once(strace, 'exit');
    await until('strace to hold the courier', () => !/^TracerPid:\t0$/m.test(readFileSync(`/proc/${house.courier.pid}/status`, 'utf8')));
    const id = kiosk.submit(slug);
    await kiosk.hears(`delivered ${id}`);
    await logged(/a delivered request could not be taken off the disk: full/);
    assert.deepEqual(house.files('flight'), [id]);
    strace.kill();
    await end;
    clock.set(1, 3700);
    kiosk.say('hello');
    await until('it to be taken off', () => house.files('done').join() === id);
    assert.deepEqual(house.files('flight'), []);
    assert.equal(provider.seen.length, 1);
    await house.stop();
});
