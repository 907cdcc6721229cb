// SPDX-License-Identifier: EUPL-1.2
// A provider that fails on command, behind real TLS on loopback.
//
// `steps` is what it does with the requests to come, in order; the last step stays. A step:
//   { status, body, headers }      answer so; `body` may be a function of the request's id
//   effect: true                   take the request in first, as a provider's system would
//   hang: true                     answer nothing and keep the connection
//   drop: true                     answer nothing and close the connection
//   raw: 'bytes' | function(socket)  write these bytes instead of an answer
// or a function that gives one of these.
//
// `ledger` says for each Idempotency-Key how often it took effect: the same key twice is one effect, as the contract
// has it; to a provider whose `hasDedupe` is false a key says nothing, and what comes twice takes effect twice. `seen`
// holds every request that came in.
import https from 'node:https';
import { once } from 'node:events';

export const receipt = (id) => JSON.stringify({ id, referentie: '4829137508', status: 'ontvangen' });
export const accept = { status: 201, effect: true, body: receipt };

export class FaultServer {
    constructor(options) {
        this.seen = [];
        this.hasDedupe = true;
        this.ledger = new Map();
        this.steps = [accept];
        this.sockets = new Set();
        this.connections = 0;
        this.server = https.createServer(options, (request, response) => this.#receive(request, response));
        this.server.on('secureConnection', () => { this.connections++; });
        this.server.on('connection', (socket) => {
            this.sockets.add(socket);
            socket.on('close', () => this.sockets.delete(socket));
        });
        this.server.on('tlsClientError', () => {});
    }

    async start(host = '127.0.0.1', port = 0) {
        this.server.listen(port, host);
        await once(this.server, 'listening');
        this.server.unref();     // a test that failed before its stop() must end all the same
        this.port = this.server.address().port;
        this.url = `https://localhost:${this.port}/v1`;
        return this;
    }

    async stop() {
        for (const socket of this.sockets) socket.destroy();
        this.server.close();
        await once(this.server, 'close');
    }

    effects(key) { return this.ledger.get(key)?.length ?? 0; }

    async #receive(request, response) {
        const parts = [];
        for await (const part of request) parts.push(part);
        const body = Buffer.concat(parts).toString('utf8');
        const key = (request.headers['idempotency-key'] ?? '').replaceAll('"', '');
        const next = this.steps.length > 1 ? this.steps.shift() : this.steps[0];
        const step = typeof next === 'function' ? next() : next;
        this.seen.push({ key, body, headers: request.headers, method: request.method, path: request.url, step });
        if (step.effect) this.#take(key, body);
        if (step.hang) return;
        if (step.drop) return void request.socket.destroy();
        if (step.raw) {
            if (typeof step.raw === 'function') step.raw(request.socket);
            else request.socket.end(step.raw);
            return;
        }
        const text = typeof step.body === 'function' ? step.body(key) : step.body ?? '';
        response.writeHead(step.status, { 'content-type': 'application/json', ...step.headers });
        response.end(text);
    }

    // The first time counts. A repeated key must come with the same bytes, else the kiosk broke the contract.
    #take(key, body) {
        const before = this.ledger.get(key);
        if (!before) this.ledger.set(key, [body]);
        else if (!this.hasDedupe || before[0] !== body) before.push(body);
    }
}
