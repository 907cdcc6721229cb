// SPDX-License-Identifier: EUPL-1.2
// The real courier and the register of an Open Klant: one contact, one person, one address and one task for each request,
// whatever goes wrong after whichever step.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, test } from 'node:test';
import { makeCertificates, temporaryFolder } from '../intake/receiver.mjs';
import { canary, until } from './house.mjs';
import { KlantReceiver, TEAM } from './klant_receiver.mjs';
import { KlantHouse, NONE, ONE, request, slug } from './klant_town.mjs';

const STEPS = ['search', 'team', 'contact', 'address', 'task'];
let pems, tls, register, house, timedOut;

before(async () => {
    pems = makeCertificates(temporaryFolder('klant-pems'));
    tls = { key: readFileSync(pems.key), cert: readFileSync(pems.certificate) };
    register = await new KlantReceiver({ tls }).start();
    timedOut = Promise.all(STEPS.map(timeOut));     // 15 s of silence each, beside all the rest
    timedOut.catch(() => {});
});

// A register of its own that takes the message of this step and then says nothing; the courier gives up by itself.
async function timeOut(step) {
    const silent = await new KlantReceiver({ tls }).start(), own = new KlantHouse(`silent-${step}`), body = request();
    const [id] = await own.waiting(body);
    own.register(silent.url, pems.ca);
    silent.faults = (at, one, times) => at === step && times === 1 ? { hang: 'after' } : undefined;
    const first = await own.once(), { log } = own;
    const second = await own.once();
    await silent.stop();
    return { step, first, log, second, effects: silent.effects(id) };
}

afterEach(() => house?.stop('SIGKILL'));
after(() => register.stop());

// Requests waiting for a register that starts empty.
async function waiting(bodies, options = {}) {
    register.clear();
    register.faults = () => undefined;
    house = new KlantHouse('klant');
    const ids = await house.waiting(...bodies);
    house.register(register.url, pems.ca, options);
    return ids;
}

const stepsSeen = () => register.seen.map((one) => one.step);

test('a request becomes a contact, a person, an address and a task, in Dutch, and nothing else', async () => {
    register.clear();
    house = new KlantHouse('klant');
    house.register(register.url, pems.ca);
    await house.start();
    const kiosk = await house.kiosk();
    const body = request();
    kiosk.submitBody(slug, body);
    await kiosk.hears(`kept ${body.id}`);
    await kiosk.hears(`delivered ${body.id}`);
    assert.deepEqual(stepsSeen(), STEPS);
    assert.ok(register.seen.every((one) => one.headers.authorization === 'Token TESTTOKEN'));
    const { contact, person, address, task } = register.whole(body.id);
    assert.deepEqual([contact.kanaal, contact.taal, contact.vertrouwelijk], ['Kiosk', 'ara', true]);
    assert.equal(contact.onderwerp, 'Contactverzoek onafhankelijke cliëntondersteuning');
    assert.equal(contact.inhoud, 'Een inwoner vraagt contact met een onafhankelijke cliëntondersteuner.\n'
        + 'Het gaat over iemand anders.\nOnderwerpen: wonen, inkomen.\n');
    assert.equal(contact.referentienummer, body.referentie);
    assert.deepEqual(contact.metadata, { kiosk: 'bieb-voorbeeld-1', aanbieder: slug, tekstversie: 'nl-2026-01' });
    assert.deepEqual([person.rol, person.contactnaam.voornaam, person.wasPartij], ['vertegenwoordiger', canary.name, null]);
    assert.deepEqual([address.adres, address.soortDigitaalAdres], [canary.phone, 'telefoonnummer']);
    assert.deepEqual(task.toegewezenAanActoren, [{ uuid: register.actors[0].uuid }]);
    const shown = body.referentie.replace(/^(...)(...)/, '$1 $2 ');
    assert.equal(task.toelichting, 'Wil graag: bellen.\nVoicemail inspreken mag: nee.\nDagen: maandag, woensdag.\nDagdeel: ochtend.\n'
        + 'Taal: Arabisch.\nTolk nodig: ja.\nVraagt voor iemand anders: kind.\nDie persoon weet ervan: ja.\n'
        + `Beloofd op het scherm: contact uiterlijk 12-03-2026.\nReferentie van de inwoner: ${shown}.\nVia de kiosk: Bibliotheek Voorbeeldstad.`);
    assert.ok(!contact.inhoud.includes(canary.name) && !task.toelichting.includes(canary.name));
    assert.equal(await house.stop(), 0);
    for (const text of Object.values(canary)) assert.ok(!house.leftovers().includes(text), 'left behind');
});

