// SPDX-License-Identifier: EUPL-1.2
// A provider that answers wrongly, late or not at all, over real TLS; and keeps a ledger of
// what it was asked. Each provider has its own path, so that one's trouble is not another's.
import { readFileSync } from 'node:fs';
import https from 'node:https';

export const receipt = (request) => ({
    status: 201,
    body: {
        id: request.id,
        referentie: request.referentie,
        status: 'ontvangen',
        ontvangenOp: new Date().toISOString().replace(/\.\d+Z/, 'Z'),
    },
});
export const problem = (status, more = {}, headers = {}) => ({
    status,
    headers,
    type: 'application/problem+json',
    body: {
        type: 'https://oco.example/fouten/toets',
        title: 'Toets',
        status,
        detail: 'Toets',
        ...more,
    },
});
export const refuseField = (pointer) => () =>
    problem(400, { errors: [{ pointer, detail: 'Bestaat niet' }] });
export const SILENCE = Symbol('no answer');

export class Faults {
    constructor(pems) {
        this.plans = new Map();
        this.calls = [];
        this.server = https.createServer(
            { cert: readFileSync(pems.certificate), key: readFileSync(pems.key) },
            (request, answer) => this.take(request, answer),
        );
    }

    async start() {
        await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
        this.port = this.server.address().port;
    }

    stop() {
        this.server.closeAllConnections();
        return new Promise((resolve) => this.server.close(resolve));
    }

    address(slug) {
        return `https://localhost:${this.port}/${slug}/v1`;
    }

    // One function a call, the last one for all that follow: request -> { status, body, headers
    // } or SILENCE.
    plan(slug, ...answers) {
        this.plans.set(slug, answers);
    }

    callsFor(slug) {
        return this.calls.filter((call) => call.slug === slug);
    }

    take(request, answer) {
        const parts = [];
        request.on('data', (part) => parts.push(part));
        request.on('error', () => {});
        request.on('end', async () => {
            const slug = request.url.split('/')[1];
            const text = Buffer.concat(parts).toString('utf8');
            const call = {
                slug,
                at_ms: Date.now(),
                text,
                body: JSON.parse(text),
                headers: request.headers,
                url: request.url,
            };
            this.calls.push(call);
            const answers = this.plans.get(slug) ?? [receipt];
            const said = await (answers.length > 1 ? answers.shift() : answers[0])(call.body);
            if (said === SILENCE || answer.destroyed) return;
            answer.writeHead(said.status, {
                'Content-Type': said.type ?? 'application/json',
                ...said.headers,
            });
            answer.end(JSON.stringify(said.body));
        });
    }
}
