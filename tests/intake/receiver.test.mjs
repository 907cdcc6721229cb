// SPDX-License-Identifier: EUPL-1.2
// What the receiver promises besides the contract's values: statuses, headers, TLS, and that
// nothing gets lost.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { randomUUID } from 'node:crypto';
import tls from 'node:tls';
import { contract, example, isProblem } from './contract.mjs';
import { Receiver, build, makeCertificates, temporaryFolder } from './receiver.mjs';

const folder = temporaryFolder('receiver');
const pems = makeCertificates(folder);
const receiver = new Receiver(folder, pems);
const fresh = () => ({ ...example(), id: randomUUID() });
before(() => receiver.start());
after(() => receiver.stop());

test('the same key is the same request: 201, then 200, and one line in the store', async () => {
    const request = fresh();
    const first = await receiver.handIn(request);
    assert.equal(first.status, 201);
    assert.equal(first.headers.location, `/v1/contactverzoeken/${request.id}`);
    const again = await receiver.handIn(request);
    assert.equal(again.status, 200);
    assert.deepEqual(again.body, first.body);
    assert.equal(receiver.requests().filter((one) => one.id === request.id).length, 1);
});

test('twelve at once with one key are one request', async () => {
    const request = fresh();
    const answers = await Promise.all(
        Array.from({ length: 12 }, () => receiver.handIn(request)),
    );
    assert.equal(answers.filter((answer) => answer.status === 201).length, 1);
    assert.equal(answers.filter((answer) => answer.status === 200).length, 11);
    assert.equal(receiver.requests().filter((one) => one.id === request.id).length, 1);
});

test('each refusal has its status, as a problem the contract knows', async () => {
    const request = fresh();
    const documented = contract.paths['/contactverzoeken'].post.responses;
    const rows = [
        [401, () => receiver.handIn(request, { Authorization: undefined })],
        [
            401,
            () => receiver.handIn(request, { Authorization: 'Bearer wrong-token-wrong-token' }),
        ],
        [400, () => receiver.handIn(request, { 'Idempotency-Key': undefined })],
        [400, () => receiver.handIn(request, { 'Idempotency-Key': request.id })],
        [400, () => receiver.handIn(request, { 'Idempotency-Key': `"${randomUUID()}"` })],
        [406, () => receiver.handIn(request, { Accept: 'text/html' })],
        [415, () => receiver.handIn(request, { 'Content-Type': 'application/jose+json' })],
        [415, () => receiver.handIn(request, { 'Content-Type': undefined })],
        [413, () => receiver.handIn({ ...request, filler: 'x'.repeat(16 * 1024) })],
        [400, () => receiver.handIn('{"id":')],
        [400, () => receiver.handIn('')],
        [400, () => receiver.handIn('{"id":1,"id":2}')],
        [400, () => receiver.handIn('[]')],
    ];
    for (const [status, call] of rows) {
        const answer = await call();
        assert.equal(answer.status, status, answer.text);
        assert.equal(answer.headers['content-type'], 'application/problem+json');
        assert.ok(isProblem(answer.body), answer.text);
        assert.equal(answer.body.status, status);
        assert.ok(documented[status], `${status} is not in the contract`);
        if (status === 401) assert.equal(answer.headers['www-authenticate'], 'Bearer');
    }
    assert.equal(receiver.requests().filter((one) => one.id === request.id).length, 0);
});

test('one key for two requests is refused', async () => {
    const request = fresh();
    assert.equal((await receiver.handIn(request)).status, 201);
    assert.equal((await receiver.handIn({ ...request, onderwerpen: ['zorg'] })).status, 422);
});

test('an endless body is cut off, and the receiver goes on', async () => {
    await assert.rejects(receiver.handIn({ ...fresh(), filler: 'x'.repeat(4 * 1024 * 1024) }));
    assert.equal((await receiver.handIn(fresh())).status, 201);
});

test('wrong paths and methods are told what would be right', async () => {
    for (const path of [
        '/v1',
        '/v1/',
        '/v1/contactverzoeken/',
        '/v2/contactverzoeken',
        '/../etc/passwd',
    ])
        assert.equal((await receiver.call('GET', path)).status, 404, path);
    const wrongMethod = await receiver.call('GET', '/v1/contactverzoeken');
    assert.equal(wrongMethod.status, 405);
    assert.equal(wrongMethod.headers.allow, 'POST');
    assert.equal(
        (await receiver.call('POST', '/v1/openapi.json', { body: '{}' })).headers.allow,
        'GET, HEAD',
    );
    const head = await receiver.call('HEAD', '/v1/openapi.json');
    assert.equal(head.status, 200);
    assert.equal(head.text, '');
});

test('every answer carries the version and the security headers', async () => {
    for (const answer of [
        await receiver.handIn(fresh()),
        await receiver.call('GET', '/nowhere'),
        await receiver.call('GET', '/'),
    ]) {
        assert.match(answer.headers['api-version'], /^\d+\.\d+\.\d+$/);
        assert.equal(answer.headers['cache-control'], 'no-store');
        assert.equal(answer.headers['x-content-type-options'], 'nosniff');
        assert.match(answer.headers['strict-transport-security'], /max-age=\d+/);
        assert.match(answer.headers['content-security-policy'], /frame-ancestors 'none'/);
    }
});

test('a withdrawn request is gone from the disk', async () => {
    const request = fresh();
    request.contact.naam = 'Wie Intrekt';
    await receiver.handIn(request);
    const path = `/v1/contactverzoeken/${request.id}`;
    assert.equal((await receiver.call('DELETE', path)).status, 401);
    const answer = await receiver.call('DELETE', path, {
        headers: { Authorization: `Bearer ${pems.token}` },
    });
    assert.equal(answer.status, 204);
    assert.ok(
        !readFileSync(join(receiver.store, 'requests.jsonl'), 'utf8').includes('Wie Intrekt'),
    );
});

