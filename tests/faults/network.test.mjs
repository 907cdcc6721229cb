// SPDX-License-Identifier: EUPL-1.2
// Rows 20 to 39 of the fault matrix through the real courier: what a provider, or who stands in
// its place, can do to a request. Each row goes on until the provider is well again, and then
// asks for exactly one effect.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import net from 'node:net';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { after, before, test } from 'node:test';
import { accept, receipt } from '../delivery/fault_server.mjs';
import { arrives, certificate, certificates, clockOff, newHouse, newProvider, other, slug, stateOf, tryOnce, waiting,
         wakesIn } from './rows.mjs';

let provider;
before(async () => { provider = await newProvider(); });
after(() => provider.stop());

const here = () => ({ ca: certificates().ca });

// Something on a port that is no provider at all.
async function stranger(talk) {
    const server = net.createServer((socket) => { socket.on('error', () => {}); talk(socket); });
    server.heard = '';
    server.on('connection', (socket) => socket.on('data', (bytes) => { server.heard += bytes.toString('latin1'); }));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    server.url = `https://localhost:${server.address().port}/v1`;
    return server;
}

test('rows 20 to 23: who cannot prove to be the provider gets not a byte of the request', async () => {
    const { folder, key } = certificates(), tls = { key: readFileSync(key) };
    const future = certificate('future', clockOff(5 * 24 * 3600));
    const self = certificate('self', { ca: ['-signkey', key] });
    const rows = [
        ['21 over', /needs the operator, certificate/, { ...tls, cert: certificate('over', { words: ['-days', '-1'] }) }],
        ['21 not yet valid', /needs the operator, certificate/, { ...tls, cert: future }],
        ['22 another host', /needs the operator, certificate/, { ...tls, cert: certificate('host', { names: 'DNS:elders.example' }) }],
        ['22 signed by itself', /needs the operator, certificate/, { ...tls, cert: self }],
        ['23 TLS 1.1', /not sent, no TLS/, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }],
    ];
    assert.ok(folder);
    const { house, id } = await waiting('proof', provider.url);
    for (const [row, said, options] of rows) {
        const server = await newProvider(options);
        house.route(slug, server.url, here());
        const { status, end } = await tryOnce(house);
        assert.match(end, said, row);
        assert.equal(status, 1, row);
        assert.equal(server.seen.length, 0, `row ${row}: a request arrived`);
        assert.equal(stateOf(house, id), 'queue', row);
        await server.stop();
    }
    const strangers = [
        ['23 plain HTTP', (socket) => socket.once('data', () => socket.end('HTTP/1.1 201 Created\r\n\r\n'))],
        ['23 garbage', (socket) => socket.write(Buffer.alloc(4096, 0x17))],
        ['23 hangs up at once', (socket) => socket.destroy()],
        ['23 hangs up in the handshake', (socket) => socket.once('data', () => socket.destroy())],
    ];
    for (const [row, talk] of strangers) {
        const server = await stranger(talk);
        house.route(slug, server.url, here());
        const { end } = await tryOnce(house);
        assert.match(end, /^not sent, (no TLS|no connection|cut off)/, row);
        assert.ok(!server.heard.includes('POST') && !server.heard.includes(id), row);
        server.close();
    }
    house.route(slug, 'https://localhost:1/v1', here());
    assert.match((await tryOnce(house)).end, /^not sent, no connection/, 'row 20');
    house.route(slug, provider.url, here());
    await arrives(house, provider, id);
});

const cut = (socket, head) => { socket.write(head); setTimeout(() => socket.destroy(), 20); };
const flood = (head, part) => (socket) => {
    socket.on('error', () => {});
    socket.write(head);
    const more = () => { while (!socket.destroyed && socket.write(part)); };
    socket.on('drain', more);
    more();
};
const zeros = gzipSync(Buffer.alloc(32 * 1024 * 1024));

