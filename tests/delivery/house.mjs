// SPDX-License-Identifier: EUPL-1.2
// A courier with its folders, keys and configuration, and a kiosk without a screen that talks to it.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { build, root, temporaryFolder, until } from '../intake/receiver.mjs';

export const kioskProgram = process.env.NAAST_DELIVERY_KIOSK ?? join(build, 'tests/delivery/delivery_kiosk');

process.setMaxListeners(0);     // each temporary folder waits for the end to go

// Nobody is called this anywhere else: found in a file or a log, it leaked.
export const canary = { name: 'Zebedeus-Kanarie', phone: '+31687654321' };

const houses = [];
after(() => Promise.all(houses.map((house) => house.stop('SIGKILL'))));

export class House {
    constructor(name) {
        houses.push(this);
        this.folder = temporaryFolder(name);
        for (const [key, value] of Object.entries({ config: 'config', data: 'data', keys: 'keys', socket: 'socket', metrics: 'metrics' }))
            this[key] = join(this.folder, value);
        this.newKey();
        cpSync(join(root, 'config'), this.config, { recursive: true });
        this.log = '';
        this.kiosks = [];
        this.kioskPrefix = [];
    }

    newKey() { execFileSync(join(build, 'naast'), ['keys', 'new', this.keys], { stdio: 'ignore' }); }

    // Sends provider `slug` to `url`; everything else stays as the sample has it.
    route(slug, url, { ca, strict = true, dedupe = true, dedupe_days, token = 'TESTTOKEN' }) {
        this.secret(`${slug}.token`, token);
        this.endpoint(slug, { adapter: 'oco-v1', base_url: url, token_file: `${slug}.token`, ca_file: ca, strict, dedupe, dedupe_days,
                              send_topics: true });
    }

    endpoint(slug, endpoint) {
        const path = join(this.config, 'providers', `${slug}.json`);
        const provider = JSON.parse(readFileSync(path, 'utf8'));
        writeFileSync(path, JSON.stringify({ ...provider, endpoint }, null, 2));
    }

    // A file that only the courier can read.
    secret(name, text) {
        const path = join(this.keys, name);
        rmSync(path, { force: true });
        writeFileSync(path, `${text}\n`, { mode: 0o600 });
        return path;
    }

    words(...more) {
        return ['--config', this.config, '--data', this.data, '--key', join(this.keys, 'courier.key'), ...more];
    }

    async start({ env = {}, prefix = [] } = {}) {
        // Whatever ends the test ends the courier.
        const [program, ...words] = [...prefix, 'setpriv', '--pdeathsig', 'KILL', join(build, 'naast-courier'),
            ...this.words('--socket', this.socket, '--metrics', this.metrics)];
        this.courier = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } });
        this.courier.stderr.on('data', (text) => { this.log += text; });
        await until('the courier to listen', () => {
            if (this.courier.exitCode !== null) throw new Error(`the courier stopped: ${this.log}`);
            return existsSync(this.socket) && this.#answers();
        });
        return this;
    }

    // A socket left by a killed courier is there, but nobody answers.
    async #answers() {
        const [program, ...words] = [...this.kioskPrefix, kioskProgram, this.socket];
        const kiosk = spawn(program, words, { stdio: ['pipe', 'pipe', 'ignore'] });
        let said = '';
        kiosk.stdout.on('data', (text) => { said += text; });
        kiosk.stdin.on('error', () => {});
        kiosk.stdin.write('hello\n');
        try {
            return await until('an answer', () => said.includes('ready') || kiosk.exitCode !== null) && said.includes('ready');
        } finally {
            kiosk.kill();
        }
    }

    async stop(signal = 'SIGTERM') {
        for (const kiosk of this.kiosks.splice(0)) kiosk.leave();
        const { courier } = this;
        if (!courier || courier.exitCode !== null || courier.signalCode !== null) return courier?.exitCode;
        const end = once(courier, 'exit');
        courier.kill(signal);
        const [status] = await end;
        return status;
    }

    // Not spawnSync: the provider lives in this same process and must be able to answer.
    async once({ env = {}, prefix = [] } = {}) {
        const [program, ...words] = [...prefix, join(build, 'naast-courier'), ...this.words('--once')];
        const run = spawn(program, words,
            { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } });
        run.stderr.on('data', (text) => { this.log += text; });
        const [status] = await once(run, 'close');
        return status;
    }

    tool(...words) {
        return spawnSync(join(build, 'naast'), [...words, '--data', this.data], { encoding: 'utf8' });
    }

    async kiosk(hears = 'ready') {
        const kiosk = new Kiosk([...this.kioskPrefix, kioskProgram, this.socket]);
        this.kiosks.push(kiosk);
        kiosk.say('hello');
        await kiosk.hears(hears).catch((error) => { throw new Error(`${error.message}; log: ${this.log}`, { cause: error }); });
        return kiosk;
    }

    files(state) { return existsSync(join(this.data, state)) ? readdirSync(join(this.data, state)) : []; }

    // What moved on since it was listed is in another state now.
    sizes(state) {
        return this.files(state).map((name) => statSync(join(this.data, state, name), { throwIfNoEntry: false })?.size)
            .filter((size) => size !== undefined);
    }

    // Every byte the courier left behind: spool, metrics, log.
    leftovers() {
        const all = [Buffer.from(this.log)];
        for (const state of ['queue', 'flight', 'hold', 'done'])
            for (const name of this.files(state)) all.push(Buffer.from(name), readFileSync(join(this.data, state, name)));
        if (existsSync(this.metrics)) all.push(readFileSync(this.metrics));
        return Buffer.concat(all).toString('latin1');
    }
}

export class Kiosk {
    constructor([program, ...words]) {
        this.said = [];
        this.program = spawn(program, words, { stdio: ['pipe', 'pipe', 'ignore'] });
        this.program.stdin.on('error', () => {});
        let rest = '';
        this.program.stdout.on('data', (text) => {
            const lines = (rest + text).split('\n');
            rest = lines.pop();
            this.said.push(...lines);
        });
    }

    say(line) { this.program.stdin.write(`${line}\n`); }

    // All that it was told lies with the courier.
    async hasSaid() {
        this.say('mark');
        await this.hears('mark');
    }

    submit(provider, id = randomUUID()) {
        this.say(`submit ${id} ${provider} ${canary.name} ${canary.phone}`);
        return id;
    }

    // The same with a body of the caller's own, as the contract has it.
    submitBody(provider, body) {
        this.say(`body ${body.id} ${provider} ${JSON.stringify(body)}`);
        return body.id;
    }

    // The same closed for the provider alone.
    submitClosed(provider, id, jwe) { this.say(`jwe ${id} ${provider} ${jwe}`); }

    // Takes the first line that begins so out of what was said.
    async hears(start, most_ms = 10000) {
        try {
            return await until(`the courier to say "${start}"`, () => {
                const place = this.said.findIndex((line) => line.startsWith(start));
                return place < 0 ? null : this.said.splice(place, 1)[0];
            }, most_ms);
        } catch (error) {
            throw new Error(`${error.message}; it said ${JSON.stringify(this.said)}`, { cause: error });
        }
    }

    leave() { this.program.kill('SIGKILL'); }
}

export { until };
