// SPDX-License-Identifier: EUPL-1.2
// naast-courier and a provider that fails: one effect per request whatever happens, and nothing of the visitor left.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, readSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { accept, receipt } from './fault_server.mjs';
import { canary, until } from './house.mjs';
import { house, logged, newHouse, noPlainText, other, provider, second, slug } from './town.mjs';

// The one process that this one started.
function childOf(pid) {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    assert.equal(children.length, 1);
    assert.ok(existsSync(`/proc/${children[0]}`));
    return Number(children[0]);
}

// A process that is dead but not yet waited for does nothing any more.
const lives = (pid) => existsSync(`/proc/${pid}`) && !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));

// Which of these words stand anywhere in memory that the process wrote itself.
function memoryHits(pid, words) {
    const hits = new Set(), memory = openSync(`/proc/${pid}/mem`, 'r');
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').trim().split('\n')) {
        const [range, rights] = line.split(' ');
        if (!rights.startsWith('rw')) continue;
        const [from, to] = range.split('-').map((hex) => parseInt(hex, 16));
        const bytes = Buffer.alloc(to - from);
        readSync(memory, bytes, 0, bytes.length, from);
        for (const word of words) if (bytes.includes(word)) hits.add(word);
    }
    closeSync(memory);
    return [...hits];
}

test('a request is kept, delivered and confirmed, and leaves only an empty file', async () => {
    await newHouse('delivered').start();
    const kiosk = await house.kiosk();
    const id = kiosk.submit(slug);
    await kiosk.hears(`kept ${id}`);
    await kiosk.hears(`delivered ${id}`);
    assert.equal(provider.effects(id), 1);
    const [seen] = provider.seen;
    assert.equal(seen.path, '/v1/contactverzoeken');
    assert.equal(seen.headers['idempotency-key'], `"${id}"`);
    assert.equal(seen.headers.authorization, 'Bearer TESTTOKEN');
    assert.equal(JSON.parse(seen.body).contact.naam, canary.name);
    await until('the file to be emptied', () => house.sizes('done').join() === '0');
    assert.deepEqual([house.files('queue'), house.files('flight'), house.files('hold')], [[], [], []]);
    assert.deepEqual(house.files('done'), [id]);
    if (process.getuid() === 0) {                      // nobody else may look into it
        const hits = memoryHits(house.courier.pid, [...Object.values(canary), 'voicemailToegestaan']);
        assert.deepEqual(hits, [], 'the request is still in the memory of the courier');
    }
    assert.equal(await house.stop(), 0);
    noPlainText();
});

test('whatever the provider answers and whenever the courier is killed, there is one effect', async () => {
    await newHouse('faults').start();
    const faults = [
        // Whatever a provider says, in any place: none of it may be found afterwards.
        { status: 500, body: `broken: ${canary.name}`, headers: { 'retry-after': canary.name, 'x-cause': canary.name } },
        { raw: `HTTP/1.1 500 ${canary.name}\r\nWWW-Authenticate: ${canary.name}\r\nContent-Length: 0\r\n\r\n` },
        { status: 401 },
        { status: 409, effect: true },
        { status: 429, headers: { 'retry-after': '1' } },
        { effect: true, drop: true },
        { status: 200, effect: true, body: '<html>Log in om verder te gaan</html>' },
        { status: 201, effect: true, body: () => receipt(randomUUID()) },
        { status: 201, effect: true, body: '' },
        { raw: 'HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{"id":' },
        { status: 302, headers: { location: second.url } },
    ];
    provider.steps = [...faults, accept];
    let kiosk = await house.kiosk();
    const id = kiosk.submit(slug);
    await kiosk.hears(`kept ${id}`);
    for (let i = 0; i < faults.length; i++) {
        await until(`attempt ${i + 1}`, () => provider.seen.length > i);
        await until('it to be back in the queue', () => house.files('queue').includes(id));
        assert.equal(house.files('done').length, 0, `delivered by ${JSON.stringify(faults[i])}`);
        await house.stop('SIGKILL');
        await house.start();
    }
    kiosk = await house.kiosk();
    await until('it to be done', () => house.files('done').includes(id));
    kiosk.submit(slug, id);
    await kiosk.hears(`kept ${id}`);
    await kiosk.hears(`delivered ${id}`);
    assert.equal(provider.effects(id), 1);
    assert.equal(new Set(provider.seen.map((seen) => seen.body)).size, 1, 'the body changed between attempts');
    assert.equal(second.seen.length, 0, 'a redirect was followed');
    await house.stop();
    noPlainText();
    for (const said of ['broken', 'Log in om verder', second.url])     // a provider may repeat what was typed
        assert.ok(!house.leftovers().includes(said), `what the provider said was written down: ${said}`);
});