// [row, what the provider does, what the log says of it, where the request lies then]. `elsewhere` is another provider,
// with a certificate that the courier would take.
const answers = (elsewhere) => [
    ...[301, 302, 303, 307, 308].flatMap((status) => [`${elsewhere}/contactverzoeken`, 'http://localhost/', 'https://elders.example/', 'file:///etc/passwd']
        .map((location) => [`25 ${status} to ${location}`, { status, headers: { location } }, `needs the operator, status ${status}`, 'queue'])),
    ['27 a body of 2 GiB', { effect: true, raw: flood('HTTP/1.1 201 Created\r\nContent-Length: 2147483648\r\n\r\n', 'x'.repeat(65536)) }, 'ambiguous, no receipt 201', 'queue'],
    ['27 an endless body', { effect: true, raw: flood('HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n', `1000\r\n${'x'.repeat(4096)}\r\n`) }, 'ambiguous, no receipt 201', 'queue'],
    ['27 a million head lines', { effect: true, raw: flood('HTTP/1.1 201 Created\r\n', `X-Filler: ${'x'.repeat(100)}\r\n`) }, 'ambiguous, reply too large', 'queue'],
    ['27 a gzip bomb', { effect: true, raw: (socket) => socket.end(Buffer.concat([Buffer.from(`HTTP/1.1 201 Created\r\nContent-Encoding: gzip\r\nContent-Length: ${zeros.length}\r\n\r\n`), zeros])) }, 'ambiguous, no receipt 201', 'queue'],
    ['28 cut in the body', { effect: true, raw: (socket) => cut(socket, 'HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{"id":') }, 'ambiguous, cut off', 'queue'],
    ['28 cut in the head', { effect: true, raw: (socket) => cut(socket, 'HTTP/1.1 201 Crea') }, 'ambiguous, cut off', 'queue'],
    ['28 too short a length', { effect: true, raw: (socket) => socket.end('HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\n{"id":"x"}') }, 'ambiguous, no receipt 201', 'queue'],
    ['28 a bad chunk', { effect: true, raw: (socket) => socket.end('HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n') }, 'ambiguous, cut off', 'queue'],
    ['28 endless interim answers', { effect: true, raw: flood('', 'HTTP/1.1 103 Early Hints\r\n\r\n') }, 'ambiguous, reply too large', 'queue'],
    ['28 no HTTP at all', { effect: true, raw: (socket) => socket.end('OK\r\n') }, 'ambiguous, cut off', 'queue'],
    ['29 taken, and no answer', { effect: true, drop: true }, 'ambiguous, cut off', 'queue'],
    ['30 a captive portal', { status: 200, body: '<html>Log in om verder te gaan</html>' }, 'ambiguous, no receipt 200', 'queue'],
    ['30 an empty 200', { status: 200, effect: true, body: '' }, 'ambiguous, no receipt 200', 'queue'],
    ['30 a receipt for another', { status: 201, effect: true, body: () => receipt(randomUUID()) }, 'ambiguous, receipt for another request 201', 'queue'],
    ...[400, 406, 413, 415, 422].map((status) => [`31 ${status}`, { status }, `refused, status ${status}`, 'hold']),
    ...[401, 402, 403, 404, 405, 407, 410, 418, 451].map((status) => [`32 ${status}`, { status }, `needs the operator, status ${status}`, 'queue']),
    ['33 409', { status: 409, effect: true }, 'ambiguous, status 409', 'queue'],
    ...[408, 425, 429, 503].map((status) => [`34 ${status}`, { status, headers: { 'retry-after': '10' } }, `told to wait, status ${status}`, 'queue']),
    ...[500, 501, 502, 504, 599].map((status) => [`35 ${status}`, { status, effect: true }, `ambiguous, status ${status}`, 'queue']),
];

test('rows 25, 27 to 35: one request lives through every wrong answer and has one effect', async (t) => {
    const elsewhere = await newProvider(), rows = answers(elsewhere.url);
    const { house, id } = await waiting('answers', provider.url);
    for (const [row, step, said, state] of rows) {
        provider.steps = [step];
        const before = provider.seen.length;
        const { status, end } = await tryOnce(house);
        assert.ok(end?.startsWith(said), `row ${row}: the log says "${end}", not "${said}"`);
        assert.equal(stateOf(house, id), state, `row ${row}`);
        assert.equal(provider.seen.length, before + 1, `row ${row}: sent ${provider.seen.length - before} times in one attempt`);
        assert.equal(status, 1, `row ${row}`);
        assert.ok(!house.log.includes('Log in') && !house.log.includes('xxxx') && !house.log.includes('referentie'), `row ${row}: the log repeats the answer`);
        if (state === 'hold') assert.equal(house.tool('spool', 'retry', id).status, 0, row);
    }
    assert.deepEqual([elsewhere.connections, elsewhere.seen.length], [0, 0], 'a redirect was followed');
    await elsewhere.stop();
    await arrives(house, provider, id);
    const ours = provider.seen.filter((seen) => seen.key === id);
    assert.equal(new Set(ours.map((seen) => seen.body)).size, 1, 'the body changed between attempts');
    t.diagnostic(`${rows.length} wrong answers, ${ours.length} attempts, 1 effect`);
});

test('row 27: the courier needs no more memory for an endless answer than for a short one', async () => {
    const { house, id } = await waiting('flat', provider.url);
    const small = ['prlimit', `--as=${256 * 1024 * 1024}`];
    provider.steps = [{ effect: true, raw: flood('HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n', `100000\r\n${'x'.repeat(1 << 20)}\r\n`) }];
    const { end } = await tryOnce(house, { prefix: small });
    assert.match(end, /ambiguous, no receipt 201/);
    await arrives(house, provider, id);
});

