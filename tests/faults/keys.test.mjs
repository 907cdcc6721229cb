// SPDX-License-Identifier: EUPL-1.2
// Rows 37 and 63: keys that change while requests wait, the provider's and our own. And row 45:
// a machine that could write them to its disk.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { join } from 'node:path';
import { test } from 'node:test';
import * as jose from 'jose';
import { receipt } from '../delivery/fault_server.mjs';
import { until } from '../delivery/house.mjs';
import { example } from '../intake/contract.mjs';
import { arrives, certificates, newHouse, newProvider, otherSwap, slug, stateOf, tryOnce, waiting } from './rows.mjs';

const newPair = () => jose.generateKeyPair('ECDH-ES+A256KW', { crv: 'P-256', extractable: true });

const close = (id, pair) => new jose.CompactEncrypt(new TextEncoder().encode(JSON.stringify({ ...example(), id })))
    .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', cty: 'json' }).encrypt(pair.publicKey);

// A provider that opens with the keys it has at that moment, and refuses what it cannot open as the contract says.
async function closedProvider() {
    const provider = { keys: [], seen: [], effects: new Map() };
    provider.server = https.createServer(certificates().tls, async (request, answer) => {
        const parts = [];
        for await (const part of request) parts.push(part);
        const body = Buffer.concat(parts).toString('utf8');
        let opened = null;
        for (const { privateKey } of provider.keys) opened ??= await jose.compactDecrypt(body, privateKey).catch(() => null);
        provider.seen.push({ body, type: request.headers['content-type'], isOpen: Boolean(opened) });
        if (!opened) return answer.writeHead(400, { 'content-type': 'application/problem+json' }).end('{"title":"niet te openen"}');
        const { id } = JSON.parse(Buffer.from(opened.plaintext).toString());
        provider.effects.set(id, (provider.effects.get(id) ?? 0) + 1);
        answer.writeHead(201, { 'content-type': 'application/json' }).end(receipt(id));
    });
    provider.server.listen(0, '127.0.0.1');
    await once(provider.server, 'listening');
    provider.server.unref();
    provider.url = `https://localhost:${provider.server.address().port}/v1`;
    return provider;
}

async function publish(house, pair) {
    mkdirSync(join(house.config, 'jwe'), { recursive: true });
    writeFileSync(join(house.config, 'jwe', 'provider.json'), JSON.stringify({ ...(await jose.exportJWK(pair.publicKey)), kid: 'toets', use: 'enc' }));
}

const routeTo = (house, url) => house.endpoint(slug, { adapter: 'oco-v1', base_url: url, token_file: `${slug}.token`, ca_file: certificates().ca,
                                                       strict: true, dedupe: true, send_topics: true, jwe_key: 'jwe/provider.json' });

test('row 37: the provider changes its key while a request waits: it goes as it was made, is held when refused, and the next goes on', async () => {
    const before = await newPair(), now = await newPair(), provider = await closedProvider();
    const house = newHouse('jwe-key', provider.url), old = randomUUID(), next = randomUUID();
    await publish(house, before);
    routeTo(house, 'https://localhost:1/v1');
    await house.start();
    let kiosk = await house.kiosk();
    const made = await close(old, before);
    kiosk.submitClosed(slug, old, made);
    await kiosk.hears(`waiting ${old}`);
    await house.stop();

    provider.keys = [now];
    await publish(house, now);
    routeTo(house, provider.url);
    await house.start();
    await until('the old one to be held', () => stateOf(house, old) === 'hold');
    kiosk = await house.kiosk();
    kiosk.submitClosed(slug, next, await close(next, now));
    await kiosk.hears(`delivered ${next}`);
    assert.match(house.log, new RegExp('held for the operator: refused, status 400'));
    assert.equal(provider.effects.get(old), undefined);

    // The provider still has the old key in a drawer.
    provider.keys = [now, before];
    assert.equal(house.tool('spool', 'retry', old).status, 0);
    await until('it to arrive', () => stateOf(house, old) === 'done');
    await house.stop();
    assert.deepEqual([...provider.effects], [[next, 1], [old, 1]]);
    const sent = provider.seen.filter(({ body }) => body === made);
    assert.deepEqual(sent.map(({ isOpen, type }) => [isOpen, type]), [[false, 'application/jose+json'], [true, 'application/jose+json']]);
    assert.equal(provider.seen.length, 3, 'another body was sent');
});

// [what became of the key, how, what the courier says of it, whether one is lost when it is back]
const losses = [
    ['is gone', (path) => renameSync(path, `${path}.before`), /fault: key .* cannot be opened: a new one is in use/, 0],
    ['is another one', (path, house) => { renameSync(path, `${path}.before`); rmSync(join(house.keys, 'courier.pub')); house.newKey(); },
        /fault: some weekly keys in .* do not open with /, 1],
    ['cannot be read any more', (path) => { renameSync(path, `${path}.before`); writeFileSync(path, 'what a TPM makes of it\n', { mode: 0o600 }); },
        /fault: key .* cannot be opened: a new one is in use/, 0],
];

for (const [what, lose, says, isLostAfter] of losses)
    test(`row 63: the courier's key ${what}: what waits is held, what is new is delivered, and with the old key all arrives`, async () => {
        const provider = await newProvider(), { house, id } = await waiting('lost-key', provider.url);
        const path = join(house.keys, 'courier.key');
        lose(path, house);
        await house.start();
        await until('the old one to be held', () => stateOf(house, id) === 'hold');
        assert.match(house.log, /held for the operator/);
        assert.match(readFileSync(house.metrics, 'utf8'), /^naast_key_lost 1$/m);
        assert.match(house.log, says);
        const kiosk = await house.kiosk(), next = kiosk.submit(slug);
        await kiosk.hears(`delivered ${next}`);
        assert.equal(provider.effects(next), 1);
        assert.equal(provider.effects(id), 0);
        await house.stop();

        // The board is back in its machine.
        rmSync(path, { force: true });
        renameSync(`${path}.before`, path);
        assert.equal(house.tool('spool', 'retry', id).status, 0);
        assert.equal((await tryOnce(house)).status, 0);
        await arrives(house, provider, id);
        assert.equal(provider.effects(next), 1);
        rmSync(house.metrics);
        await house.start();
        await until(`naast_key_lost ${isLostAfter}`, () => existsSync(house.metrics)
            && readFileSync(house.metrics, 'utf8').includes(`\nnaast_key_lost ${isLostAfter}\n`));
        await house.stop();
        await provider.stop();
    });

// As the unit has it (ProcSubset=pid); where no mounts of our own can be made, with all of /proc.
const ownMounts = ['unshare', '--mount', '--propagation', 'private'];
const hidden = [...ownMounts, '--', 'sh', '-c', 'mount -t proc -o subset=pid proc /proc && exec "$@"', 'sh'];
const prefix = spawnSync(hidden[0], [...hidden.slice(1), 'true']).status === 0 ? hidden : [];

// [what the kernel says of swap, whether the health file says that this machine has it]
const swaps = [['0', 0], ['8589934592', 1], ['fails', 1]];

test('row 45: the health file says that this machine swaps', async () => {
    const house = newHouse('swap', 'https://localhost:1/v1');
    for (const [says, has] of swaps) {
        await house.start({ prefix, env: { LD_PRELOAD: otherSwap, OTHER_SWAP: says } });
        await until(`naast_swap ${has}`, () => existsSync(house.metrics) && readFileSync(house.metrics, 'utf8').includes(`\nnaast_swap ${has}\n`));
        await house.stop();
        rmSync(house.metrics);
    }
});