test('a courier killed while the provider holds the request delivers it once', async () => {
    await newHouse('killed').start();
    provider.steps = [{ effect: true, hang: true }, accept];
    const kiosk = await house.kiosk();
    const id = kiosk.submit(slug);
    await until('the request to arrive', () => provider.seen.length === 1);
    assert.deepEqual(house.files('flight'), [id]);
    await house.stop('SIGKILL');
    await house.start();
    await until('it to be done', () => house.files('done').includes(id));
    assert.equal(provider.effects(id), 1);
    await house.stop();
});

test('the runner and the attempt die with the courier', async () => {
    await newHouse('orphan').start();
    provider.steps = [{ hang: true }];
    (await house.kiosk()).submit(slug);
    await until('the request to arrive', () => provider.seen.length === 1);
    const runner = childOf(house.courier.pid), attempt = childOf(runner);
    await house.stop('SIGKILL');
    await until('both to be gone', () => !lives(runner) && !lives(attempt));
});

test('a runner that is killed takes its attempt along; the courier says so and ends, and the next one sends once', async () => {
    await newHouse('runner').start();
    provider.steps = [{ effect: true, hang: true }, accept];
    const id = (await house.kiosk()).submit(slug);
    await until('the request to arrive', () => provider.seen.length === 1);
    const runner = childOf(house.courier.pid), attempt = childOf(runner);
    process.kill(runner, 'SIGKILL');
    await until('the courier to end', () => house.courier.exitCode !== null);
    assert.equal(house.courier.exitCode, 1);
    assert.ok(!lives(attempt), 'the attempt outlived the runner');
    assert.match(house.log, /the runner died: nothing can be sent/);
    assert.match(house.log, /ambiguous, timed out/);
    assert.deepEqual(house.files('queue'), [id]);
    await house.start();
    await until('it to be done', () => house.files('done').includes(id));
    assert.equal(provider.effects(id), 1);
    await house.stop();
});

test('killed at random moments under load it loses nothing and doubles nothing', async (t) => {
    newHouse('storm');
    const faults = [{ status: 500 }, { status: 503 }, { effect: true, drop: true }, { drop: true }, { hang: true },
                    { effect: true, hang: true }, { status: 200, effect: true, body: 'x' }];
    provider.steps = [() => Math.random() < 0.5 ? accept : faults[Math.floor(Math.random() * faults.length)]];
    const kept = new Set(), unanswered = new Set();
    for (let round = 0; round < 25; round++) {
        await house.start();
        const kiosk = await house.kiosk();
        // What got no answer is sent again with the same id, as the kiosk does; a double tap now and then.
        for (const id of unanswered) kiosk.submit(slug, id);
        for (let i = 0; i < 3; i++) unanswered.add(kiosk.submit(i === 2 ? other : slug));
        if (round % 3 === 0) for (const id of unanswered) kiosk.submit(slug, id);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
        const { courier } = house, end = once(courier, 'exit');
        courier.kill('SIGKILL');
        await end;
        kiosk.leave();
        for (const line of kiosk.said) {
            const [word, id] = line.split(' ');
            if (word !== 'kept') continue;
            kept.add(id);
            unanswered.delete(id);
        }
    }
    provider.steps = [accept];
    await until('everything to be delivered', async () => await house.once() === 0);
    const effects = (id) => provider.effects(id) + second.effects(id);
    for (const id of kept) assert.equal(effects(id), 1, `${id} took effect ${effects(id)} times`);
    for (const [id, bodies] of provider.ledger) assert.equal(bodies.length, 1, `${id} came with another body`);
    assert.deepEqual(house.files('hold'), []);
    assert.ok(kept.size >= 5, `only ${kept.size} were kept: this says too little`);
    t.diagnostic(`25 kills, ${kept.size} kept, ${kept.size} delivered once`);
    noPlainText();
});

test('a provider that does not know keys gets nothing twice: an unclear end waits for the operator', async () => {
    await newHouse('no-dedupe', { dedupe: false }).start();
    provider.steps = [{ effect: true, drop: true }, accept];
    let kiosk = await house.kiosk();
    const id = kiosk.submit(slug);
    await kiosk.hears(`waiting ${id}`);
    assert.deepEqual(house.files('hold'), [id]);
    provider.steps = [{ hang: true }, accept];
    const next = kiosk.submit(slug);
    await until('the request to arrive', () => provider.seen.length === 2);
    await house.stop('SIGKILL');                       // in flight: nobody knows whether it arrived
    await house.start();
    await until('both to be held', () => house.files('hold').length === 2);
    assert.equal(provider.seen.length, 2);
    kiosk = await house.kiosk();
    kiosk.submit(slug, next);
    await kiosk.hears(`waiting ${next}`);
    await house.stop();
});

