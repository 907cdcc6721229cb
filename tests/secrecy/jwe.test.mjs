// SPDX-License-Identifier: EUPL-1.2
// A request that only the provider can open: closed in the kiosk, carried by a courier that
// cannot read it, and opened by an implementation that is not ours; and the other way round.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as jose from 'jose';
import { complaints, example, isRequest } from '../intake/contract.mjs';
import { build, until } from '../intake/receiver.mjs';
import { House } from '../e2e/house.mjs';
import { wordsInMemory } from './memory.mjs';

const NAME = 'qzwaxive';
const PHONE = '0639271845';
const WORDS = ['zwaxive', '639271845'];
const PROVIDER = 'voorbeeld-mee';
const ALGORITHMS = ['RSA-OAEP-256', 'ECDH-ES+A256KW'];

const house = new House('jwe');
const calls = [];
let provider, keys;

// What the provider publishes from now on, and who has read it.
async function publish(alg) {
    keys = await jose.generateKeyPair(alg, { modulusLength: 3072, crv: 'P-256', extractable: true });
    writeFileSync(
        house.at('config', 'jwe', `${PROVIDER}.json`),
        JSON.stringify({ ...(await jose.exportJWK(keys.publicKey)), kid: 'toets-1', use: 'enc' }),
    );
    for (const program of [house.kiosk, house.courier]) if (program) await house.stop(program);
    await house.startCourier();
    await house.startKiosk();
    calls.length = 0;
}

// Keeps what it gets, refuses it once, and then answers as the contract says.
async function take(request, answer) {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString('utf8');
    calls.push({ body, type: request.headers['content-type'] });
    if (calls.length === 1) {
        answer.writeHead(503, { 'Retry-After': '1' }).end();
        return;
    }
    const opened = await jose.compactDecrypt(body, keys.privateKey);
    const { id, referentie } = JSON.parse(Buffer.from(opened.plaintext).toString());
    answer.writeHead(201, { 'Content-Type': 'application/json' });
    answer.end(JSON.stringify({ id, referentie, status: 'ontvangen' }));
}

before(async () => {
    provider = https.createServer(
        { cert: readFileSync(house.pems.certificate), key: readFileSync(house.pems.key) },
        take,
    );
    await new Promise((resolve) => provider.listen(0, '127.0.0.1', resolve));
    house.configure(() => `https://localhost:${provider.address().port}/v1`);
    mkdirSync(house.at('config', 'jwe'));
    const path = house.at('config', 'providers', `${PROVIDER}.json`);
    const settings = JSON.parse(readFileSync(path, 'utf8'));
    settings.endpoint.jwe_key = `jwe/${PROVIDER}.json`;
    writeFileSync(path, JSON.stringify(settings));
    await house.startScreen();
});
after(async () => {
    provider.closeAllConnections();
    provider.close();
    await house.close();
});

for (const alg of ALGORITHMS) {
    test(`from the keys of the screen to the provider nobody else can read it, closed with ${alg}`, async () => {
        await publish(alg);
        await house.fillIn({ provider: PROVIDER, name: NAME, phone: PHONE });
        await house.tap('review.send');
        await house.sees('kept', 15000);
        assert.deepEqual(wordsInMemory(house.courier.pid, WORDS), [], 'the courier cannot read it');
        await until('the second attempt', () => calls.length > 1, 20000);
        await house.sees('sent', 15000);

        assert.equal(calls[0].type, 'application/jose+json');
        assert.equal(calls[1].body, calls[0].body, 'closed once: every attempt is the same');
        for (const word of [NAME, PHONE, 'naam']) assert.ok(!calls[0].body.includes(word));
        const opened = await jose.compactDecrypt(calls[0].body, keys.privateKey);
        const { epk, ...header } = opened.protectedHeader;
        assert.deepEqual(header, { alg, enc: 'A256GCM', cty: 'json', kid: 'toets-1' });
        assert.equal(epk?.crv, alg === 'RSA-OAEP-256' ? undefined : 'P-256');
        const request = JSON.parse(Buffer.from(opened.plaintext).toString());
        assert.ok(isRequest(request), complaints(isRequest));
        assert.equal(request.contact.naam, 'Qzwaxive');
        assert.equal(house.reference(), request.referentie);
        await house.finish();
    });
}

async function receiverWith(privateKey) {
    const path = house.at('jwe.private.json');
    writeFileSync(path, JSON.stringify(privateKey), { mode: 0o600 });
    house.receiver.words = ['--jwe-key', path];
    await house.receiver.start();
}

for (const alg of ALGORITHMS) {
    test(`the receiver opens what another implementation closed with ${alg}`, async () => {
        const made = await jose.generateKeyPair(alg, { crv: 'P-256', extractable: true });
        const other = await jose.generateKeyPair(alg, { crv: 'P-256' });
        await receiverWith(await jose.exportJWK(made.privateKey));
        const close = (request, key) =>
            new jose.CompactEncrypt(new TextEncoder().encode(JSON.stringify(request)))
                .setProtectedHeader({ alg, enc: 'A256GCM' })
                .encrypt(key);
        const hand = (body, id) =>
            house.receiver.handIn(body, {
                'Content-Type': 'application/jose+json',
                'Idempotency-Key': `"${id}"`,
            });
        const request = { ...example(), id: randomUUID() };
        const closed = await close(request, made.publicKey);
        assert.equal((await hand(closed, request.id)).status, 201);
        // the same request closed anew is the same request
        assert.equal(
            (await hand(await close(request, made.publicKey), request.id)).status,
            200,
        );
        assert.deepEqual(
            house.receiver.requests().find((one) => one.id === request.id),
            request,
        );
        const wrong = { ...request, id: randomUUID() };
        assert.equal((await hand(await close(wrong, other.publicKey), wrong.id)).status, 400);
        const last = closed.slice(0, -2) + (closed.endsWith('AA') ? 'BB' : 'AA');
        assert.equal((await hand(last, request.id)).status, 400);
        await house.receiver.stop();
    });
}

test('a pair that naast makes works with another implementation', async () => {
    const folder = house.at('made');
    execFileSync(join(build, 'naast'), ['keys', 'jwe', folder]);
    assert.deepEqual(readdirSync(folder).sort(), ['jwe.json', 'jwe.private.json']);
    const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const [published, secret] = [read('jwe.json'), read('jwe.private.json')];
    assert.equal(published.d, undefined);
    const closed = await new jose.CompactEncrypt(new TextEncoder().encode('{}'))
        .setProtectedHeader({ alg: published.alg, enc: 'A256GCM' })
        .encrypt(await jose.importJWK(published));
    const opened = await jose.compactDecrypt(closed, await jose.importJWK(secret, published.alg));
    assert.equal(Buffer.from(opened.plaintext).toString(), '{}');
});

test('naast check refuses a secret key that was published, and says how to mend it', async () => {
    const path = house.at('config', 'jwe', `${PROVIDER}.json`);
    const published = readFileSync(path);
    writeFileSync(path, JSON.stringify(await jose.exportJWK(keys.privateKey)));
    const run = spawnSync(join(build, 'naast'), ['check', '--config', house.at('config')], {
        encoding: 'utf8',
    });
    writeFileSync(path, published);
    assert.equal(run.status, 1);
    assert.match(run.stdout, /voorbeeld-mee\.json:\d+: error V10: .*secret key.*Mend: remove it/);
});
