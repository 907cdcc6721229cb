// SPDX-License-Identifier: EUPL-1.2
// How the real courier shows who it is: OAuth2 client credentials and client certificates, over real TLS.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { makeCertificates, temporaryFolder, until } from '../intake/receiver.mjs';
import { accept, FaultServer } from './fault_server.mjs';
import { House } from './house.mjs';

const slug = 'voorbeeld-mee';
const SECRET = 'Diep-Geheim-Kanarie-77';
let folder, pems, tls, provider, tokens, house;

// Gives out tokens for one client. `step` answers instead once; `lives_s` is how long they live.
class TokenServer {
    constructor(options) {
        Object.assign(this, { asked: [], given: [], lives_s: 300, step: undefined });
        this.server = https.createServer(options, async (request, response) => {
            let body = '';
            for await (const part of request) body += part;
            this.asked.push({ url: request.url, body, authorization: request.headers.authorization });
            const basic = `Basic ${Buffer.from(`naast:${SECRET}`).toString('base64')}`;
            const { step } = this;
            if (step) {
                response.writeHead(step.status, step.headers ?? {});
                return void response.end(step.body ?? '');
            }
            if (request.headers.authorization !== basic) {
                response.writeHead(401, { 'Content-Type': 'application/json' });
                return void response.end('{"error":"invalid_client"}');
            }
            const token = `TOKEN-${randomUUID()}`;
            this.given.push(token);
            response.writeHead(200, { 'Content-Type': 'application/json' });
            response.end(JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: this.lives_s }));
        });
    }

    async start() {
        this.server.listen(0, '127.0.0.1');
        await once(this.server, 'listening');
        this.url = `https://localhost:${this.server.address().port}/oauth2/token`;
        return this;
    }

    stop() {
        this.server.closeAllConnections();
        this.server.close();
    }
}

before(async () => {
    folder = temporaryFolder('access-pems');
    pems = makeCertificates(folder);
    tls = { key: readFileSync(pems.key), cert: readFileSync(pems.certificate) };
    provider = await new FaultServer(tls).start();
    tokens = await new TokenServer(tls).start();
});
afterEach(() => house?.stop('SIGKILL'));
after(async () => {
    tokens.stop();
    await provider.stop();
});

// A client certificate of the provider's authority. `days` below 0: it is over.
function clientCertificate(name, { authority = folder, days = '2' } = {}) {
    const at = (file) => join(folder, file), from = (file) => join(authority, file);
    const openssl = (...words) => execFileSync('openssl', words, { stdio: 'ignore' });
    openssl('req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', at(`${name}.key`), '-out', at(`${name}.csr`),
        '-subj', `/CN=${name}`);
    writeFileSync(at(`${name}.ext`), 'extendedKeyUsage=clientAuth\n');
    openssl('x509', '-req', '-in', at(`${name}.csr`), '-CA', from('ca.pem'), '-CAkey', from('ca.key'), '-CAcreateserial', '-days', days,
        '-extfile', at(`${name}.ext`), '-out', at(`${name}.pem`));
    chmodSync(at(`${name}.key`), 0o600);
    return { client_certificate_file: at(`${name}.pem`), client_key_file: at(`${name}.key`) };
}

const oauth2 = () => ({ access: 'oauth2', token_url: tokens.url, client_id: 'naast', client_secret_file: `${slug}.secret` });

function reset() {
    provider.seen.length = 0;
    provider.steps = [accept];
    Object.assign(tokens, { asked: [], given: [], lives_s: 300, step: undefined });
}

// A house whose provider wants what `access` says, and as many requests waiting as asked for.
async function waiting(access, { url = provider.url, count = 1 } = {}) {
    reset();
    house = new House('access');
    house.secret(`${slug}.secret`, SECRET);
    house.route(slug, 'https://localhost:1/v1', { ca: pems.ca });
    await house.start();
    const kiosk = await house.kiosk();
    const ids = Array.from({ length: count }, () => kiosk.submit(slug));
    for (const id of ids) await kiosk.hears(`kept ${id}`);
    await house.stop();
    house.log = '';
    want(access, url);
    return ids;
}

const want = (access, url = provider.url) =>
    house.endpoint(slug, { adapter: 'oco-v1', base_url: url, ca_file: pems.ca, dedupe: true, ...access });

