// SPDX-License-Identifier: EUPL-1.2
// Our messages to a register of Klantinteracties, and the answers of our own register (klant_receiver.mjs), held against the
// official description of the interface by Prism, which knows neither of them. Every violation, on either side, is a failure.
//
//   courier --TLS--> front --> Prism (proxy --errors, the official description) --> klant_receiver
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeCertificates, root, temporaryFolder, until } from '../intake/receiver.mjs';
import { KlantReceiver } from './klant_receiver.mjs';
import { KlantHouse, ONE, request } from './klant_town.mjs';

const description = join(process.env.NAAST_SHARED ?? join(root, '../shared'), 'contracts/klantinteracties-openapi.yaml');
const skip = existsSync(description) ? false : `the official description is not here: ${description}`;
const BASE = '/klantinteracties/api/v1';
let pems, register, prism, prismPort, front, house;
const violations = [], passed = [];

async function freePort() {
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    server.close();
    await once(server, 'close');
    return port;
}

// The three kinds of actor differ by a discriminator, which Prism does not follow: an actor of any kind then matches all
// three, and "exactly one" of them never holds. Only these words are changed, in a copy.
function descriptionForPrism() {
    const words = /(\n    Actor:\n      )oneOf:/, text = readFileSync(description, 'utf8');
    assert.match(text, words);
    const copy = join(temporaryFolder('prism'), 'klantinteracties.yaml');
    writeFileSync(copy, text.replace(words, '$1anyOf:'));
    return copy;
}

// Prism speaks plain http and knows the paths without their base.
function forward(from, to) {
    const path = from.url.slice(BASE.length);
    const onward = http.request({ host: '127.0.0.1', port: prismPort, method: from.method, path, headers: from.headers }, (answer) => {
        if (answer.headers['sl-violations'] || answer.statusCode === 422) violations.push(`${from.method} ${path}: ${answer.headers['sl-violations'] ?? 'refused'}`);
        passed.push(`${from.method} ${path.split('?')[0]} ${answer.statusCode}`);
        to.writeHead(answer.statusCode, answer.headers);
        answer.pipe(to);
    });
    onward.on('error', () => to.destroy());
    from.pipe(onward);
}

before(async () => {
    if (skip) return;
    pems = makeCertificates(temporaryFolder('prism-pems'));
    register = await new KlantReceiver().start();
    prismPort = await freePort();
    prism = spawn('setpriv', ['--pdeathsig', 'KILL', process.execPath, join(root, 'node_modules/@stoplight/prism-cli/dist/index.js'), 'proxy',
        descriptionForPrism(), `http://127.0.0.1:${register.port}${BASE}`, '--errors', '--port', String(prismPort), '--host', '127.0.0.1'],
        { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [prism.stdout, prism.stderr]) stream.on('data', (text) => { said += text; });
    await until('Prism to listen', () => {
        if (prism.exitCode !== null) throw new Error(`Prism stopped: ${said}`);
        return said.includes('Prism is listening');
    }, 60000);
    front = https.createServer({ key: readFileSync(pems.key), cert: readFileSync(pems.certificate) }, forward).listen(0, '127.0.0.1');
    await once(front, 'listening');
});

after(async () => {
    await house?.stop('SIGKILL');
    front?.closeAllConnections();
    front?.close();
    prism?.kill();
    await register?.stop();
});

const url = () => `https://localhost:${front.address().port}${BASE}`;

test('every message is what the official description says, and so is every answer of our register', { skip }, async (t) => {
    const bodies = [
        request(),
        request((one) => { one.contact = { naam: "O'Brien", kanaal: 'email', emailadres: 'm.obrien@voorbeeld.example' }; }),
        request((one) => { Object.assign(one, { namens: { wie: 'mijzelf' }, voorkeur: undefined, onderwerpen: undefined }); }),
        request((one) => { one.contact.kanaal = 'huisbezoek'; one.voorkeur = { taal: 'ti', tolkNodig: false }; delete one.kiosk.locatie; }),
    ];
    house = new KlantHouse('prism');
    await house.waiting(...bodies);
    house.register(url(), pems.ca);
    // Every second request is broken off after its contact is there, so that a full search is looked at too.
    register.faults = (step, id, times) => step === 'address' && times === 1 && id !== bodies[0].id ? { status: 503 } : undefined;
    assert.equal(await house.once(), 1);
    register.faults = () => undefined;
    const before = violations.length;
    assert.equal(await house.once(), 0, `${house.log}${violations.join('\n')}`);
    assert.deepEqual(violations.slice(before), []);
    for (const body of bodies) assert.deepEqual(register.effects(body.id), ONE);
    for (const path of ['GET /klantcontacten 200', 'GET /actoren 200', 'POST /maak-klantcontact 201', 'POST /digitaleadressen 201', 'POST /internetaken 201'])
        assert.ok(passed.includes(path), path);
    // What it answers on purpose (503 has no place in the description) is all it was found to violate.
    assert.ok(violations.every((one) => one.startsWith('POST /digitaleadressen')), violations.join('\n'));
    t.diagnostic(`${passed.length} messages, none against the description`);
});

test('Prism does look: a message without what must be there is refused, and so is an answer', { skip }, async () => {
    const headers = { authorization: 'Token TESTTOKEN', 'content-type': 'application/json' };
    const ask = (path, body) => fetch(`http://127.0.0.1:${prismPort}${path}`, { method: body ? 'POST' : 'GET', headers, body: body && JSON.stringify(body) });
    const answer = await ask('/internetaken', { gevraagdeHandeling: 'x'.repeat(201), status: 'ooit' });
    assert.equal(answer.status, 422, 'a bad message passed');
    assert.match(await answer.text(), /required property 'aanleidinggevendKlantcontact'/);
    register.faults = () => ({ after: true, status: 200, body: { results: 'geen lijst' } });
    const bad = await ask('/actoren');
    register.faults = () => undefined;
    assert.equal(bad.status, 500, 'a bad answer passed');
    assert.ok(bad.headers.get('sl-violations')?.includes('results'));
});
