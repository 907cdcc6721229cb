// SPDX-License-Identifier: EUPL-1.2
// What the courier believes of the network: nothing that is not proven, and never more than it needs.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeCertificates, temporaryFolder } from '../intake/receiver.mjs';
import { accept, FaultServer } from './fault_server.mjs';
import { House } from './house.mjs';

const slug = 'voorbeeld-mee';
let folder, pems, good, tls;

before(async () => {
    folder = temporaryFolder('delivery-tls');
    pems = makeCertificates(folder);
    tls = { key: readFileSync(pems.key), cert: readFileSync(pems.certificate) };
    good = await new FaultServer(tls).start();
});

after(() => good.stop());

// A certificate by the same authority, with other words for `openssl x509`.
function certificate(name, subjectAltName, ...words) {
    const at = (file) => join(folder, file);
    writeFileSync(at(`${name}.ext`), `subjectAltName=${subjectAltName}\n`);
    execFileSync('openssl', ['x509', '-req', '-in', at('server.csr'), '-CA', pems.ca, '-CAkey', at('ca.key'), '-CAcreateserial',
        '-extfile', at(`${name}.ext`), '-out', at(`${name}.pem`), ...words], { stdio: 'ignore' });
    return readFileSync(at(`${name}.pem`));
}

// One request waiting, ready for --once.
async function waiting(url, options = {}) {
    const house = new House('tls');
    house.route(slug, 'https://localhost:1/v1', { ca: pems.ca });
    await house.start();
    const kiosk = await house.kiosk();
    const id = kiosk.submit(slug);
    await kiosk.hears(`waiting ${id}`);                // port 1 refuses
    await house.stop();
    house.route(slug, url, { ca: pems.ca, ...options });
    house.log = '';
    return { house, id };
}

test('a certificate that is not the provider\'s gets not a byte', async () => {
    const otherFolder = temporaryFolder('delivery-other');
    const others = makeCertificates(otherFolder);
    const rows = [
        ['of another authority', readFileSync(others.certificate), readFileSync(others.key)],
        ['for another host', certificate('host', 'DNS:elders.example', '-days', '2'), tls.key],
        ['that is over', certificate('over', 'DNS:localhost', '-days', '-1'), tls.key],
    ];
    for (const [why, cert, key] of rows) {
        const server = await new FaultServer({ cert, key }).start();
        const { house, id } = await waiting(server.url);
        assert.equal(await house.once(), 1, why);
        assert.match(house.log, /needs the operator, certificate/, why);
        assert.equal(server.seen.length, 0, why);
        assert.deepEqual(house.files('queue'), [id], why);
        await server.stop();
    }
});

// Who can put a list of authorities over the machine's for one program.
const ownMachine = ['unshare', '--mount', '--propagation', 'private'];
const cannotMount = spawnSync(ownMachine[0], [...ownMachine.slice(1), 'true']).status === 0 ? false : 'no mounts of our own can be made here';

test('the authorities of the machine do not count, only the provider\'s own', { skip: cannotMount }, async () => {
    const list = join(folder, 'machine'), ca = join(folder, 'other.pem');
    mkdirSync(list);
    copyFileSync(pems.ca, join(list, 'town.pem'));
    copyFileSync(pems.ca, join(list, 'ca-certificates.crt'));
    execFileSync('openssl', ['rehash', list], { stdio: 'ignore' });
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', join(folder, 'other.key'), '-out', ca, '-subj', '/CN=Somebody else', '-days', '2'],
        { stdio: 'ignore' });
    const { house, id } = await waiting(good.url);
    house.route(slug, good.url, { ca });
    const seen = good.seen.length;
    const prefix = [...ownMachine, '--', 'sh', '-c', `mount --bind ${list} /etc/ssl/certs && exec "$@"`, 'sh'];
    assert.equal(await house.once({ prefix }), 1);
    assert.match(house.log, /needs the operator, certificate/);
    assert.equal(good.seen.length, seen);
    house.route(slug, good.url, { ca: pems.ca });
    assert.equal(await house.once(), 0);
    assert.equal(good.effects(id), 1);
});

test('old TLS and plain http get not a byte', async () => {
    const old = await new FaultServer({ ...tls, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }).start();
    const { house, id } = await waiting(old.url);
    assert.equal(await house.once(), 1);
    assert.match(house.log, /not sent, no TLS/);
    assert.equal(old.seen.length, 0);
    await old.stop();

    let heard = '';
    const plain = net.createServer((socket) => {
        socket.on('data', (bytes) => { heard += bytes.toString('latin1'); socket.end('HTTP/1.1 200 OK\r\n\r\n'); });
        socket.on('error', () => {});
    });
    plain.listen(0, '127.0.0.1');
    await once(plain, 'listening');
    house.route(slug, `https://localhost:${plain.address().port}/v1`, { ca: pems.ca });
    assert.equal(await house.once(), 1);
    assert.ok(heard.length > 0 && !heard.includes('POST'));
    assert.deepEqual(house.files('queue'), [id]);
    plain.close();
});

