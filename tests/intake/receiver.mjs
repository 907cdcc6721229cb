// SPDX-License-Identifier: EUPL-1.2
// A real naast-intake behind real TLS, for the tests: certificates made on the spot, loopback
// only.
import { execFileSync, spawn } from 'node:child_process';
import {
    chmodSync,
    existsSync,
    mkdtempSync,
    readFileSync,
    rmSync,
    writeFileSync,
} from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';

export const root = new URL('../..', import.meta.url).pathname;
export const build = process.env.NAAST_BUILD ?? join(root, 'build');

export function temporaryFolder(name) {
    const folder = mkdtempSync(join(tmpdir(), `naast-${name}-`));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    return folder;
}

// A certificate authority and a server certificate for localhost, in `folder`.
export function makeCertificates(folder) {
    const at = (name) => join(folder, name);
    const openssl = (...words) =>
        execFileSync('openssl', words, { stdio: ['ignore', 'ignore', 'pipe'] });
    const key = (name) =>
        openssl(
            'genpkey',
            '-algorithm',
            'EC',
            '-pkeyopt',
            'ec_paramgen_curve:P-256',
            '-out',
            at(name),
        );
    key('ca.key');
    openssl(
        'req',
        '-x509',
        '-new',
        '-key',
        at('ca.key'),
        '-subj',
        '/CN=Naast test authority',
        '-days',
        '2',
        '-addext',
        'keyUsage=critical,keyCertSign',
        '-out',
        at('ca.pem'),
    );
    key('server.key');
    openssl(
        'req',
        '-new',
        '-key',
        at('server.key'),
        '-subj',
        '/CN=localhost',
        '-out',
        at('server.csr'),
    );
    writeFileSync(
        at('server.ext'),
        'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n',
    );
    openssl(
        'x509',
        '-req',
        '-in',
        at('server.csr'),
        '-CA',
        at('ca.pem'),
        '-CAkey',
        at('ca.key'),
        '-CAcreateserial',
        '-days',
        '2',
        '-extfile',
        at('server.ext'),
        '-out',
        at('server.pem'),
    );
    writeFileSync(at('token'), randomBytes(24).toString('hex') + '\n', { mode: 0o600 });
    chmodSync(at('token'), 0o600);
    return {
        ca: at('ca.pem'),
        certificate: at('server.pem'),
        key: at('server.key'),
        tokenFile: at('token'),
        token: readFileSync(at('token'), 'utf8').trim(),
    };
}

// Waits until `is` gives something, without guessing how long that takes; fails after
// `most_ms`.
export async function until(what, is, most_ms = 10000) {
    const end = Date.now() + most_ms;
    for (;;) {
        const value = await is();
        if (value) return value;
        if (Date.now() > end) throw new Error(`waited ${most_ms} ms in vain for: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
}

export class Receiver {
    constructor(folder, pems, store = join(folder, 'store')) {
        Object.assign(this, { folder, pems, store, log: '' });
    }

    async start(port = 0) {
        const { certificate, key, tokenFile } = this.pems;
        this.program = spawn(
            join(build, 'naast-intake'),
            [
                '--listen',
                `127.0.0.1:${port}`,
                '--cert',
                certificate,
                '--key',
                key,
                '--store',
                this.store,
                '--token-file',
                tokenFile,
                ...(this.words ?? []),
            ],
            { stdio: ['ignore', 'pipe', 'pipe'] },
        );
        this.program.stderr.on('data', (text) => {
            this.log += text;
        });
        let said = '';
        this.program.stdout.on('data', (text) => {
            said += text;
        });
        await until('naast-intake to listen', () => {
            if (this.program.exitCode !== null)
                throw new Error(`naast-intake stopped: ${this.log}`);
            return said.includes('\n');
        });
        this.port = Number(/:(\d+)\n/.exec(said)[1]);
        this.agent = new https.Agent({ keepAlive: true, ca: readFileSync(this.pems.ca) });
        return this;
    }

    async stop(signal = 'SIGTERM') {
        if (!this.program || this.program.exitCode !== null || this.program.signalCode !== null)
            return;
        this.agent.destroy();
        const end = once(this.program, 'exit');
        this.program.kill(signal);
        await end;
    }

    // The stored requests, as received.
    requests() {
        const path = join(this.store, 'requests.jsonl');
        if (!existsSync(path)) return [];
        return readFileSync(path, 'utf8')
            .split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line).verzoek);
    }

    call(method, path, { headers = {}, body } = {}) {
        return new Promise((resolve, reject) => {
            const request = https.request(
                {
                    host: 'localhost',
                    port: this.port,
                    agent: this.agent,
                    method,
                    path,
                    headers,
                },
                (answer) => {
                    const parts = [];
                    answer.on('data', (part) => parts.push(part));
                    answer.on('error', reject);
                    answer.on('end', () => {
                        const text = Buffer.concat(parts).toString('utf8');
                        const isJson = /json/.test(answer.headers['content-type'] ?? '');
                        resolve({
                            status: answer.statusCode,
                            headers: answer.headers,
                            text,
                            body: isJson && text ? JSON.parse(text) : undefined,
                        });
                    });
                },
            );
            request.on('error', reject);
            request.end(body);
        });
    }

    // Hands in a request as a kiosk does. `headers` set to undefined leave one out.
    handIn(request, headers = {}) {
        const all = {
            'Content-Type': 'application/json',
            Accept: 'application/json, application/problem+json',
            Authorization: `Bearer ${this.pems.token}`,
            'Idempotency-Key': `"${request.id}"`,
            ...headers,
        };
        for (const name of Object.keys(all)) if (all[name] === undefined) delete all[name];
        return this.call('POST', '/v1/contactverzoeken', {
            headers: all,
            body: typeof request === 'string' ? request : JSON.stringify(request),
        });
    }
}