test('row 26: one byte every five seconds is cut off within 30 s, and the request goes on', { concurrency: true }, async (t) => {
    const slow = (text) => (socket) => {
        socket.on('error', () => {});
        let at = 0;
        const timer = setInterval(() => {
            if (socket.destroyed || at === text.length) return clearInterval(timer);
            socket.write(text[at++]);
        }, 5000);
    };
    const rows = [['head', { effect: true, raw: slow('HTTP/1.1 201 Created\r\n') }],
                  ['body', { effect: true, raw: (socket) => { socket.write('HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n'); slow('{"id":"')(socket); } }],
                  ['nothing', { hang: true, effect: true }]];
    await Promise.all(rows.map(([name, step]) => t.test(name, async () => {
        const server = await newProvider();
        const { house, id } = await waiting(`slow-${name}`, server.url);
        server.steps = [step];
        const began = Date.now();
        const { end } = await tryOnce(house);
        const took_s = (Date.now() - began) / 1000;
        assert.match(end, /^ambiguous, (timed out|cut off)/);
        assert.ok(took_s < 33, `cut after ${took_s} s`);
        assert.equal(stateOf(house, id), 'queue');
        await arrives(house, server, id);
        await server.stop();
    })));
});

test('row 34: Retry-After is honoured and clamped, whatever stands in it', async (t) => {
    const house = newHouse('calm', provider.url);
    const date = (seconds) => new Date(Date.now() + seconds * 1000).toUTCString();
    // [header, at least so many seconds, at most]: what is asked and up to a tenth and 5 s more; the chores come once an hour.
    const rows = [['0', 0.5, 7], ['10', 8, 16.1], ['600', 590, 666], ['1000000000', 3000, 3600], ['-1', 0, 5.1], ['junk', 0, 5.1],
                  ['10 s', 0, 5.1], ['', 0, 5.1], [() => date(120), 110, 138], [() => date(-5000), 0.5, 7], ['9'.repeat(400), 0, 3600]];
    for (const [header, least_s, most_s] of rows) {
        const value = typeof header === 'string' ? header : header();
        provider.steps = [{ status: 429, headers: value ? { 'retry-after': value } : {} }];
        await house.start();
        const kiosk = await house.kiosk(), id = kiosk.submit(slug), asked = Date.now();
        await kiosk.hears(`waiting ${id}`);
        kiosk.say('hello');                // one round later the timer is set
        await kiosk.hears('ready');
        const wait_s = wakesIn(house) / 1000, passed_s = (Date.now() - asked) / 1000;
        t.diagnostic(`Retry-After: ${value.slice(0, 30) || '(none)'}: ${wait_s.toFixed(1)} s`);
        assert.ok(wait_s + passed_s >= least_s && wait_s <= most_s, `"${value.slice(0, 30)}": wakes in ${wait_s} s`);
        await house.stop();
        provider.steps = [accept];
        assert.equal(await house.once(), 0);
        assert.equal(provider.effects(id), 1);
    }
});

test('row 35: a provider that is broken for hours is probed less and less, and its neighbour does not notice', async () => {
    const neighbour = await newProvider();
    const house = newHouse('broken', provider.url);
    house.route(other, neighbour.url, here());
    provider.steps = [{ status: 502 }];
    provider.seen.length = 0;
    await house.start();
    const kiosk = await house.kiosk(), began = Date.now();
    const stuck = kiosk.submit(slug);
    await kiosk.hears(`waiting ${stuck}`);
    for (let i = 0; i < 20; i++) {
        const id = kiosk.submit(other);
        await kiosk.hears(`delivered ${id}`, 3000);
    }
    const rest = kiosk.submit(slug);
    await kiosk.hears(`kept ${rest}`);
    // No wait is shorter than a second.
    const most = Math.max(3, 1 + (Date.now() - began) / 1000);
    assert.ok(provider.seen.length <= most, `${provider.seen.length} attempts: one a provider, not one a request`);
    await house.stop();
    await neighbour.stop();
    provider.steps = [accept];
    assert.equal(await house.once(), 0);
    for (const id of [stuck, rest]) assert.equal(provider.effects(id), 1);
});

test('row 39: a wall clock ten years off, or jumping, makes neither a storm nor a stall', async () => {
    const years = 10 * 365 * 24 * 3600;
    for (const off of [years, -years, -1795000000]) {
        const clock = clockOff(off);
        const { house, id } = await waiting('clock', provider.url);
        const { end } = await tryOnce(house, { env: clock.env });
        assert.match(end, /needs the operator, certificate/, `${off} s off`);
        assert.equal(stateOf(house, id), 'queue');
        await arrives(house, provider, id);
    }
    // An hour back, daylight saving, and then a day for which the certificate was not made.
    const clock = clockOff(0), house = newHouse('jumps', provider.url);
    await house.start({ env: clock.env });
    const kiosk = await house.kiosk();
    for (const off of [0, 3600, 0, 7200, 3600, 0]) {
        clock.set(off);
        const id = kiosk.submit(slug);
        await kiosk.hears(`kept ${id}`, 3000);
        await kiosk.hears(`delivered ${id}`, 3000);
    }
    clock.set(-86400);
    const id = kiosk.submit(slug);
    await kiosk.hears(`kept ${id}`, 3000);
    await kiosk.hears(`waiting ${id}`, 3000);
    kiosk.say('hello');
    await kiosk.hears('ready');
    const wait_s = wakesIn(house) / 1000;
    assert.ok(wait_s > 1 && wait_s <= 3600, `wakes in ${wait_s} s`);
    await house.stop();
    await arrives(house, provider, id);
});