test('a token is fetched once, used for every request, and nowhere to be found', async () => {
    reset();
    house = new House('oauth2');
    house.secret(`${slug}.secret`, SECRET);
    want({ ...oauth2(), scope: 'contactverzoeken' });
    await house.start();
    const kiosk = await house.kiosk();
    const ids = [];
    for (let i = 0; i < 3; i++) {
        ids.push(kiosk.submit(slug));
        await kiosk.hears(`delivered ${ids[i]}`);
    }
    assert.equal(tokens.asked.length, 1);
    assert.equal(tokens.asked[0].body, 'grant_type=client_credentials&scope=contactverzoeken');
    assert.deepEqual(provider.seen.map((one) => one.headers.authorization), Array(3).fill(`Bearer ${tokens.given[0]}`));
    const { pid } = house.courier;
    const shown = house.leftovers() + readFileSync(`/proc/${pid}/cmdline`) + readFileSync(`/proc/${pid}/environ`);
    for (const secret of [SECRET, tokens.given[0]]) assert.ok(!shown.includes(secret), 'a secret was left somewhere');

    // The provider forgets it: one new one, within the same attempt.
    const [stale] = tokens.given;
    provider.steps = [{ status: 401 }, accept];
    const id = kiosk.submit(slug);
    await kiosk.hears(`delivered ${id}`);
    assert.equal(tokens.asked.length, 2);
    assert.deepEqual(provider.seen.slice(3).map((one) => one.headers.authorization), [`Bearer ${stale}`, `Bearer ${tokens.given[1]}`]);
    assert.ok(!house.log.includes('needs the operator'));
    provider.steps = [accept];
    const next = kiosk.submit(slug);
    await kiosk.hears(`delivered ${next}`);
    assert.equal(tokens.asked.length, 2, 'the new token was not kept');
    for (const one of [...ids, id, next]) assert.equal(provider.effects(one), 1);
});

test('a token that is over is not used again', async () => {
    reset();
    house = new House('oauth2');
    house.secret(`${slug}.secret`, SECRET);
    want(oauth2());
    tokens.lives_s = 1;
    await house.start();
    const kiosk = await house.kiosk();
    await kiosk.hears(`delivered ${kiosk.submit(slug)}`);
    await new Promise((resolve) => setTimeout(resolve, 1000));     // its whole life
    await kiosk.hears(`delivered ${kiosk.submit(slug)}`);
    assert.equal(tokens.asked.length, 2);
    assert.notEqual(provider.seen[0].headers.authorization, provider.seen[1].headers.authorization);
});

test('a token nobody takes is renewed once, and then it is the operator\'s', async () => {
    const [id] = await waiting(oauth2());
    provider.steps = [{ status: 401 }];
    assert.equal(await house.once(), 1);
    assert.deepEqual([provider.seen.length, tokens.asked.length], [2, 2]);
    assert.match(house.log, /needs the operator, status 401/);
    assert.deepEqual(house.files('queue'), [id]);
});

test('without a token the provider hears nothing, and the request waits', async () => {
    const [id] = await waiting(oauth2());
    const rows = [
        ['an unknown client', { status: 401, body: '{"error":"invalid_client"}' }, /needs the operator, the server that gives out tokens 401/],
        ['a bad scope', { status: 400, body: '{"error":"invalid_scope"}' }, /needs the operator, the server that gives out tokens 400/],
        ['broken', { status: 500 }, /not sent, the server that gives out tokens 500/],
        ['busy', { status: 429, headers: { 'Retry-After': '3' } }, /told to wait, the server that gives out tokens 429/],
        ['sent elsewhere', { status: 302, headers: { location: provider.url } }, /needs the operator, the server that gives out tokens 302/],
        ['a page', { status: 200, body: '<html>' }, /needs the operator, the server that gives out tokens 200/],
        ['a token with a header in it', { status: 200, body: '{"token_type":"Bearer","access_token":"a\\r\\nX: y"}' }, /needs the operator/],
    ];
    for (const [why, step, said] of rows) {
        tokens.step = step;
        house.log = '';
        assert.equal(await house.once(), 1, why);
        assert.match(house.log, said, why);
    }
    want({ ...oauth2(), token_url: 'https://localhost:1/token' });
    house.log = '';
    assert.equal(await house.once(), 1);
    assert.match(house.log, /not sent, no connection/);
    assert.equal(provider.seen.length, 0);
    want(oauth2());
    tokens.step = undefined;
    assert.equal(await house.once(), 0, house.log);
    assert.equal(provider.effects(id), 1);
});

test('a secret that others can read, that is missing or has two lines is not used', async () => {
    const [id] = await waiting(oauth2());
    const path = join(house.keys, `${slug}.secret`);
    const rows = [['read by others', () => chmodSync(path, 0o640)], ['two lines', () => house.secret(`${slug}.secret`, 'a\nb')],
                  ['missing', () => execFileSync('rm', [path])]];
    for (const [why, spoil] of rows) {
        spoil();
        house.log = '';
        assert.equal(await house.once(), 1, why);
        assert.match(house.log, /needs the operator, token file/, why);
        assert.ok(house.log.includes(`mend ${path}: it must be there`), why);
    }
    assert.deepEqual([tokens.asked.length, provider.seen.length], [0, 0]);
    house.secret(`${slug}.secret`, SECRET);
    assert.equal(await house.once(), 0);
    assert.equal(provider.effects(id), 1);
});

