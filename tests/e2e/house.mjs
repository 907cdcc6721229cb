// SPDX-License-Identifier: EUPL-1.2
// A kiosk, a courier and a provider on loopback, in a folder of their own: real programs, real
// TLS, a real window under Xvfb. Everything they print is kept, so that a test can look for
// what must not be in it.
import { spawn } from 'node:child_process';
import {
    cpSync,
    existsSync,
    mkdirSync,
    readFileSync,
    readdirSync,
    rmSync,
    statSync,
    writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import {
    Receiver,
    build,
    makeCertificates,
    root,
    temporaryFolder,
    until,
} from '../intake/receiver.mjs';

export const TAKES_REQUESTS = (provider) =>
    provider.endpoint && provider.endpoint.adapter !== 'none';

export class House {
    constructor(name) {
        this.folder = temporaryFolder(name);
        this.at = (...names) => join(this.folder, ...names);
        mkdirSync(this.at('keys'));
        this.pems = makeCertificates(this.at('keys'));
        execFileSync(join(build, 'naast'), ['keys', 'new', this.at('keys')], {
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        this.receiver = new Receiver(this.folder, this.pems);
        this.log = '';
        this.visits = 0;
    }

    // Copies the sample; `address(slug)` gives where that provider lives, `settings` what this
    // kiosk has otherwise.
    configure(address, settings = {}) {
        cpSync(join(root, 'config'), this.at('config'), { recursive: true });
        const own = this.at('config', 'kiosk.json');
        writeFileSync(
            own,
            JSON.stringify({ ...JSON.parse(readFileSync(own, 'utf8')), ...settings }),
        );
        const folder = this.at('config', 'providers');
        for (const name of readdirSync(folder)) {
            const provider = JSON.parse(readFileSync(join(folder, name), 'utf8'));
            if (!TAKES_REQUESTS(provider)) continue;
            provider.endpoint = {
                adapter: 'oco-v1',
                base_url: address(provider.slug),
                token_file: this.pems.tokenFile,
                ca_file: this.pems.ca,
                dedupe: true,
                send_topics: provider.endpoint.send_topics,
            };
            writeFileSync(join(folder, name), JSON.stringify(provider));
        }
    }

    start(name, words, env = {}) {
        const program = spawn(words[0], words.slice(1), {
            stdio: ['ignore', 'pipe', 'pipe'],
            env: { ...process.env, ...env },
        });
        program.said = '';
        program.stdout.on('data', (text) => {
            program.said += text;
        });
        program.stderr.on('data', (text) => {
            this.log += text;
        });
        program.stdout.on('data', (text) => {
            this.log += text;
        });
        program.runs = () => program.exitCode === null && program.signalCode === null;
        program.on('error', (error) => {
            this.log += `${name}: ${error.message}\n`;
        });
        return program;
    }

    async stop(program, signal = 'SIGTERM') {
        if (!program || !program.runs()) return;
        const end = once(program, 'exit');
        program.kill(signal);
        const insist = setTimeout(() => program.kill('SIGKILL'), 5000);
        await end;
        clearTimeout(insist);
    }

    async startScreen(size = '1920x1080', words = []) {
        this.screen = this.start('Xvfb', [
            'Xvfb',
            '-displayfd',
            '1',
            '-screen',
            '0',
            `${size}x24`,
            '-nolisten',
            'tcp',
            ...words,
        ]);
        await until('Xvfb to name its display', () => /^\d+\n/.test(this.screen.said));
        this.display = `:${this.screen.said.trim()}`;
    }

    // A courier with an empty spool of its own, or again the one that was killed.
    async startCourier(data = this.data ?? 'data') {
        this.data = data;
        if (!existsSync(this.at(data))) mkdirSync(this.at(data), { mode: 0o700 });
        this.courier = this.start('naast-courier', [
            join(build, 'naast-courier'),
            '--config',
            this.at('config'),
            '--data',
            this.at(data),
            '--key',
            this.at('keys', 'courier.key'),
            '--socket',
            this.at('courier.sock'),
        ]);
        await until('the courier to listen', () => {
            if (!this.courier.runs()) throw new Error(`the courier stopped:\n${this.log}`);
            return existsSync(this.at('courier.sock'));
        });
    }

    async freshCourier(data) {
        await this.stop(this.courier);
        await this.startCourier(data);
    }

    async startKiosk(env = {}, words = [], prefix = []) {
        rmSync(this.at('tree.json'), { force: true });
        this.kiosk = this.start(
            'naast-kiosk',
            [
                ...prefix,
                join(build, 'naast-kiosk'),
                '--config',
                this.at('config'),
                '--assets',
                join(build, 'assets'),
                '--courier',
                this.at('courier.sock'),
                '--demo',
                '--tree',
                this.at('tree.json'),
                ...words,
            ],
            { DISPLAY: this.display, SDL_VIDEODRIVER: 'x11', WAYLAND_DISPLAY: '', ...env },
        );
        await this.sees('rest');
    }

    async close() {
        await this.stop(this.kiosk);
        await this.stop(this.courier);
        await this.receiver.stop();
        await this.stop(this.screen);
    }

    // ---- what the visitor sees ----

    tree() {
        if (this.kiosk && !this.kiosk.runs())
            throw new Error(`the kiosk stopped:\n${this.log}`);
        try {
            return JSON.parse(readFileSync(this.at('tree.json'), 'utf8'));
        } catch {
            return { screen: '', nodes: [] }; // not there yet
        }
    }

    node(id) {
        return this.tree().nodes.find((node) => node.id === id);
    }

    async sees(screen, most_ms = 8000) {
        try {
            return await until(
                `the screen '${screen}'`,
                () => this.tree().screen === screen,
                most_ms,
            );
        } catch (error) {
            const tree = this.tree();
            const nodes = tree.nodes
                .filter((node) => node.pressable)
                .map((node) => node.id)
                .join(' ');
            throw new Error(
                `${error.message}; this is '${tree.screen}' with ${nodes}\n${this.log}`,
            );
        }
    }

    // ---- what the visitor does ----

    xdotool(...words) {
        return execFileSync('xdotool', words, {
            env: { ...process.env, DISPLAY: this.display },
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'pipe'],
        });
    }

    // A real tap in the middle of the node. A new screen takes no touch for 300 ms, so a
    // person's pause comes first. What leads on stands on the last page, so a visitor who looks
    // for it goes through the pages.
    async tap(id, { times = 1, pause_ms = 330 } = {}) {
        await until(
            `'${id}' on the screen '${this.tree().screen}'`,
            async () => {
                if (this.node(id)?.pressable) return true;
                if (id !== 'nav.more' && this.node('nav.more')?.pressable)
                    await this.click('nav.more', 1, 330);
                return false;
            },
            6000,
        );
        await this.click(id, times, pause_ms);
    }

    // The same target on the same screen is deaf for 500 ms: the kiosk takes a second tap for a
    // trembling hand.
    async click(id, times, pause_ms) {
        const screen = this.tree().screen,
            last = this.lastClick;
        const deaf_ms =
            last?.id === id && last.screen === screen ? last.at_ms + 700 - Date.now() : 0;
        await new Promise((resolve) => setTimeout(resolve, Math.max(pause_ms, deaf_ms)));
        const node = this.node(id);
        if (!node) return; // gone in the meantime: whoever waits for the outcome will say so
        const [x, y, width, height] = node.rect;
        this.xdotool(
            'mousemove',
            `${Math.round(x + width / 2)}`,
            `${Math.round(y + height / 2)}`,
            'click',
            '--repeat',
            `${times}`,
            '--delay',
            '60',
            '1',
        );
        this.lastClick = { id, screen, at_ms: Date.now() };
    }

    async next(screen) {
        await this.tap('nav.next');
        await this.sees(screen);
    }

    // Types on the keys of the screen.
    async type(prefix, text, field) {
        let pause_ms = 330;
        for (const sign of text) {
            await this.tap(prefix + sign, { pause_ms });
            pause_ms = 15;
        }
        // The tree shows a dot for each sign of what is private.
        const length = () => [...(this.node(field)?.value ?? '')].length;
        await until(
            `'${field}' to hold ${text.length} signs`,
            () => length() >= text.length,
            2000,
        ).catch((error) => {
            throw new Error(`${error.message}; it holds ${length()}`);
        });
    }

    async chooseProvider(slug) {
        for (let page = 0; page < 12; page++) {
            if (this.node(`provider.${slug}.choose`)?.pressable)
                return this.tap(`provider.${slug}.choose`);
            const shown = this.tree().page?.[0];
            await this.tap('nav.more');
            await until('another page', () => this.tree().page?.[0] !== shown, 4000);
        }
        throw new Error(`${slug} is on no page`);
    }

    // From the rest screen to the review, with the fewest taps that lead there.
    async fillIn({ provider, name, phone, email }) {
        this.visits++;
        await this.sees('rest', 15000);
        await this.tap('rest.language.nl');
        await this.sees('home');
        await this.tap('home.ask');
        await this.sees('topics');
        await this.tap('nav.skip');
        await this.sees('for-whom');
        await this.tap('for-whom.me');
        await this.next('wlz');
        await this.tap('wlz.no');
        await this.next('providers');
        await this.chooseProvider(provider);
        await this.sees('channel');
        await this.tap(email ? 'channel.email' : 'channel.telefoon');
        await this.next('name');
        await this.type('key.', name, 'name.field');
        await this.next(email ? 'email' : 'phone');
        if (email) await this.typeEmail(email);
        else await this.typePhone(phone);
        await this.sees('when');
        await this.tap('nav.skip');
        await until('the second question of when', () => this.node('when.morning'));
        await this.tap('nav.skip');
        await this.sees('talk');
        await this.next('review');
    }

    // From the rest screen to the name, which is typed, and no further.
    async typeName({ provider, name, channel = 'telefoon' }) {
        await this.sees('rest', 15000);
        await this.tap('rest.language.nl');
        await this.sees('home');
        await this.tap('home.switch');
        await this.sees('switch');
        await this.next('providers');
        await this.chooseProvider(provider);
        await this.sees('for-whom');
        await this.tap('for-whom.me');
        await this.next('channel');
        await this.tap(`channel.${channel}`);
        await this.next('name');
        await this.type('key.', name, 'name.field');
    }

    // "Stop", and yes.
    async walkAway() {
        await this.tap('tool.stop');
        await this.tap('stop.yes');
    }

    async typePhone(phone) {
        await this.type('pad.', phone, 'phone.field');
        await this.tap('nav.next');
        await until('the voicemail question', () => this.node('voicemail.no'));
        await this.tap('voicemail.no');
        await this.tap('nav.next');
    }

    async typeEmail(email) {
        await this.type('key.', email, 'email.field');
        await this.tap('nav.next');
    }

    async finish() {
        await this.tap('outcome.finish');
        await this.sees('wiped');
        await this.tap('wiped.again');
        await this.sees('rest');
    }

    reference() {
        const node = this.node('reference.digits');
        return (node?.value || node?.name || '').replace(/\D/g, '');
    }

    // ---- what lies on the disk ----

    spooled(state) {
        const folder = this.at(this.data, state);
        return existsSync(folder)
            ? readdirSync(folder).filter((name) => !name.startsWith('.'))
            : [];
    }

    // Every file under the folder that holds one of the words in plain, but for the provider's
    // own store.
    filesWith(words) {
        const found = [];
        const look = (folder) => {
            for (const name of readdirSync(folder)) {
                const path = join(folder, name);
                const facts = statSync(path, { throwIfNoEntry: false });
                if (path === this.receiver.store || !facts) continue;
                if (facts.isDirectory()) look(path);
                else if (facts.isFile()) {
                    let bytes;
                    try {
                        bytes = readFileSync(path);
                    } catch (error) {
                        if (error.code !== 'ENOENT') throw error;
                        continue; // it has just got another name, under which it is looked at
                    }
                    for (const word of words)
                        if (bytes.includes(word)) found.push(`${path}: ${word}`);
                }
            }
        };
        look(this.folder);
        return found;
    }
}