test('killed right after 201: the request is still there, and half a line is not', async () => {
    const request = fresh();
    assert.equal((await receiver.handIn(request)).status, 201);
    await receiver.stop('SIGKILL');
    appendFileSync(join(receiver.store, 'requests.jsonl'), '{"ontvangenOp":"2026-');
    await receiver.start();
    assert.equal((await receiver.handIn(request)).status, 200);
    assert.equal((await receiver.handIn(fresh())).status, 201);
    assert.equal(receiver.requests().filter((one) => one.id === request.id).length, 1);
});

const handshake = (options) =>
    new Promise((resolve) => {
        const socket = tls.connect(
            { host: 'localhost', port: receiver.port, ca: readFileSync(pems.ca), ...options },
            () => {
                resolve(socket.getProtocol());
                socket.destroy();
            },
        );
        socket.on('error', (error) => resolve(`refused: ${error.code ?? error.message}`));
    });

test('TLS 1.2 and 1.3 are spoken, 1.1 and plain http are not', async () => {
    assert.equal(await handshake({ maxVersion: 'TLSv1.2' }), 'TLSv1.2');
    assert.equal(await handshake({}), 'TLSv1.3');
    assert.match(
        await handshake({
            minVersion: 'TLSv1',
            maxVersion: 'TLSv1.1',
            ciphers: 'DEFAULT@SECLEVEL=0',
        }),
        /^refused: .*(ALERT|RESET)/,
    );
    await assert.rejects(
        new Promise((resolve, reject) =>
            http
                .get({ host: '127.0.0.1', port: receiver.port, path: '/' }, resolve)
                .on('error', reject),
        ),
    );
});

test('someone at the provider logs in, sees who waits, and presses "Gebeld"', async () => {
    const request = fresh();
    request.contact.naam = 'Jamila <b>';
    await receiver.handIn(request);
    const form = (fields) => ({
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
    });
    const refused = await receiver.call('POST', '/inloggen', form({ sleutel: 'raden' }));
    assert.equal(refused.status, 401);
    assert.equal(refused.headers['set-cookie'], undefined);

    const login = await receiver.call('POST', '/inloggen', form({ sleutel: pems.token }));
    assert.equal(login.status, 303);
    assert.match(
        login.headers['set-cookie'][0],
        /^__Host-sessie=[0-9a-f]{32};.*Secure; HttpOnly; SameSite=Strict$/,
    );
    const Cookie = login.headers['set-cookie'][0].split(';')[0];
    const page = async (cookie = Cookie) =>
        (await receiver.call('GET', '/', { headers: { Cookie: cookie } })).text;
    assert.match(await page(), /Jamila &lt;b&gt;[\s\S]*action="\/gebeld"/);
    assert.doesNotMatch(await page('__Host-sessie=' + '0'.repeat(32)), /Jamila/);

    const press = form({ id: request.id });
    const foreign = await receiver.call('POST', '/gebeld', {
        ...press,
        headers: { ...press.headers, Cookie, 'Sec-Fetch-Site': 'cross-site' },
    });
    assert.equal(foreign.status, 400);
    const own = await receiver.call('POST', '/gebeld', {
        ...press,
        headers: { ...press.headers, Cookie, 'Sec-Fetch-Site': 'same-origin' },
    });
    assert.equal(own.status, 303);
    assert.match(
        await page(),
        /<h2>Gebeld<\/h2>[\s\S]*Jamila &lt;b&gt;[\s\S]*action="\/weer-open"/,
    );
});

const program = join(build, 'naast-intake');

test('--help and --version answer on stdout, wrong use ends in 2', () => {
    assert.match(execFileSync(program, ['--help'], { encoding: 'utf8' }), /--token-file/);
    assert.match(
        execFileSync(program, ['--version'], { encoding: 'utf8' }),
        /^naast-intake \d+\.\d+\.\d+\n$/,
    );
    assert.equal(spawnSync(program, []).status, 2);
    assert.equal(spawnSync(program, ['--nonsense']).status, 2);
});

test('a token file others can read, or one too short, is refused with the reason', () => {
    const words = (file) => [
        '--listen',
        '127.0.0.1:0',
        '--cert',
        pems.certificate,
        '--key',
        pems.key,
        '--store',
        join(folder, 'other'),
        '--token-file',
        file,
    ];
    const open = join(folder, 'open-token');
    writeFileSync(open, pems.token);
    chmodSync(open, 0o644);
    const short = join(folder, 'short-token');
    writeFileSync(short, 'kort', { mode: 0o600 });
    for (const file of [open, short, join(folder, 'no-token')]) {
        const run = spawnSync(program, words(file), { encoding: 'utf8' });
        assert.equal(run.status, 1);
        assert.match(run.stderr, /cannot use the token in/);
    }
});

test('two receivers do not share a port; one that was killed gives it back at once', async () => {
    const first = new Receiver(folder, pems, join(folder, 'first-store'));
    const second = new Receiver(folder, pems, join(folder, 'second-store'));
    await first.start();
    await assert.rejects(second.start(first.port), /cannot serve at .*: another program listens/);
    assert.equal(second.program.exitCode, 1);
    assert.equal((await first.call('GET', '/')).status, 200);
    await first.stop('SIGKILL');
    await second.start(first.port);
    assert.equal((await second.call('GET', '/')).status, 200);
    await second.stop();
});
