// SPDX-License-Identifier: EUPL-1.2
// What the health file says of how waiting requests are protected, in each way that a house can be set up; and the key that
// changes every week, seen from a kiosk that goes on.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as jose from 'jose';
import { build } from '../intake/receiver.mjs';
import { until } from './house.mjs';
import { house, newHouse, noPlainText, other, provider, second, slug } from './town.mjs';

const otherClock = process.env.NAAST_OTHER_CLOCK ?? join(build, 'tests/faults/libfaults_other_clock.so');
const DAY_S = 24 * 3600;

// What is said of this thing: "naast_at_rest{naast_at_rest="tpm2"} 1" is { tpm2: '1' }, "naast_keys 1" is '1'.
function says(thing) {
    const text = readFileSync(house.metrics, 'utf8');
    const one = new RegExp(`^naast_${thing} (\\S+)$`, 'm').exec(text);
    return one ? one[1] : Object.fromEntries([...text.matchAll(new RegExp(`^naast_${thing}{[a-z_]+="([a-z0-9-]+)"} (\\S+)$`, 'gm'))].map((found) => found.slice(1)));
}

const started = (what) => until('the health file to say so', () => existsSync(house.metrics) && what());

// As systemd lays them out: files in a folder, readable for the group, which is what an ACL for the service looks like.
function credentials(atRest) {
    const folder = join(house.folder, 'credentials');
    mkdirSync(folder, { mode: 0o700 });
    for (const name of readdirSync(house.keys)) {
        renameSync(join(house.keys, name), join(folder, name));
        chmodSync(join(folder, name), 0o440);
    }
    if (atRest) writeFileSync(join(folder, 'at-rest'), `${atRest}\n`, { mode: 0o440 });
    house.keys = folder;
    return { CREDENTIALS_DIRECTORY: folder };
}

test('with a key that the TPM of this machine opened it says tpm2, and a token of the same folder is used', async () => {
    newHouse('tpm2');
    const env = credentials('tpm2');
    await house.start({ env });
    const kiosk = await house.kiosk(), id = kiosk.submit(slug);
    await kiosk.hears(`delivered ${id}`);
    assert.equal(provider.seen[0].headers.authorization, 'Bearer TESTTOKEN');
    assert.deepEqual([says('at_rest'), says('key_lost')], [{ tpm2: '1', e2e: '0', 'host-only': '0' }, '0']);
    assert.equal(await house.stop(), 0);
    noPlainText();
});

for (const [what, atRest] of [['only the secret of this host', 'host'], ['nobody knows what', undefined]])
    test(`with a key that ${what} closed it says host-only`, async () => {
        newHouse('host');
        await house.start({ env: credentials(atRest) });
        assert.deepEqual(await started(() => says('at_rest')), { tpm2: '0', e2e: '0', 'host-only': '1' });
        await house.stop();
    });

test('a TPM that opens nothing any more protects nothing: a lost key is not called tpm2', async () => {
    newHouse('lost');
    const env = credentials('tpm2');
    rmSync(join(house.keys, 'courier.key'));
    await house.start({ env });
    assert.deepEqual(await started(() => says('at_rest')), { tpm2: '0', e2e: '0', 'host-only': '1' });
    assert.equal(says('key_lost'), '1');
    await house.stop();
});

// The rights that an ACL brings are those of a credential only.
test('the same files outside the folder of the credentials are refused', async () => {
    newHouse('outside');
    credentials('tpm2');
    await assert.rejects(house.start(), /key .*courier\.key: refused: only the courier's user may read it/);
});

// These providers alone are left, and these of them publish a key.
async function publish(all, closed) {
    mkdirSync(join(house.config, 'jwe'), { recursive: true });
    const { publicKey } = await jose.generateKeyPair('ECDH-ES+A256KW', { crv: 'P-256', extractable: true });
    writeFileSync(join(house.config, 'jwe', 'provider.json'), JSON.stringify({ ...(await jose.exportJWK(publicKey)), kid: 'toets', use: 'enc' }));
    const folder = join(house.config, 'providers');
    for (const name of readdirSync(folder)) {
        const path = join(folder, name), one = JSON.parse(readFileSync(path, 'utf8'));
        if (!all.includes(one.slug)) rmSync(path);
        else if (closed.includes(one.slug)) house.endpoint(one.slug, { ...one.endpoint, jwe_key: 'jwe/provider.json' });
    }
}

test('e2e is said when every provider publishes a key, and not a provider sooner', async () => {
    newHouse('e2e');
    const all = [slug, other, 'voorbeeld-wlz'];
    const restart = async (closed) => {
        await publish([...all, 'voorbeeld-ouderen'], closed);    // the last one takes no requests
        rmSync(house.metrics, { force: true });
        await house.start();
        await house.kiosk('ready');      // of a configuration that cannot be used nothing is said either
        const said = await started(() => says('at_rest'));
        await house.stop();
        return said;
    };
    assert.deepEqual(await restart(all.slice(0, 2)), { tpm2: '0', e2e: '0', 'host-only': '1' });
    assert.deepEqual(await restart(all), { tpm2: '0', e2e: '1', 'host-only': '0' });
});

// The first bytes of a kept request say which key opens it (spool/seal.h).
const keyOf = (id) => readFileSync(join(house.data, 'queue', id)).subarray(0, 16).toString('hex');

test('a week later a running kiosk gets the new key; what waits under the old one still opens', async () => {
    newHouse('week');
    const file = join(house.folder, 'other-clock'), at = (days) => writeFileSync(file, `${days * DAY_S}`.padEnd(64));
    at(-8);          // no certificate is valid yet: what is sent now waits
    await house.start({ env: { LD_PRELOAD: otherClock, OTHER_CLOCK: file } });
    const kiosk = await house.kiosk();
    const old = kiosk.submit(slug);
    await kiosk.hears(`waiting ${old}`);
    assert.equal(says('keys'), '1');

    at(-2);
    kiosk.say('hello');
    await kiosk.hears('ready');
    const same = kiosk.submit(slug);
    await kiosk.hears(`kept ${same}`);
    assert.equal(keyOf(same), keyOf(old), 'a new key before the week was over');

    at(0);
    kiosk.say('hello');
    await kiosk.hears('ready');
    await until('the log to say it', () => house.log.includes('a new key is in use'));
    const young = kiosk.submit(slug);
    await kiosk.hears(`kept ${young}`);
    assert.notEqual(keyOf(young), keyOf(old));
    const now = kiosk.submit(other);     // nobody failed there yet
    await kiosk.hears(`delivered ${now}`);
    assert.equal(second.effects(now), 1);
    await until('the health file to say it', () => says('keys') === '2');
    await house.stop();
    assert.equal(await house.once(), 0, house.log);
    for (const id of [old, same, young]) assert.equal(provider.effects(id), 1);
});