test('a refused request is held, shown without what it says, and goes when the operator says so', async () => {
    await newHouse('held').start();
    provider.steps = [{ status: 400, body: '{"title":"Ongeldige invoer","errors":[{"pointer":"#/kiosk/id"}]}' }, accept];
    const kiosk = await house.kiosk();
    const id = kiosk.submit(slug), good = kiosk.submit(slug);
    await kiosk.hears(`delivered ${good}`);            // the next one goes on
    await until('it to be held', () => house.files('hold').includes(id));
    const list = house.tool('spool', 'list').stdout, show = house.tool('spool', 'show', id).stdout;
    assert.match(list, new RegExp(`^hold +[01] h  [0-9a-f]{8}  ${id}$`, 'm'));
    assert.match(show, /whole, sealed/);
    const exported = JSON.parse(house.tool('spool', 'export').stdout);
    assert.equal(Buffer.from(exported.sealed, 'base64').length, 8256);
    for (const text of [list, show, JSON.stringify(exported)]) assert.ok(!text.includes(canary.name));
    const short = /hold +[01] h  ([0-9a-f]{8})/.exec(list)[1];
    assert.ok(house.log.includes(`${short}: held for the operator: refused, status 400`));

    assert.equal(house.tool('spool', 'show', short.toUpperCase()).status, 0);
    assert.equal(house.tool('spool', 'retry', short.toUpperCase()).status, 0);
    await kiosk.hears(`delivered ${id}`);              // the running courier noticed by itself
    assert.equal(provider.effects(id), 1);
    assert.equal(house.tool('spool', 'retry', id).status, 1);
    await house.stop();
    noPlainText();
});

test('the operator can erase a held request and it never comes back', async () => {
    await newHouse('erased').start();
    provider.steps = [{ status: 422 }];
    const kiosk = await house.kiosk();
    const id = kiosk.submit(slug);
    await until('it to be held', () => house.files('hold').includes(id));
    assert.equal(house.tool('spool', 'erase', id).status, 0);
    assert.deepEqual(house.files('hold'), []);
    assert.deepEqual(house.files('done'), [`${id}.dropped`]);
    kiosk.submit(slug, id);
    await kiosk.hears(`not-kept ${id}`);
    await house.stop();
});

test('a wrong phone number goes back to the visitor who is still there, and is dropped only when taken back', async () => {
    await newHouse('bad-contact').start();
    const wrong = { status: 400, body: '{"status":400,"errors":[{"pointer":"#/contact/telefoonnummer","detail":"x"}]}' };
    provider.steps = [wrong];
    const kiosk = await house.kiosk(), bystander = await house.kiosk();
    const id = kiosk.submit(slug);
    assert.equal(await kiosk.hears(`bad-contact ${id}`), `bad-contact ${id} 2`);
    assert.deepEqual(house.files('hold'), [id]);
    bystander.say(`back ${id}`);                       // was not asked
    bystander.say('hello');
    await bystander.hears('ready');
    assert.deepEqual(house.files('hold'), [id]);
    kiosk.say(`back ${id}`);
    await until('it to be dropped', () => house.files('done').join() === `${id}.dropped`);
    assert.deepEqual(house.files('hold'), []);

    provider.steps = [{ ...wrong, hang: true }];
    const left = kiosk.submit(slug);
    await until('the request to arrive', () => provider.seen.length === 2);
    kiosk.leave();                                     // the visitor's kiosk is gone before the answer
    provider.steps = [wrong];
    await house.stop('SIGKILL');
    await house.start();
    await until('it to be held', () => house.files('hold').join() === left);
    assert.ok(!bystander.said.some((line) => line.startsWith('bad-contact')));
    await house.stop();
});

test('a courier that stood still drops what the kiosk took back meanwhile; what has begun to leave it cannot', async () => {
    await newHouse('stood-still').start();
    provider.steps = [accept];
    const kiosk = await house.kiosk(), id = randomUUID();
    house.courier.kill('SIGSTOP');
    kiosk.submit(slug, id);
    kiosk.submit(slug, id);
    kiosk.say(`back ${id}`);
    await kiosk.hasSaid();
    house.courier.kill('SIGCONT');
    await until('it to be dropped', () => house.files('done').join() === `${id}.dropped`);
    await logged(/taken back by the visitor/);
    assert.equal(provider.seen.length, 0);

    provider.steps = [{ hang: true }];
    const left = kiosk.submit(slug);
    await until('the request to arrive', () => provider.seen.length === 1);
    kiosk.say(`back ${left}`);
    await logged(/wants back what it cannot have back/);
    assert.deepEqual(house.files('flight'), [left]);
    await house.stop('SIGKILL');
});

