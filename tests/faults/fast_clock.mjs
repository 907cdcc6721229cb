// SPDX-License-Identifier: EUPL-1.2
// fast_clock.c for the tests.
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { build, temporaryFolder } from '../intake/receiver.mjs';

const program = process.env.NAAST_FAST_CLOCK ?? join(build, 'tests/faults/libfaults_fast_clock.so');

// A boot clock for programs that get its environment, `times` as fast; `now_s` are its seconds since it began. `set` gives it
// another pace, and lets so many seconds pass at once; who sleeps finds out when something else wakes it.
export function newClock(times) {
    const path = join(temporaryFolder('fast-clock'), 'clock'), page = Buffer.alloc(8 + 7 * 24), began = performance.now();
    const realNow_ns = () => BigInt(Math.round(Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1e9));
    let place = -1, at = { real_ms: 0, fast_s: 0, times };
    const now_s = () => at.fast_s + (performance.now() - began - at.real_ms) / 1000 * at.times;
    const set = (times, passed_s = 0) => {
        at = { fast_s: now_s() + passed_s, real_ms: performance.now() - began, times };
        place++;
        [realNow_ns(), BigInt(Math.round((1e6 + at.fast_s) * 1e9)), BigInt(times)].forEach((value, i) => page.writeBigInt64LE(value, 8 + place * 24 + i * 8));
        page.writeBigInt64LE(BigInt(place));
        const fd = openSync(path, 'r+');
        writeSync(fd, page, 8, 7 * 24, 8);
        writeSync(fd, page, 0, 8, 0);
        closeSync(fd);
    };
    writeFileSync(path, page);
    set(times);
    return { env: { LD_PRELOAD: program, FAST_CLOCK: path }, now_s, set };
}
