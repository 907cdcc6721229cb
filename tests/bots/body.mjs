// SPDX-License-Identifier: EUPL-1.2
// What every bot has: a library of its own to stand in (real kiosk, courier and provider over
// TLS), hands that press real keys and touch the real window (XTEST), and a seed, so that it
// does the same every time.
import { spawn } from 'node:child_process';
import { House } from '../e2e/house.mjs';
import { until } from '../intake/receiver.mjs';

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Park and Miller's generator: short, and the same on every machine.
export function chanceOf(seed) {
    let state = seed;
    return () => {
        state = (state * 48271) % 2147483647;
        return state / 2147483647;
    };
}

export class Body {
    constructor(name, { size = '1920x1080', settings = {} } = {}) {
        this.house = new House(`bot-${name}`);
        Object.assign(this, { name, size, settings, touches: 0 });
    }

    async arrive(kiosk = {}) {
        const { house } = this;
        await house.receiver.start();
        house.configure(() => `https://localhost:${house.receiver.port}/v1`, this.settings);
        await house.startScreen(this.size);
        await house.startCourier('data');
        await house.startKiosk(kiosk.env, kiosk.words);
        // One for the whole visit: a process a touch would be slower than fingers are.
        this.hand = spawn('xdotool', ['-'], {
            env: { ...process.env, DISPLAY: house.display },
            stdio: ['pipe', 'ignore', 'inherit'],
        });
    }

    async leave() {
        this.hand?.stdin.end();
        this.hand?.kill();
        await this.house.close();
    }

    do(...words) {
        this.hand.stdin.write(`${words.join(' ')}\n`);
    }

    // Waits until a finger that came down and went up has been answered, each with a frame. A
    // machine that is busy takes longer, and who looks too early sees the screen before.
    async answer(frame, most_ms = 1500) {
        const end = Date.now() + most_ms;
        for (let last = frame, calm = 0; Date.now() < end && calm < 3; ) {
            await sleep(20);
            const now = this.house.tree().frame ?? last;
            calm = now === last && now >= frame + 2 ? calm + 1 : 0;
            last = now;
        }
    }

    // What the provider got, once it is there.
    async delivered(count = 1) {
        const all = () => this.house.receiver.requests();
        await until('the request at the provider', () => all().length >= count, 15000);
        return all();
    }
}
