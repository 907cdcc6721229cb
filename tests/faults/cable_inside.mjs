// SPDX-License-Identifier: EUPL-1.2
// Runs alone in a network of its own (cable.test.mjs): its own name server, cables that can be
// pulled, addresses that swallow everything.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { FaultServer } from '../delivery/fault_server.mjs';
import { until } from '../delivery/house.mjs';
import { arrives, certificate, certificates, newHouse, slug, stateOf, tryOnce, waiting } from './rows.mjs';

const NAME = 'intake.example', NEAR = '10.99.0.1', FAR = '10.99.0.2', NOBODY = '10.99.0.3';
const ip = (...words) => execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'inherit'] });
const say = (line) => process.stdout.write(`${line}\n`);
const { folder } = certificates();

// ---- a network: this side near, the courier of row 18 far, and an address that nobody has ----
const far = spawn('unshare', ['--net', 'sleep', '600'], { stdio: 'ignore' });
after(() => far.kill());
ip('link', 'set', 'lo', 'up');
ip('link', 'add', 'near', 'type', 'veth', 'peer', 'name', 'far');
const inFar = ['nsenter', '--net', '--target', `${far.pid}`];
await until('the other network', () => {
    try { return readFileSync(`/proc/${far.pid}/comm`, 'utf8').trim() === 'sleep'; } catch { return false; }
});
ip('link', 'set', 'far', 'netns', `${far.pid}`);
ip('addr', 'add', `${NEAR}/24`, 'dev', 'near');
ip('link', 'set', 'near', 'up');
ip('neigh', 'add', NOBODY, 'lladdr', '02:00:00:00:00:03', 'dev', 'near');
for (const words of [['link', 'set', 'lo', 'up'], ['addr', 'add', `${FAR}/24`, 'dev', 'far'], ['link', 'set', 'far', 'up']])
    execFileSync(inFar[0], [...inFar.slice(1), 'ip', ...words]);

// ---- a name server that does as told ----
let answer = 'right';
const names = dgram.createSocket('udp4');
names.on('message', (question, from) => {
    if (answer === 'silence') return;
    const end = 12 + question.subarray(12).indexOf(0) + 1, type = question.readUInt16BE(end), reply = Buffer.from(question.subarray(0, end + 4));
    const addresses = { right: '127.0.0.1', wrong: '127.0.0.2', nobody: NOBODY };
    const address = type === 1 ? addresses[answer] : undefined;
    const code = { NXDOMAIN: 3, SERVFAIL: 2 }[answer] ?? 0;
    reply.writeUInt16BE(0x8180 | code, 2);
    reply.writeUInt16BE(address ? 1 : 0, 6);
    reply.writeUInt32BE(0, 8);
    const record = address ? Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]) : Buffer.alloc(0);
    names.send(Buffer.concat([reply, record]), from.port, from.address);
});
names.bind(53, '127.0.0.1');
await once(names, 'listening');
names.unref();
writeFileSync(join(folder, 'resolv.conf'), 'nameserver 127.0.0.1\n');
execFileSync('mount', ['--bind', join(folder, 'resolv.conf'), '/etc/resolv.conf']);

// ---- providers ----
const tls = { key: readFileSync(certificates().key), cert: certificate('named', { names: `DNS:${NAME},IP:${NEAR}` }) };
const provider = await new FaultServer(tls).start();
const near = await new FaultServer(tls).start(NEAR);
const stranger = await new FaultServer(certificates().tls).start('127.0.0.2', provider.port);
for (const { server } of [provider, near, stranger]) server.unref();

test('rows 19, 20', async () => {
    const { house, id } = await waiting('names', `https://${NAME}:${provider.port}/v1`);
    const rows = [
        ['19 NXDOMAIN', 'NXDOMAIN', /^not sent, name not found/, 10],
        ['19 SERVFAIL', 'SERVFAIL', /^not sent, name not found/, 10],
        ['19 a name server that hangs', 'silence', /^not sent, (name not found|timed out)/, 20],
        ['19 somebody else\'s address', 'wrong', /^needs the operator, certificate/, 10],
        ['20 a black hole', 'nobody', /^not sent, timed out/, 20],
    ];
    for (const [row, how, said, most_s] of rows) {
        answer = how;
        const began = Date.now(), { end } = await tryOnce(house), took_s = (Date.now() - began) / 1000;
        assert.match(end, said, row);
        assert.ok(took_s < most_s, `${row}: ${took_s} s`);
        assert.equal(stateOf(house, id), 'queue', row);
        say(`row ${row}: ${end} after ${took_s.toFixed(1)} s`);
    }
    assert.equal(stranger.seen.length, 0, 'a request went to somebody else');
    answer = 'right';
    await arrives(house, provider, id);
});

test('row 19: a hanging name server holds up no kiosk', async () => {
    answer = 'silence';
    const house = newHouse('hang', `https://${NAME}:${provider.port}/v1`);
    await house.start();
    const kiosk = await house.kiosk(), id = kiosk.submit(slug);
    await kiosk.hears(`kept ${id}`, 2000);
    await until('the attempt', () => house.files('flight').includes(id));
    for (let i = 0; i < 5; i++) {
        const next = kiosk.submit(slug);
        await kiosk.hears(`kept ${next}`, 2000);
    }
    await house.stop('SIGKILL');
    answer = 'right';
    await house.once();
    assert.equal(provider.effects(id), 1);
    say('row 19: five requests were kept while a name server hung');
});

test('row 18: the cable is pulled', async () => {
    const { house, id } = await waiting('cable', `https://${NEAR}:${near.port}/v1`);
    const pull = () => ip('link', 'set', 'near', 'down');
    // A cable that was plugged in carries nothing for a moment, and on a busy machine for longer.
    const plug = async () => {
        ip('link', 'set', 'near', 'up');
        ip('neigh', 'replace', NOBODY, 'lladdr', '02:00:00:00:00:03', 'dev', 'near');
        await until('the cable to carry', () => spawnSync(inFar[0], [...inFar.slice(1), 'timeout', '2', 'bash', '-c', `exec 3<>/dev/tcp/${NEAR}/${near.port}`]).status === 0, 30000);
    };
    const rows = [['before the answer', { effect: true, raw: pull }],
                  ['in the answer', { effect: true, raw: (socket) => { socket.write('HTTP/1.1 201 Created\r\nContent-Length: 90\r\n\r\n{"id"'); setTimeout(pull, 50); } }]];
    for (const [when, step] of rows) {
        near.steps = [step];
        const { end } = await tryOnce(house, { prefix: inFar });
        await plug();
        assert.match(end, /^ambiguous, (timed out|cut off)/, when);
        assert.equal(stateOf(house, id), 'queue', when);
        say(`row 18 ${when}: ${end}`);
    }
    pull();
    const { end } = await tryOnce(house, { prefix: inFar });
    await plug();
    assert.match(end, /^not sent, (timed out|no connection)/);
    near.steps = [{ status: 201, effect: true, body: (key) => JSON.stringify({ id: key, referentie: '4829137508', status: 'ontvangen' }) }];
    assert.equal(await house.once({ prefix: inFar }), 0);
    assert.equal(near.effects(id), 1);
    say(`row 18 before connecting: ${end}; then 1 effect`);
});

process.on('exit', (status) => { if (status === 0) say('all rows done'); });
