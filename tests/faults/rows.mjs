// SPDX-License-Identifier: EUPL-1.2
// One courier, one provider that fails on command, one request that waits: what the rows of the
// fault matrix (README.md) start from. Real programs, real TLS, loopback.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { accept, FaultServer } from '../delivery/fault_server.mjs';
import { House } from '../delivery/house.mjs';
import { build, makeCertificates, temporaryFolder } from '../intake/receiver.mjs';

export const slug = 'voorbeeld-mee', other = 'voorbeeld-stichting-oco';
export const otherClock = process.env.NAAST_OTHER_CLOCK ?? join(build, 'tests/faults/libfaults_other_clock.so');
export const otherSwap = process.env.NAAST_OTHER_SWAP ?? join(build, 'tests/faults/libfaults_other_swap.so');
const fillProgram = process.env.NAAST_FAULTS_FILL ?? join(build, 'tests/faults/faults_fill');
export const loadProgram = process.env.NAAST_FAULTS_LOAD ?? join(build, 'tests/faults/faults_load');

let made;
// One authority and one certificate a test program.
export function certificates() {
    if (made) return made;
    const folder = temporaryFolder('faults-pems');
    made = { folder, ...makeCertificates(folder) };
    made.tls = { key: readFileSync(made.key), cert: readFileSync(made.certificate) };
    return made;
}

export const newProvider = (options = {}) => new FaultServer({ ...certificates().tls, ...options }).start();

// A house that sends both providers to `url`, not started.
export function newHouse(name, url, options = {}) {
    const house = new House(`faults-${name}`);
    house.route(slug, url, { ca: certificates().ca, ...options });
    house.route(other, url, { ca: certificates().ca, ...options });
    return house;
}

// So many requests lie in the queue of `data`, as after an outage.
export function fill(house, count, data = house.data) {
    const key = readFileSync(join(house.keys, 'courier.pub'), 'utf8').trim().split(' ')[1];
    for (const state of ['queue', 'flight', 'hold', 'done']) mkdirSync(join(data, state), { recursive: true, mode: 0o700 });
    execFileSync(fillProgram, [join(data, 'queue'), key, slug, `${count}`]);
}

// One request lies in the queue and no courier runs. Nothing listens on port 1.
export async function waiting(name, url, options = {}) {
    const house = newHouse(name, 'https://localhost:1/v1', options);
    await house.start();
    const kiosk = await house.kiosk();
    const id = kiosk.submit(slug);
    await kiosk.hears(`waiting ${id}`);
    await house.stop();
    house.route(slug, url, { ca: certificates().ca, ...options });
    house.log = '';
    return { house, id };
}

// One try; says what the log says of its end.
export async function tryOnce(house, options) {
    house.log = '';
    const status = await house.once(options);
    return { status, end: /[0-9a-f]{8}: (?:held for the operator: )?((?:delivered|not sent|told|ambiguous|needs|refused|contact).*)/.exec(house.log)?.[1] };
}

export function stateOf(house, id) {
    return ['queue', 'flight', 'hold', 'done'].filter((state) => house.files(state).includes(id)).join();
}

// Back to work: what waits arrives, once.
export async function arrives(house, provider, id) {
    provider.steps = [accept];
    assert.equal(await house.once(), 0);
    assert.equal(provider.effects(id), 1, 'effects');
    assert.equal(stateOf(house, id), 'done');
}

// A certificate signed by the authority above. `words` go to `openssl x509 -req`.
export function certificate(name, { names = 'DNS:localhost,IP:127.0.0.1', env = {}, words = ['-days', '2'], ca } = {}) {
    const { folder } = certificates(), at = (file) => join(folder, file);
    writeFileSync(at(`${name}.ext`), `subjectAltName=${names}\n`);
    const signer = ca ?? ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial'];
    execFileSync('openssl', ['x509', '-req', '-in', at('server.csr'), ...signer, '-extfile', at(`${name}.ext`),
        '-out', at(`${name}.pem`), ...words], { stdio: 'ignore', env: { ...process.env, ...env } });
    return readFileSync(at(`${name}.pem`));
}

// The wall clock of a program that gets this environment is off by so many seconds.
export function clockOff(seconds) {
    const file = join(temporaryFolder('faults-clock'), 'off');
    writeFileSync(file, `${seconds}\n`.padEnd(64));
    // In place: the program has it mapped.
    const set = (value) => {
        const fd = openSync(file, 'r+');
        writeSync(fd, `${value}\n`.padEnd(64), 0);
        closeSync(fd);
    };
    return { set, env: { LD_PRELOAD: otherClock, OTHER_CLOCK: file } };
}

// Milliseconds until the courier wakes up by itself; null: never. The kernel knows.
export function wakesIn(house) {
    const { pid } = house.courier;
    for (let fd = 3; fd < 64; fd++) {
        let text;
        try { text = readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'utf8'); } catch { continue; }
        const found = /it_value: \((\d+), (\d+)\)/.exec(text);
        if (!found) continue;
        const left_ms = Number(found[1]) * 1000 + Number(found[2]) / 1e6;
        return left_ms === 0 ? null : left_ms;
    }
    throw new Error('the courier has no timer');
}