// Each step with each fault, one request for each pair; the first round fails, the later ones go on where it stopped.
test('after any fault at any step there is one effect: no half request and no double one', async (t) => {
    const faults = {
        'broken off before it is done': { drop: 'before' },
        'broken off after it is done': { drop: 'after' },
        'half an answer': { cut: true },
        'done, and half an hour of 500': { after: true, status: 500, body: 'broken' },
        'an answer of 500': { status: 500, body: '<h1>Server Error (500)</h1>' },
        'a gateway that waited too long': { after: true, status: 504, body: '' },
        'a token that has run out': { status: 401, body: { code: 'authentication_failed' } },
        'too many at once': { status: 429, headers: { 'Retry-After': '1' } },
        'out for maintenance': { status: 503, headers: { 'Retry-After': '1' } },
        'a conflict': { status: 409 },
        'sent elsewhere': { status: 302, headers: { location: 'https://localhost:1/' } },
        'a page of a portal': { after: true, status: 200, body: '<html>Log in</html>' },
        'success without words': { after: true, status: 201, body: '' },
        'success for something else': { after: true, status: 201, body: { uuid: 'x', klantcontact: {}, results: 7 } },
    };
    const cells = STEPS.flatMap((step) => Object.entries(faults).map(([why, fault]) => ({ step, why, fault, body: request() })));
    await waiting(cells.map((cell) => cell.body));
    const cellOf = new Map(cells.map((cell) => [cell.body.id, cell]));
    let struck = 0;
    register.faults = (step, id, times) => {
        const cell = cellOf.get(id);
        if (cell?.step !== step || times > 1) return undefined;
        struck++;
        return cell.fault;
    };
    assert.equal(await house.once(), 1);
    assert.equal(struck, cells.length, 'some faults did not strike');
    assert.deepEqual(house.files('hold'), []);
    assert.deepEqual(house.files('done'), [], 'a fault passed for a delivery');
    for (const { body, step, why } of cells) {
        const { contacts, people, addresses, tasks } = register.effects(body.id);
        assert.ok(contacts <= 1 && people <= 1 && addresses <= 1 && tasks <= 1, `${step}, ${why}: doubled at once`);
    }
    assert.equal(await house.once(), 0, house.log);
    for (const { body, step, why } of cells) assert.deepEqual(register.effects(body.id), ONE, `${step}, ${why}`);
    assert.equal(register.contacts.length, cells.length);
    t.diagnostic(`${STEPS.length} steps x ${Object.keys(faults).length} faults: ${cells.length} requests, each one effect`);
});

test('a courier killed while the register has the message goes on where it stopped', async (t) => {
    const cells = STEPS.flatMap((step) => ['before', 'after'].map((when) => ({ step, when, body: request() })));
    for (const { step, when, body } of cells) {
        register.clear();
        house = new KlantHouse('killed');
        house.register(register.url, pems.ca);
        let isHanging = false;
        register.faults = (at, id, times) => at === step && times === 1 ? (isHanging = true, { hang: when }) : undefined;
        await house.start();
        const kiosk = await house.kiosk();
        kiosk.submitBody(slug, body);
        await until('the message to arrive', () => isHanging);
        await house.stop('SIGKILL');
        assert.deepEqual(house.files('flight'), [body.id]);
        assert.equal(await house.once(), 0, house.log);
        assert.deepEqual(register.effects(body.id), ONE, `${step}, killed ${when} it was done`);
    }
    t.diagnostic(`${cells.length} kills, each one effect`);
});

test('killed at random moments while the register fails at random: one effect each', async (t) => {
    register.clear();
    house = new KlantHouse('storm');
    house.register(register.url, pems.ca);
    const faults = [{ drop: 'before' }, { drop: 'after' }, { cut: true }, { status: 500 }, { after: true, status: 500 }, { hang: 'after' },
                    { late: true }];
    register.faults = (step) => Math.random() < 0.25
        ? faults[Math.floor(Math.random() * (step === 'contact' || step === 'task' ? 7 : 6))] : undefined;
    const kept = new Set();
    for (let round = 0; round < 12; round++) {
        await house.start();
        const kiosk = await house.kiosk();
        for (let i = 0; i < 3; i++) kiosk.submitBody(slug, request());
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
        const { said } = kiosk;
        await house.stop('SIGKILL');
        for (const line of said) if (line.startsWith('kept ')) kept.add(line.split(' ')[1]);
    }
    register.faults = () => undefined;
    await until('everything to be delivered', async () => await house.once() === 0);
    for (const id of kept) assert.deepEqual(register.effects(id), ONE, id);
    assert.equal(register.contacts.length, register.tasks.length);
    assert.ok(kept.size >= 10, `only ${kept.size} were kept: this says too little`);
    t.diagnostic(`12 kills, ${kept.size} kept, each one effect`);
});

