// SPDX-License-Identifier: EUPL-1.2
// Two providers that can fail on command, and a house with a courier that knows the way to both.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before } from 'node:test';
import { makeCertificates, temporaryFolder } from '../intake/receiver.mjs';
import { accept, FaultServer } from './fault_server.mjs';
import { canary, House, until } from './house.mjs';

export const slug = 'voorbeeld-mee', other = 'voorbeeld-stichting-oco';
export let pems, provider, second, house;

before(async () => {
    pems = makeCertificates(temporaryFolder('delivery-pems'));
    const tls = { key: readFileSync(pems.key), cert: readFileSync(pems.certificate) };
    provider = await new FaultServer(tls).start();
    second = await new FaultServer(tls).start();
});

afterEach(() => house?.stop('SIGKILL'));

after(async () => {
    await provider.stop();
    await second.stop();
});

export function newHouse(name, options = {}) {
    house = new House(name);
    house.route(slug, provider.url, { ca: pems.ca, ...options });
    house.route(other, second.url, { ca: pems.ca });
    provider.steps = [accept];
    second.steps = [accept];
    provider.seen.length = 0;
    return house;
}

export function noPlainText() {
    const left = house.leftovers();
    for (const [what, text] of Object.entries(canary))
        assert.ok(!left.includes(text), `the ${what} was left behind`);
}

// The log comes by a pipe of its own.
export const logged = (line) => until(`the log to say ${line}`, () => line.test(house.log));
