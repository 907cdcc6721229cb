// SPDX-License-Identifier: EUPL-1.2
// kiosk.mjs - Naast as it stands in a library: receiver, courier and kiosk, for the bench.
//
// A scout walks the journey once with --tree, which writes a file at every frame, and notes
// where the buttons are. The kiosk that is measured runs without it and gets the same taps.
import { execFileSync, spawn } from 'node:child_process';
import {
    chmodSync,
    cpSync,
    existsSync,
    mkdirSync,
    readFileSync,
    readdirSync,
    rmSync,
    writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { packagesOf } from './closure.mjs';
import { end, markOf, tree } from './processes.mjs';

const TWINS = [
    ['voorbeeld-mee', 'professional'],
    ['voorbeeld-mef', 'volunteer'],
];
const SWITCHES = 5; // rounds of each switch
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function until(what, is) {
    for (let i = 0; i < 200; i++) {
        if (is()) return;
        await sleep(50);
    }
    throw new Error(`bench: no ${what} within 10 s`);
}

function background(name, log, command) {
    const child = spawn('env', [markOf(name), ...command], {
        env: process.env,
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (bytes) => {
            said += bytes;
            writeFileSync(log, bytes, { flag: 'a' });
        });
    }
    child.unref();
    return { said: () => said };
}

// A config like the town's, with twins to choose from that listen on this machine: whichever
// comes first in the order of a visit, the buttons are in the same place.
function writeConfig(kiosk, root, port) {
    const { config } = kiosk;
    const folder = join(config, 'providers');
    cpSync(join(root, 'config'), config, { recursive: true });
    for (const name of readdirSync(folder)) {
        if (
            name !== `${TWINS[0][0]}.json` &&
            JSON.parse(readFileSync(join(folder, name), 'utf8')).route !== 'wlz'
        )
            rmSync(join(folder, name));
    }
    const provider = JSON.parse(readFileSync(join(folder, `${TWINS[0][0]}.json`), 'utf8'));
    Object.assign(provider.endpoint, {
        base_url: `https://localhost:${port}/v1`,
        ca_file: join(kiosk.folder, 'ca.pem'),
        token_file: join(kiosk.folder, 'token'),
    });
    for (const [slug, kind] of TWINS) {
        writeFileSync(
            join(folder, `${slug}.json`),
            JSON.stringify({ ...provider, slug, kind }, null, 2),
        );
    }
}

// One key pair that is its own authority, for loopback only.
function writeSecrets(kiosk) {
    execFileSync(
        'openssl',
        [
            'req',
            '-x509',
            '-newkey',
            'ec',
            '-pkeyopt',
            'ec_paramgen_curve:P-256',
            '-nodes',
            '-days',
            '2',
            '-subj',
            '/CN=localhost',
            '-addext',
            'subjectAltName=DNS:localhost,IP:127.0.0.1',
            '-keyout',
            join(kiosk.folder, 'tls.key'),
            '-out',
            join(kiosk.folder, 'ca.pem'),
        ],
        { stdio: 'ignore' },
    );
    writeFileSync(join(kiosk.folder, 'token'), 'b'.repeat(32));
    for (const name of ['tls.key', 'token']) chmodSync(join(kiosk.folder, name), 0o600);
    execFileSync(join(kiosk.build, 'naast'), ['keys', 'new', join(kiosk.folder, 'keys')], {
        stdio: 'ignore',
    });
}

function nodesNow(file) {
    try {
        return JSON.parse(readFileSync(file, 'utf8'));
    } catch {
        return { frame: -1, screen: '', nodes: [] };
    }
}

const middle = ({ rect: [x, y, w, h] }) => [Math.round(x + w / 2), Math.round(y + h / 2)];

// What to tap on each screen on the way to the name, one after the other; of a list, the first
// that can be pressed.
const WAY = {
    rest: [['rest.language.nl']],
    home: [['home.ask']],
    topics: [['nav.skip', 'nav.next']],
    'for-whom': [['for-whom.me'], ['nav.next']],
    wlz: [['wlz.no'], ['nav.next']],
    providers: [TWINS.flatMap(([slug]) => [`provider.${slug}`, `provider.${slug}.choose`])],
    provider: [['provider.choose']],
    channel: [['channel.telefoon'], ['nav.next']],
};

export const kiosk = {
    name: 'kiosk',
    settle(work, build, here) {
        this.root = join(here, '../..');
        this.build = build;
        this.folder = join(work, 'kiosk');
        this.config = join(this.folder, 'config');
        this.socket = join(this.folder, 'courier.sock');
        this.treeFile = join(this.folder, 'tree.json');
        mkdirSync(this.folder, { recursive: true });
    },
    command() {
        return [
            join(this.build, 'naast-kiosk'),
            '--config',
            this.config,
            '--assets',
            join(this.build, 'assets'),
            '--courier',
            this.socket,
        ];
    },
    async prepare(probe) {
        writeSecrets(this);
        const intake = background('intake', join(this.folder, 'intake.log'), [
            join(this.build, 'naast-intake'),
            '--listen',
            '127.0.0.1:0',
            '--cert',
            join(this.folder, 'ca.pem'),
            '--key',
            join(this.folder, 'tls.key'),
            '--store',
            join(this.folder, 'store'),
            '--token-file',
            join(this.folder, 'token'),
        ]);
        await until('receiver', () => /:(\d+)/.test(intake.said()));
        writeConfig(this, this.root, intake.said().match(/:(\d+)/)[1]);
        background('courier', join(this.folder, 'courier.log'), [
            join(this.build, 'naast-courier'),
            '--config',
            this.config,
            '--data',
            join(this.folder, 'data'),
            '--key',
            join(this.folder, 'keys/courier.key'),
            '--socket',
            this.socket,
        ]);
        await until('courier', () => existsSync(this.socket));
        await this.scout(probe);
    },
    async scout(probe) {
        background('scout', join(this.folder, 'scout.log'), [
            ...this.command(),
            '--demo',
            '--tree',
            this.treeFile,
        ]);
        await until('first screen', () => nodesNow(this.treeFile).screen === 'rest');
        this.toHome = await this.tap(probe, WAY.rest[0]);
        this.onHome = await this.find(['home.explain']);
        await this.tap(probe, ['home.explain']);
        this.onExplain = await this.find(['nav.back']);
        await this.tap(probe, ['nav.back']);
        await this.scoutSwitches(probe);
        this.toName = [];
        const taps = {};
        for (
            let { screen } = nodesNow(this.treeFile);
            screen !== 'name';
            { screen } = nodesNow(this.treeFile)
        ) {
            taps[screen] = (taps[screen] ?? -1) + 1;
            const ids = WAY[screen]?.[taps[screen]];
            if (!ids) throw new Error(`bench: lost on screen "${screen}"`);
            this.toName.push(await this.tap(probe, ids));
        }
        this.onName = [await this.find(['key.a']), await this.find(['key.erase'])];
        await end('scout');
    },
    // What a visitor switches, as rounds of places: each is where the node is at that moment.
    async scoutSwitches(probe) {
        const round = async (...ids) => {
            const places = [];
            for (const id of ids) places.push(await this.tap(probe, [id]));
            return places;
        };
        // Another place in between, for the same one is deaf for half a second.
        const themes = await round(...Array(4).fill('tool.contrast'));
        this.theme = themes.flatMap((place) => [this.nothing(), place]);
        this.language = await round(
            'tool.language',
            'language.en',
            'tool.language',
            'language.nl',
        );
        this.toLetters = await this.tap(probe, ['tool.letters']);
        this.size = await round('letters.1', 'letters.2');
        this.fromLetters = await this.tap(probe, ['overlay.close']);
        this.toVoice = await this.find(['tool.read']);
    },
    // How fast the screen is another one after a switch, and the voice after a touch. The audio
    // device takes sound at the pace of a loudspeaker.
    async extras(probe, touches) {
        const log = join(this.folder, 'speech.log');
        process.env.SDL_AUDIODRIVER = 'dummy';
        background('talker', join(this.folder, 'talker.log'), [
            ...this.command(),
            '--demo',
            '--speech-log',
            log,
        ]);
        await sleep(3000);
        probe('tap', ...this.toHome);
        const switches = {};
        for (const what of ['theme', 'size', 'language']) {
            if (what === 'size') {
                await sleep(600);
                probe('tap', ...this.toLetters);
            }
            await sleep(600);
            touches(this[what].length, this[what]);
            // Every other touch only opens the list of languages, or is beside everything.
            const { all } = touches(SWITCHES * this[what].length, this[what]);
            const meant = all.filter((_, i) => what === 'size' || i % 2 === 1);
            switches[what] = meant.filter((ms) => !Number.isNaN(ms));
            if (switches[what].length < 0.8 * meant.length)
                throw new Error(`bench: switching ${what} changes nothing: ${all}`);
            if (what === 'size') probe('tap', ...this.fromLetters);
        }
        await sleep(600);
        probe('tap', ...this.toVoice);
        const lifted = [];
        for (let i = 0; i < SWITCHES * 2; i++) {
            await sleep(1200);
            const place = i % 2 === 0 ? this.onHome : this.onExplain;
            lifted.push(Number(probe('stamp', ...place)[0]));
        }
        await sleep(1200);
        await end('talker');
        const begun = readFileSync(log, 'utf8')
            .split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line).time_ms);
        const speech = lifted.flatMap((at_ms) => {
            const first = begun.find((time_ms) => time_ms >= at_ms - 1);
            return first && first - at_ms < 1200 ? [first - at_ms] : [];
        });
        if (speech.length < lifted.length - 2)
            throw new Error(`bench: ${speech.length} of ${lifted.length} touches were heard`);
        return { switches, speech };
    },
    // The middle of the first of these nodes that can be pressed.
    async find(ids) {
        let found;
        await until(ids.join(' or '), () => {
            const { nodes } = nodesNow(this.treeFile);
            found = ids
                .map((id) => nodes.find((node) => node.id === id && node.pressable))
                .find(Boolean);
            return found;
        });
        return middle(found);
    },
    async tap(probe, ids) {
        const place = await this.find(ids);
        const { frame, screen } = nodesNow(this.treeFile);
        await sleep(600);
        probe('tap', ...place);
        await until(`change on ${screen}`, () => nodesNow(this.treeFile).frame !== frame);
        await sleep(300);
        return place;
    },
    processes: () => [...tree('kiosk'), ...tree('courier')],
    nothing: () => [960, 60],
    async pages(probe) {
        await sleep(600);
        probe('tap', ...this.toHome);
        return [this.onHome, this.onExplain];
    },
    async keys(probe) {
        for (const place of this.toName) {
            await sleep(600);
            probe('tap', ...place);
        }
        return this.onName;
    },
    packages() {
        // hyphen-nl is read at run time and linked by nobody.
        return [
            ...packagesOf([join(this.build, 'naast-kiosk'), join(this.build, 'naast-courier')]),
            'hyphen-nl',
        ];
    },
    ownFiles() {
        return ['naast-kiosk', 'naast-courier', 'assets/pictograms', 'assets/fonts'].map(
            (name) => join(this.build, name),
        );
    },
    async finish() {
        for (const mark of ['courier', 'intake']) await end(mark);
    },
};