test('what the register does only after we asked again is still not doubled', async () => {
    const bodies = [request(), request()];
    const [contact, task] = await waiting(bodies);
    register.faults = (step, id, times) =>
        times === 1 && ((step === 'contact' && id === contact) || (step === 'task' && id === task)) ? { late: true } : undefined;
    assert.equal(await house.once(), 1);
    assert.equal(await house.once(), 0, house.log);
    assert.deepEqual([register.effects(contact), register.effects(task)], [ONE, ONE]);
});

test('contact and task of one request, both late, are still one of each', async () => {
    const [id] = await waiting([request()]);
    register.faults = (step, of, times) => of === id && times === 1 && (step === 'contact' || step === 'task') ? { late: true } : undefined;
    await until('it to be delivered', async () => await house.once() === 0);
    assert.deepEqual(register.effects(id), ONE);
});

test('a reference that the register has already does not stop a request', async () => {
    const body = request();
    await waiting([body]);
    register.contacts.push({ uuid: 'c', referentienummer: body.referentie });
    register.tasks.push({ uuid: 't', referentienummer: body.referentie, aanleidinggevendKlantcontact: { uuid: 'c' } });
    assert.equal(await house.once(), 0, house.log);
    assert.deepEqual(register.effects(body.id), ONE);
    assert.match(register.whole(body.id).task.toelichting, /Referentie van de inwoner: \d{3} \d{3} \d{4}\./);
});