test('a client certificate opens the door, alone or beside a token', async () => {
    const [first] = await waiting(undefined);
    const good = clientCertificate('naast-courier');
    const names = [];
    const guarded = new FaultServer({ ...tls, ca: readFileSync(pems.ca), requestCert: true, rejectUnauthorized: true });
    guarded.server.on('request', (request) => names.push(request.socket.getPeerCertificate().subject?.CN));
    await guarded.start();
    want({ access: 'certificate', ...good }, guarded.url);
    assert.equal(await house.once(), 0, house.log);
    assert.deepEqual(names, ['naast-courier']);
    assert.equal(guarded.seen[0].headers.authorization, undefined);
    assert.equal(guarded.effects(first), 1);

    const [second] = await waiting({ ...oauth2(), ...good }, { url: guarded.url });
    assert.equal(await house.once(), 0, house.log);
    assert.equal(guarded.seen.at(-1).headers.authorization, `Bearer ${tokens.given[0]}`);
    assert.equal(guarded.effects(second), 1);
    await guarded.stop();
});

test('a certificate of ours that cannot be shown stays here, and so does the request', async () => {
    const [id] = await waiting(undefined);
    const good = clientCertificate('goed'), over = clientCertificate('over', { days: '-1' });
    const locked = join(folder, 'locked.key');
    execFileSync('openssl', ['pkcs8', '-topk8', '-in', good.client_key_file, '-out', locked, '-passout', 'pass:x'], { stdio: 'ignore' });
    chmodSync(locked, 0o600);
    chmodSync(house.secret('open.key', readFileSync(good.client_key_file)), 0o644);
    const rows = [
        ['over', over, /own certificate/], ['missing', { ...good, client_certificate_file: join(folder, 'niets.pem') }, /own certificate/],
        ['no certificate', { ...good, client_certificate_file: good.client_key_file }, /own certificate/],
        ['a key that others can read', { ...good, client_key_file: 'open.key' }, /own certificate/],
        ['a key of another', { ...good, client_key_file: over.client_key_file }, /own certificate/],
        ['a key with a passphrase', { ...good, client_key_file: locked }, /own certificate/],
    ];
    for (const [why, files, said] of rows) {
        want({ access: 'certificate', ...files });
        house.log = '';
        assert.equal(await house.once(), 1, why);
        assert.match(house.log, new RegExp(`needs the operator, .*${said.source}`), why);
    }
    assert.equal(provider.seen.length, 0);
    assert.deepEqual(house.files('queue'), [id]);
});

// OpenSSL's own server says by an alert what it thinks of a certificate, with TLS 1.3 after we thought all was well.
async function opensslServer(...words) {
    const server = spawn('setpriv', ['--pdeathsig', 'KILL', 'openssl', 's_server', '-accept', '0', '-key', pems.key, '-cert', pems.certificate, '-CAfile', pems.ca,
        '-Verify', '1', '-verify_return_error', '-naccept', '1', ...words], { stdio: ['pipe', 'pipe', 'pipe'] });
    server.said = '';
    for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => { server.said += text; });
    await until('openssl to listen', () => /ACCEPT .*:(\d+)/.test(server.said));
    server.url = `https://localhost:${/ACCEPT .*:(\d+)/.exec(server.said)[1]}/v1`;
    return server;
}

test('a certificate the provider refuses is the operator\'s, by alert or by a page, and never a bad line', async () => {
    const [id] = await waiting(undefined);
    const elsewhere = temporaryFolder('access-other');
    makeCertificates(elsewhere);
    const strange = clientCertificate('vreemd', { authority: elsewhere }), none = { token_file: `${slug}.token` };
    for (const [why, access, words] of [['of an authority they do not know', { access: 'certificate', ...strange }, ['-tls1_3']],
                                        ['none at all', none, ['-tls1_3']], ['none at all, older TLS', none, ['-tls1_2']]]) {
        const server = await opensslServer(...words);
        want(access, server.url);
        house.log = '';
        assert.equal(await house.once(), 1, why);
        assert.match(house.log, /needs the operator, our own certificate/, `${why}: ${server.said}`);
        assert.ok(!server.said.includes('POST'), why);
        server.kill();
    }
    // nginx: 400 and a page of its own.
    provider.steps = [{ status: 400, body: '<html><title>400 The SSL certificate error</title></html>' }];
    want({ access: 'certificate', ...clientCertificate('pagina') });
    house.log = '';
    assert.equal(await house.once(), 1);
    assert.match(house.log, /needs the operator, our own certificate/);
    assert.deepEqual([house.files('queue'), house.files('hold')], [[id], []]);
    provider.steps = [accept];
    assert.equal(await house.once(), 0);
});

test('a provider without an endpoint never reaches the courier: a request for it is not taken', async () => {
    house = new House('none');
    house.route(slug, provider.url, { ca: pems.ca });
    await house.start();
    const kiosk = await house.kiosk();
    const id = kiosk.submit('voorbeeld-ouderen');
    await kiosk.hears(`not-kept ${id}`);
    assert.deepEqual(house.files('queue'), []);
    assert.ok(existsSync(join(house.config, 'providers', 'voorbeeld-ouderen.json')));
});
