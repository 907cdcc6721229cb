// SPDX-License-Identifier: EUPL-1.2
// A finger on the glass and an eye on it: real touches of the real window, and the real pixels
// read by tesseract, for the tree shows a dot for each sign of what somebody typed.
import { execFileSync } from 'node:child_process';
import { sleep } from './body.mjs';

const LONG_MS = 2000,
    DOUBLE_MS = 120,
    PAUSE_MS = 340, // a new screen is deaf for 300 ms
    SAME_MS = 560; // and the same target for 500

export class Finger {
    constructor(body) {
        Object.assign(this, { body, touches: 0, longs: 0, doubles: 0, slips: 0, last: '' });
        [this.width, this.height] = body.size.split('x').map(Number);
    }

    // Down at x, y, up where the slip ends.
    async touch(x, y, { hold_ms = 60, slip = [0, 0], times = 1 } = {}) {
        const within = (value, most) => Math.max(0, Math.min(most - 1, Math.round(value)));
        for (let i = 0; i < times; i++) {
            if (i > 0) await sleep(DOUBLE_MS);
            this.body.do('mousemove', within(x, this.width), within(y, this.height));
            this.body.do('mousedown', 1);
            await sleep(hold_ms);
            const end = [within(x + slip[0], this.width), within(y + slip[1], this.height)];
            if (slip[0] || slip[1]) this.body.do('mousemove', ...end);
            this.body.do('mouseup', 1);
            this.touches++;
        }
    }

    async pause(id) {
        await sleep(id === this.last ? SAME_MS : PAUSE_MS);
        this.last = id;
    }

    // As a hand that trembles: somewhere within `jitter_mm` of the middle, now and then long,
    // twice, or slipping. Gives where it was lifted.
    async tremble(node, px_per_mm, chance, jitter_mm) {
        const [x, y, width, height] = node.rect;
        const circle = (radius_mm) => {
            const angle = chance() * 2 * Math.PI,
                radius = Math.sqrt(chance()) * radius_mm * px_per_mm;
            return [radius * Math.cos(angle), radius * Math.sin(angle)];
        };
        const [dx, dy] = circle(jitter_mm),
            kind = chance(),
            how = { slip: circle(2) };
        if (kind < 0.06) this.longs += (how.hold_ms = LONG_MS) > 0;
        else if (kind < 0.14) this.doubles += (how.times = 2) > 0;
        else if (kind < 0.22) this.slips += (how.slip = circle(jitter_mm)).length > 0;
        const at = [x + width / 2 + dx, y + height / 2 + dy];
        await this.touch(...at, how);
        return [at[0] + how.slip[0], at[1] + how.slip[1]];
    }
}

// What stands in this rectangle of the screen.
export function look(body, [x, y, width, height], signs) {
    const env = { ...process.env, DISPLAY: body.house.display, OMP_THREAD_LIMIT: '1' };
    const picture = execFileSync(
        'import',
        ['-window', 'root', '-crop', `${width}x${height}+${x}+${y}`, '+repage', '-colorspace',
            'Gray', '-resize', '150%', '-bordercolor', 'white', '-border', '20', 'png:-'],
        { env, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    return execFileSync(
        'tesseract',
        ['stdin', 'stdout', '--psm', '7', '-c', `tessedit_char_whitelist=${signs}`],
        { env, input: picture, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] },
    ).replace(/\s/g, '');
}