test('without a team nothing is made, and the request waits until there is one', async () => {
    const [id] = await waiting([request()], { klant: { channel: 'Kiosk', team_code: 'ANDERS' } });
    assert.equal(await house.once(), 1);
    assert.match(house.log, /needs the operator, team not in the provider's register/);
    assert.deepEqual(register.effects(id), NONE);
    assert.deepEqual(stepsSeen(), ['search', 'team']);
    register.actors.push({ ...register.actors[0], uuid: '8f0d4d2c-0000-4000-8000-000000000001', indicatieActief: false,
                           actoridentificator: { ...TEAM, objectId: 'ANDERS' } });
    assert.equal(await house.once(), 1, 'a team that is no longer active calls nobody');
    register.actors.at(-1).indicatieActief = true;
    assert.equal(await house.once(), 0, house.log);
    assert.deepEqual(register.effects(id), ONE);
});

test('a team by its number is not looked up, and a wrong one is the operator\'s', async () => {
    const [id] = await waiting([request()], { klant: { channel: 'Kiosk', team: '8f0d4d2c-0000-4000-8000-00000000dead' } });
    assert.equal(await house.once(), 1);
    assert.match(house.log, /needs the operator, team not in/);
    assert.deepEqual(house.files('queue'), [id]);
    house.register(register.url, pems.ca, { klant: { channel: 'Kiosk', team: register.actors[0].uuid } });
    assert.equal(await house.once(), 0, house.log);
    assert.deepEqual(register.effects(id), ONE);
    assert.ok(!stepsSeen().includes('team'));
});

test('a channel that is not in the register\'s list is the operator\'s; no request is held for it', async () => {
    const [id] = await waiting([request()]);
    register.channels = ['Balie'];
    try {
        assert.equal(await house.once(), 1);
        assert.match(house.log, /needs the operator, channel not in the provider's list/);
        assert.deepEqual([house.files('queue'), register.effects(id)], [[id], NONE]);
        house.register(register.url, pems.ca, { klant: { channel: 'Balie', team_code: 'OCO' } });
        assert.equal(await house.once(), 0);
        assert.deepEqual(register.effects(id), ONE);
    } finally {
        register.channels = undefined;
    }
});

test('an address the register refuses goes into the note, so that the team can still call', async () => {
    const body = request((one) => { Object.assign(one.contact, { telefoonnummer: '+31', kanaal: 'telefoon' }); });
    await waiting([body]);
    assert.equal(await house.once(), 0, house.log);
    assert.deepEqual(register.effects(body.id), { ...ONE, addresses: 0 });
    assert.match(register.whole(body.id).task.toelichting, /^Telefoon: \+31$/m);
});

test('a name the register refuses goes back to the visitor, and nothing is made', async () => {
    register.clear();
    house = new KlantHouse('name');
    house.register(register.url, pems.ca);
    await house.start();
    const kiosk = await house.kiosk();
    const body = request((one) => { one.contact.naam = 'Ja\u0007mila'; });
    kiosk.submitBody(slug, body);
    assert.equal(await kiosk.hears(`bad-contact ${body.id}`), `bad-contact ${body.id} 1`);
    assert.deepEqual(register.effects(body.id), NONE);
});

test('a register that does not look at our question gets nothing: its answer is about somebody else', async () => {
    const first = request(), second = request();
    await waiting([first]);
    assert.equal(await house.once(), 0);
    const others = register.subjects.map((one) => structuredClone(one));
    const ids = await house.waiting(second);
    house.register(register.url, pems.ca);
    register.faults = (step) => step === 'search'
        ? { after: true, status: 200, body: { count: 1, next: null, previous: null, results: [{ uuid: register.contacts[0].uuid,
              leiddeTotInterneTaken: [{ uuid: 't' }], _expand: { gingOverOnderwerpobjecten: others } }] } } : undefined;
    assert.equal(await house.once(), 1);
    assert.match(house.log, /needs the operator, the provider's search does not work as it should/);
    assert.deepEqual([house.files('queue'), register.effects(second.id)], [ids, NONE]);
});

test('an older register without reference numbers is served too', async () => {
    const [id] = await waiting([request()]);
    register.keepsNumbers = false;
    register.faults = (step, one, times) => step === 'contact' && times === 1 ? { drop: 'after' } : undefined;
    assert.equal(await house.once(), 1);
    assert.equal(await house.once(), 0, house.log);
    register.keepsNumbers = true;
    assert.deepEqual(register.effects(id), ONE);
});

// An address has no number of its own that the register would take only once. A team that reads the same address twice calls once.
test('an address that the register makes only after we asked again stands there twice; contact and task do not', async () => {
    const [id] = await waiting([request()]);
    register.faults = (step, of, times) => step === 'address' && times === 1 ? { late: true } : undefined;
    assert.equal(await house.once(), 1);
    assert.equal(await house.once(), 0, house.log);
    assert.deepEqual(register.effects(id), { ...ONE, addresses: 2 });
    const [first, second] = register.addresses;
    assert.deepEqual({ ...first, uuid: '' }, { ...second, uuid: '' });
});

// The limit that config/README.md and docs/operations.md state: only the register's own numbers could refuse the late one.
test('an older register that acts only after we asked again: a late contact calls nobody twice, a late task is there twice', async () => {
    const bodies = [request(), request()];
    const [contact, task] = await waiting(bodies);
    register.keepsNumbers = false;
    try {
        register.faults = (step, id, times) =>
            times === 1 && ((step === 'contact' && id === contact) || (step === 'task' && id === task)) ? { late: true } : undefined;
        assert.equal(await house.once(), 1);
        assert.equal(await house.once(), 0, house.log);
        assert.deepEqual(register.effects(contact), { contacts: 2, people: 2, addresses: 1, tasks: 1 });
        assert.deepEqual(register.effects(task), { ...ONE, tasks: 2 });
    } finally {
        register.keepsNumbers = true;
    }
});

test('names and choices of every kind arrive as they were typed', async () => {
    const names = ["O'Brien-de Wit", 'Şükrü', 'Оленка', 'ሰላም', 'يوسف', '%n%s', "'; --", 'Zoë "de" \\ Vries', '👩‍👧'];
    const bodies = names.map((naam) => request((one) => {
        Object.assign(one, { voorkeur: undefined, onderwerpen: undefined, namens: { wie: 'mijzelf' },
                             contact: { naam, kanaal: 'email', emailadres: 'm.obrien@voorbeeld.example' } });
    }));
    await waiting(bodies);
    assert.equal(await house.once(), 0, house.log);
    for (const body of bodies) {
        const { contact, person, address, task } = register.whole(body.id);
        assert.equal(person.contactnaam.voornaam, body.contact.naam);
        assert.deepEqual([contact.taal, person.rol, address.soortDigitaalAdres], ['nld', 'klant', 'email']);
        assert.match(task.toelichting, /^Wil graag: e-mailen\.\nBeloofd/);
    }
});

test('a register that falls silent after any step is left and asked again', async () => {
    for (const { step, first, log, second, effects } of await timedOut) {
        assert.equal(first, 1, step);
        assert.match(log, /ambiguous, timed out/, step);
        assert.equal(second, 0, step);
        assert.deepEqual(effects, ONE, step);
    }
});