test('one provider that hangs holds up neither the other nor the kiosk', async () => {
    await newHouse('hang').start();
    provider.steps = [{ hang: true }];
    const kiosk = await house.kiosk();
    kiosk.submit(slug);
    await until('the request to arrive', () => provider.seen.length === 1);
    const queued = kiosk.submit(slug), free = kiosk.submit(other);
    await kiosk.hears(`delivered ${free}`, 5000);
    kiosk.say('hello');
    await kiosk.hears('ready', 2000);
    await kiosk.hears(`kept ${queued}`, 2000);
    assert.equal(provider.seen.length, 1, 'more than one attempt in flight for one provider');
});

test('damaged files in the spool are held and the others are delivered', async () => {
    await newHouse('damaged').start();
    provider.steps = [{ status: 500 }];
    const kiosk = await house.kiosk();
    const ids = [kiosk.submit(slug), kiosk.submit(slug), kiosk.submit(slug), kiosk.submit(slug)];
    for (const id of ids) await kiosk.hears(`kept ${id}`);
    await house.stop();
    const [torn, flipped, renamed, whole] = ids;
    const path = (id) => join(house.data, 'queue', id);
    truncateSync(path(torn), 4000);
    const bytes = readFileSync(path(flipped));
    bytes[5000] ^= 1;
    writeFileSync(path(flipped), bytes);
    const stranger = randomUUID();
    renameSync(path(renamed), path(stranger));
    provider.steps = [accept];
    assert.equal(await house.once(), 1, 'held, and nobody hears of it');
    assert.match(house.log, /held for the operator: refused, damaged or sealed for another key\n/);
    assert.deepEqual(house.files('done'), [whole]);
    assert.deepEqual(house.files('hold').sort(), [torn, flipped, stranger].sort());
    assert.equal(provider.effects(renamed), 0);
});

test('--once tries everything once and says whether something still waits', async () => {
    await newHouse('once').start();
    provider.steps = [{ status: 503 }];
    const kiosk = await house.kiosk();
    const ids = [kiosk.submit(slug), kiosk.submit(slug), kiosk.submit(slug)];
    for (const id of ids) await kiosk.hears(`kept ${id}`);
    await house.stop();
    provider.seen.length = 0;
    assert.equal(await house.once(), 1);
    assert.deepEqual(provider.seen.map((seen) => seen.key).sort(), [...ids].sort());
    provider.steps = [accept];
    assert.equal(await house.once(), 0);
    assert.equal(await house.once(), 0);
    for (const id of ids) assert.equal(provider.effects(id), 1);
});

test('--once with a key that is not there, or is none, says so, and leaves all as it is', async () => {
    await newHouse('once-key').start();
    provider.steps = [{ status: 503 }];
    const kiosk = await house.kiosk(), id = kiosk.submit(slug);
    await kiosk.hears(`kept ${id}`);
    await house.stop();
    const path = join(house.keys, 'courier.key');
    renameSync(path, `${path}.elsewhere`);
    for (const [said, spoil] of [['it is not there', () => {}], ['it is no courier.key', () => writeFileSync(path, '', { mode: 0o600 })]]) {
        spoil();
        house.log = '';
        assert.equal(await house.once(), 1);
        assert.ok(house.log.includes(`key ${path}: ${said}`), house.log);
        assert.deepEqual(house.files('queue'), [id]);
        assert.deepEqual(house.files('hold'), []);
        assert.ok(!existsSync(join(house.data, 'keys', 'courier.key')));
    }
    renameSync(`${path}.elsewhere`, path);
    provider.steps = [accept];
    assert.equal(await house.once(), 0);
    assert.equal(provider.effects(id), 1);
});

test('five taps on send are one request', async () => {
    await newHouse('taps').start();
    const kiosk = await house.kiosk(), id = randomUUID();
    for (let i = 0; i < 5; i++) kiosk.submit(slug, id);
    for (let i = 0; i < 5; i++) await kiosk.hears(`kept ${id}`);
    await kiosk.hears(`delivered ${id}`);
    assert.equal(provider.seen.length, 1);
    await house.stop();
});
