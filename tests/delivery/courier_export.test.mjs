// SPDX-License-Identifier: EUPL-1.2
// `naast spool export`: saved, the machine wiped, put back by the very lines of docs/operations.md, and delivered.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../intake/receiver.mjs';
import { accept } from './fault_server.mjs';
import { until } from './house.mjs';
import { house, newHouse, noPlainText, other, provider, second, slug } from './town.mjs';

const page = readFileSync(join(root, 'docs/operations.md'), 'utf8');
const recipe = /^```\n(cd \/var\/lib\/naast (?:(?!^```)[^])*read -r (?:(?!^```)[^])*)^```$/m.exec(page)[1];

// Names, bytes and modes of all that waits.
const laid = (house) => ['queue', 'flight', 'hold'].flatMap((state) => house.files(state).map((name) => {
    const path = join(house.data, state, name);
    return [state, name, readFileSync(path, 'hex'), statSync(path).mode & 0o777];
}));

function putBack(saved) {
    const file = join(house.folder, 'export.jsonl');
    writeFileSync(file, saved);
    rmSync(house.data, { recursive: true });
    mkdirSync(house.data, { mode: 0o700 });
    const lines = recipe.replace('/var/lib/naast', house.data).replace(/<\S*export\.jsonl/, `<${file}`);
    const run = spawnSync('sh', ['-euc', lines], { encoding: 'utf8' });
    assert.deepEqual([run.status, run.stdout, run.stderr], [0, '', ''], lines);
}

test('an export beside a courier says that it may lack something', async () => {
    await newHouse('export-beside').start();
    provider.steps = [{ status: 400 }];
    const id = (await house.kiosk()).submit(slug);
    await until('it to be held', () => house.files('hold').includes(id));
    const beside = house.tool('spool', 'export');
    assert.equal(beside.status, 1);
    assert.match(beside.stderr, /a courier is at work in this folder/);
    assert.equal(JSON.parse(beside.stdout).id, id);
    await house.stop();
    const alone = house.tool('spool', 'export');
    assert.deepEqual([alone.status, alone.stderr, alone.stdout], [0, '', beside.stdout]);
});

test('what was exported can be put back and arrives, with its keys and not without', async () => {
    await newHouse('export').start();
    const kiosk = await house.kiosk();
    provider.steps = [{ status: 400 }];
    const held = kiosk.submit(slug);
    await until('it to be held', () => house.files('hold').includes(held));
    provider.steps = [{ status: 503, headers: { 'retry-after': '3600' } }];
    const queued = kiosk.submit(slug);
    await kiosk.hears(`waiting ${queued}`);
    second.steps = [{ effect: true, hang: true }];
    const flying = kiosk.submit(other);
    await until('it to be taken', () => second.effects(flying) === 1);
    await house.stop('SIGKILL');

    const { status, stdout } = house.tool('spool', 'export'), before = laid(house), keys = join(house.folder, 'saved-keys');
    assert.equal(status, 0);
    assert.deepEqual(before.map(([state, id]) => [state, id]), [['queue', queued], ['flight', flying], ['hold', held]]);
    cpSync(join(house.data, 'keys'), keys, { recursive: true });
    provider.steps = [accept];
    second.steps = [accept];

    putBack(stdout);
    assert.deepEqual(laid(house), before);
    await house.once();
    assert.deepEqual(house.files('hold').sort(), [held, queued, flying].sort(), 'without the keys all of it is held');

    putBack(stdout);
    cpSync(keys, join(house.data, 'keys'), { recursive: true });
    assert.equal(house.tool('spool', 'retry', held).status, 0);
    assert.equal(await house.once(), 0);
    for (const id of [held, queued]) assert.equal(provider.effects(id), 1);
    assert.equal(second.effects(flying), 1);
    assert.deepEqual(house.files('done').sort(), [held, queued, flying].sort());
    noPlainText();
});