test('proxies, .netrc and key logs of the environment are ignored', async () => {
    let proxied = 0;
    const proxy = http.createServer(() => { proxied++; }).on('connect', (request, socket) => { proxied++; socket.destroy(); });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const url = `http://127.0.0.1:${proxy.address().port}`;
    const { house, id } = await waiting(good.url);
    const keyLog = join(folder, 'keylog');
    writeFileSync(join(folder, '.netrc'), 'machine localhost login visitor password secret\n');
    const env = { http_proxy: url, https_proxy: url, HTTPS_PROXY: url, all_proxy: url, ALL_PROXY: url, NO_PROXY: '',
                  HOME: folder, SSLKEYLOGFILE: keyLog, CURL_CA_BUNDLE: '/dev/null', SSL_CERT_FILE: '/dev/null' };
    assert.equal(await house.once({ env }), 0);
    assert.equal(proxied, 0);
    assert.equal(good.effects(id), 1);
    assert.equal(good.seen.at(-1).headers.authorization, 'Bearer TESTTOKEN');
    assert.throws(() => readFileSync(keyLog));
    proxy.close();
});

test('an endless answer is cut, and what its head said still counts only when it is whole', async () => {
    const server = await new FaultServer(tls).start();
    const flood = (head, part) => (socket) => {
        socket.on('error', () => {});
        socket.write(head);
        const more = () => { while (!socket.destroyed && socket.write(part)); };
        socket.on('drain', more);
        more();
    };
    const rows = [
        ['an endless body', { effect: true, raw: flood('HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n', `1000\r\n${'x'.repeat(4096)}\r\n`) },
            /ambiguous, no receipt 201/],
        ['an endless head', { effect: true, raw: flood('HTTP/1.1 201 Created\r\n', `X-Filler: ${'x'.repeat(100)}\r\n`) }, /ambiguous, reply too large/],
        ['endless interim answers', { effect: true, raw: flood('', 'HTTP/1.1 103 Early Hints\r\n\r\n') }, /ambiguous, (reply too large|cut off)/],
        ['a refusal with an endless reason', { raw: flood('HTTP/1.1 401 Unauthorized\r\n\r\n', 'x'.repeat(4096)) }, /needs the operator, status 401/],
    ];
    const { house, id } = await waiting(server.url);
    for (const [why, step, said] of rows) {
        server.steps = [step];
        house.log = '';
        assert.equal(await house.once(), 1, why);
        assert.match(house.log, said, why);
    }
    server.steps = [accept];
    assert.equal(await house.once(), 0);
    assert.equal(server.effects(id), 1);
    await server.stop();
});

test('a token that others can read, that is missing or that could forge a header is not used', async () => {
    const { house, id } = await waiting(good.url);
    const token = join(house.keys, `${slug}.token`);
    const rows = [['read by others', () => execFileSync('chmod', ['644', token])],
                  ['missing', () => execFileSync('rm', [token])],
                  ['two lines', () => writeFileSync(token, 'a\r\nX-Other: b\n', { mode: 0o600 })],
                  ['empty', () => writeFileSync(token, '\n', { mode: 0o600 })]];
    for (const [why, spoil] of rows) {
        spoil();
        house.log = '';
        const before = good.seen.length;
        assert.equal(await house.once(), 1, why);
        assert.match(house.log, /needs the operator, token file\n/, why);
        assert.ok(house.log.includes(`mend ${token}: it must be there`), why);
        assert.equal(good.seen.length, before, why);
    }
    execFileSync('chmod', ['600', token]);
    house.route(slug, good.url, { ca: pems.ca });
    assert.equal(await house.once(), 0);
    assert.equal(good.effects(id), 1);
});

test('a missing list of authorities trusts nobody', async () => {
    const { house } = await waiting(good.url, { ca: join(folder, 'no-such-file.pem') });
    const before = good.seen.length;
    assert.equal(await house.once(), 1);
    assert.match(house.log, /needs the operator, certificate/);
    assert.equal(good.seen.length, before);
});

test('a simple web hook without receipts delivers with 204', async () => {
    const server = await new FaultServer(tls).start();
    server.steps = [{ status: 204, effect: true }];
    const { house, id } = await waiting(server.url, { strict: false });
    assert.equal(await house.once(), 0);
    assert.equal(server.effects(id), 1);
    await server.stop();
});
