// SPDX-License-Identifier: EUPL-1.2
// Ears of a bot: the real voice through SDL's disk device, which takes sound faster than air
// does, and the text of what was said (--speech-log). Silence is silence in the sound.
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { sleep } from './body.mjs';

const BYTES_A_SECOND = 2 * 22050; // VOICE_HERTZ, 16 bits
const SILENCE_BYTES = 2 * BYTES_A_SECOND; // longer than any pause in a sentence
const PATIENCE_MS = 60000; // on a busy machine the long screens take half of it

export class Ears {
    constructor(house) {
        this.log = house.at('speech.log');
        this.sound = house.at('sound.raw');
        this.read = 0;
        this.heard = [];
    }

    kiosk() {
        return {
            words: ['--speech-log', this.log],
            env: {
                SDL_AUDIODRIVER: 'disk',
                SDL_DISKAUDIOFILE: this.sound,
                SDL_DISKAUDIODELAY: '1',
            },
        };
    }

    lines() {
        const text = existsSync(this.log) ? readFileSync(this.log, 'utf8') : '';
        const whole = text.lastIndexOf('\n') + 1;
        const lines = text.slice(this.read, whole).split('\n').filter(Boolean);
        this.read = whole;
        return lines.map((line) => JSON.parse(line));
    }

    size() {
        return statSync(this.sound, { throwIfNoEntry: false })?.size ?? 0;
    }

    isSilent() {
        const size = this.size(),
            from = Math.max(0, size - SILENCE_BYTES);
        const bytes = Buffer.alloc(size - from);
        const file = openSync(this.sound, 'r');
        readSync(file, bytes, 0, bytes.length, from);
        closeSync(file);
        return bytes.every((byte) => byte === 0);
    }

    // Everything said from now until the voice is silent; nothing when it says nothing.
    async hear(most_ms = 5000) {
        const begin = Date.now(),
            said = [];
        let last = { size: this.size(), at_ms: begin };
        for (;;) {
            if (Date.now() - begin > PATIENCE_MS) throw new Error(`the voice does not end: ${said.map((line) => line.text).join(' / ')}`);
            await sleep(10);
            const lines = this.lines(),
                size = this.size(),
                isNew = size !== last.size;
            said.push(...lines);
            if (lines.length > 0 || size < last.size) last = { size, at_ms: Date.now() };
            if (said.length === 0) {
                if (Date.now() - begin > most_ms) break;
                continue;
            }
            // The device closes a while after the last word; then the sound grows no more.
            const isShut = !isNew && Date.now() - last.at_ms > 1000;
            if (isShut || (size - last.size > SILENCE_BYTES && this.isSilent())) break;
        }
        this.heard.push(...said);
        return said;
    }

    // No two things were ever said at once.
    overlaps() {
        return this.heard.filter((line, i) => i > 0 && line.time_ms < this.heard[i - 1].ended_ms);
    }
}
