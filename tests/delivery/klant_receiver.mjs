// SPDX-License-Identifier: EUPL-1.2
// A register like that of Open Klant 2.x, as far as contact requests go: it keeps what it is sent, refuses what Open
// Klant refuses, and fails on command before, in and after every step.
//
// Source: reference/intake.md 1.2. tests/delivery/klant_prism.test.mjs holds its answers against the official
// description of the interface.
//
// `faults(step, id, times)` says what goes wrong with the message of this request at this step ('search', 'team',
// 'contact', 'address', 'task'), the how manieth of its kind; nothing: it goes well. A fault:
//   { drop: 'before' | 'after' }     closes the connection, having done nothing or all of it
//   { hang: 'before' | 'after' }     the same, but keeps the connection and never answers
//   { cut: true }                    does it, and answers half
//   { status, headers, body }        does nothing and answers so
//   { after: true, status, ... }     does it, and answers so all the same
//   { late: true }                   closes the connection, and does it once the register was searched again
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { once } from 'node:events';

export const TEAM = { objectId: 'OCO', codeObjecttype: 'afd', codeRegister: 'obj', codeSoortObjectId: 'idf' };
const BASE = '/klantinteracties/api/v1';
const STEPS = { 'GET /klantcontacten': 'search', 'GET /actoren': 'team', 'POST /maak-klantcontact': 'contact',
                'POST /digitaleadressen': 'address', 'POST /internetaken': 'task' };
const PHONE = /^(0[1-9][0-9]{8}|\+[0-9]{9,15}|00[0-9]{7,13})$/;
const FORBIDDEN = /^(0800|0900|1400|140)/;

class Refusal extends Error {
    constructor(...params) { super('refused'); this.params = params; }
}
const param = (name, code, reason = code) => ({ name, code, reason });

// { name: [needed, check] }; null is allowed where the check says so.
const text = (most, form) => (value) => typeof value === 'string' && [...value].length <= most && (!form || form.test(value));
const oneOf = (...words) => (value) => words.includes(value);
const isBoolean = (value) => typeof value === 'boolean';
const orNull = (check) => (value) => value === null || check(value);
const isLink = (value) => typeof value?.uuid === 'string';
const isDate = (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value));
const isMetadata = (value) => Object.values(value).every(text(255));
const number = text(10, /^[0-9]*$/);

const CONTACT = { kanaal: [true, text(50)], onderwerp: [true, text(200)], inhoud: [false, text(1000)], taal: [true, text(3)],
                  vertrouwelijk: [true, isBoolean], plaatsgevondenOp: [false, isDate], referentienummer: [false, orNull(number)],
                  metadata: [false, isMetadata], indicatieContactGelukt: [false, orNull(isBoolean)] };
const PERSON = { wasPartij: [false, orNull(isLink)], rol: [true, oneOf('klant', 'vertegenwoordiger')], initiator: [true, isBoolean],
                 organisatienaam: [false, text(200)], contactnaam: [false, (value) => typeof value === 'object'] };
const NAME = { voorletters: [false, text(10)], voornaam: [false, text(200)], voorvoegselAchternaam: [false, text(10)],
               achternaam: [false, text(200)] };
const SUBJECT = { wasKlantcontact: [false, orNull(isLink)], onderwerpobjectidentificator: [true, (value) => typeof value === 'object'] };
const CODES = { objectId: [true, text(200)], codeObjecttype: [true, text(200)], codeRegister: [true, text(200)],
                codeSoortObjectId: [true, text(200)] };
const ADDRESS = { adres: [true, text(80)], soortDigitaalAdres: [true, oneOf('email', 'telefoonnummer', 'overig')],
                  verstrektDoorBetrokkene: [false, orNull(isLink)], verstrektDoorPartij: [false, orNull(isLink)],
                  omschrijving: [false, text(40)] };
const TASK = { gevraagdeHandeling: [true, text(200)], aanleidinggevendKlantcontact: [true, isLink],
               toegewezenAanActor: [false, isLink], toegewezenAanActoren: [false, Array.isArray], status: [true, oneOf('te_verwerken', 'verwerkt')],
               toelichting: [false, text(1000)], referentienummer: [false, orNull(number)] };

function check(object, rules, path) {
    const wrong = [];
    if (typeof object !== 'object' || object === null) return [param(`${path}nonFieldErrors`, 'invalid')];
    for (const [name, [isNeeded, isGood]] of Object.entries(rules)) {
        if (!(name in object)) { if (isNeeded) wrong.push(param(`${path}${name}`, 'required')); }
        else if (!isGood(object[name])) wrong.push(param(`${path}${name}`, 'invalid'));
    }
    return wrong;
}

export class KlantReceiver {
    // `tls`: key and certificate; without it plain http, for a front of its own. `channels`: the only ones it takes.
    constructor({ tls, token = 'TESTTOKEN', channels, keepsNumbers = true } = {}) {
        Object.assign(this, { token, channels, keepsNumbers, scheme: tls ? 'https' : 'http' });
        this.faults = () => undefined;
        this.isAllowed = (request) => request.headers.authorization === `Token ${this.token}`;
        this.clear();
        this.server = (tls ? https : http).createServer(tls ?? {}, (request, response) => this.#receive(request, response));
        this.sockets = new Set();
        this.server.on('connection', (socket) => {
            this.sockets.add(socket);
            socket.on('close', () => this.sockets.delete(socket));
            socket.on('error', () => {});
        });
        this.server.on('tlsClientError', () => {});
    }

    clear() {
        this.seen = [];                     // { step, id, url, body, fault }
        this.late = new Map();              // id -> what is still to be done
        this.actors = [{ uuid: randomUUID(), naam: 'Team OCO', soortActor: 'organisatorische_eenheid', indicatieActief: true,
                         actoridentificator: TEAM }];
        Object.assign(this, { contacts: [], people: [], subjects: [], addresses: [], tasks: [] });
    }

    async start(host = '127.0.0.1') {
        this.server.listen(0, host);
        await once(this.server, 'listening');
        this.server.unref();
        this.port = this.server.address().port;
        this.url = `${this.scheme}://localhost:${this.port}${BASE}`;
        return this;
    }

    async stop() {
        for (const socket of this.sockets) socket.destroy();
        this.server.close();
        await once(this.server, 'close');
    }

    // How often each thing stands in the register for this request.
    effects(id) {
        const contacts = this.contacts.filter((contact) => this.#idOf(contact) === id).map((contact) => contact.uuid);
        const people = this.people.filter((person) => contacts.includes(person.contact)).map((person) => person.uuid);
        return { contacts: contacts.length, people: people.length,
                 addresses: this.addresses.filter((address) => people.includes(address.verstrektDoorBetrokkene?.uuid)).length,
                 tasks: this.tasks.filter((task) => contacts.includes(task.aanleidinggevendKlantcontact.uuid)).length };
    }

    // What stands there for this request, each the one there must be.
    whole(id) {
        const contact = this.contacts.find((one) => this.#idOf(one) === id);
        const person = this.people.find((one) => one.contact === contact?.uuid);
        return { contact, person, address: this.addresses.find((one) => one.verstrektDoorBetrokkene.uuid === person?.uuid),
                 task: this.tasks.find((one) => one.aanleidinggevendKlantcontact.uuid === contact?.uuid) };
    }

    #idOf(contact) {
        return this.subjects.find((subject) => subject.contact === contact.uuid)?.onderwerpobjectidentificator.objectId;
    }

    #link(kind, uuid) { return { uuid, url: `${this.url}/${kind}/${uuid}` }; }

    /* Which request is this message about? */
    #requestOf(step, url, body) {
        const known = (uuid) => this.#idOf({ uuid });
        switch (step) {
            case 'search': return url.searchParams.get('onderwerpobject__onderwerpobjectidentificatorObjectId');
            case 'contact': return body?.onderwerpobject?.onderwerpobjectidentificator?.objectId;
            case 'address': return known(this.people.find((one) => one.uuid === body?.verstrektDoorBetrokkene?.uuid)?.contact);
            case 'task': return known(body?.aanleidinggevendKlantcontact?.uuid);
            default: return this.current;   // a team is asked for after the search of the same request
        }
    }

    async #receive(request, response) {
        const parts = [];
        for await (const part of request) parts.push(part);
        const url = new URL(request.url, this.url), text = Buffer.concat(parts).toString('utf8');
        const step = url.pathname.startsWith(BASE) ? STEPS[`${request.method} ${url.pathname.slice(BASE.length)}`] : undefined;
        const body = text ? JSON.parse(text) : undefined;
        const id = this.#requestOf(step, url, body);
        if (step === 'search') this.current = id;
        const times = this.seen.filter((one) => one.step === step && one.id === id).length + 1;
        const fault = this.faults(step, id, times) ?? {};
        this.seen.push({ step, id, url: request.url, body, headers: request.headers, fault });
        this.#answer({ request, response, step, id, url, body, fault });
    }

    #answer({ request, response, step, id, url, body, fault }) {
        const { socket } = request;
        if (!step) return this.#send(response, 404, { title: 'Niet gevonden.', status: 404 });
        if (!this.isAllowed(request)) return this.#send(response, 401, { code: 'authentication_failed', status: 401 });
        if (fault.late) this.late.set(id, () => this.#do(step, url, body));
        if (fault.drop === 'before' || fault.late) return socket.destroy();
        if (fault.hang === 'before') return;
        if (fault.status && !fault.after) return this.#send(response, fault.status, fault.body ?? {}, fault.headers);
        const [status, answer] = this.#do(step, url, body);
        if (step === 'search') {
            this.late.get(id)?.();
            this.late.delete(id);
        }
        if (fault.drop) return socket.destroy();
        if (fault.hang) return;
        if (fault.cut) {
            const whole = JSON.stringify(answer);
            return socket.end(`HTTP/1.1 ${status} Ja\r\nContent-Type: application/json\r\nContent-Length: ${whole.length}\r\n\r\n`
                + whole.slice(0, whole.length / 2));
        }
        if (fault.after) return this.#send(response, fault.status, fault.body ?? {}, fault.headers);
        this.#send(response, status, answer);
    }

    #send(response, status, body, headers = {}) {
        response.writeHead(status, { 'Content-Type': 'application/json', 'API-version': '0.9.0', ...headers });
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
    }

    #do(step, url, body) {
        try {
            switch (step) {
                case 'search': return [200, this.#page(this.#search(url.searchParams))];
                case 'team': return [200, this.#page(this.#team(url.searchParams))];
                case 'contact': return [201, this.#makeContact(body)];
                case 'address': return [201, this.#makeAddress(body)];
                default: return [201, this.#makeTask(body)];
            }
        } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            return [400, { type: `${this.url}/ref/fouten/ValidationError/`, code: 'invalid', title: 'Invalid input.', status: 400,
                           detail: '', instance: `urn:uuid:${randomUUID()}`, invalidParams: error.params }];
        }
    }

    #page(results) { return { count: results.length, next: null, previous: null, results }; }

    #search(query) {
        const codes = { objectId: 'ObjectId', codeRegister: 'CodeRegister' };
        const wanted = Object.entries(codes).map(([name, end]) => [name, query.get(`onderwerpobject__onderwerpobjectidentificator${end}`)]);
        return this.subjects
            .filter((subject) => wanted.every(([name, value]) => value === null || subject.onderwerpobjectidentificator[name] === value))
            .map((subject) => this.#contactOut(this.contacts.find((one) => one.uuid === subject.contact), (query.get('expand') ?? '').split(',')));
    }

    #team(query) {
        const wanted = { objectId: 'ObjectId', codeObjecttype: 'CodeObjecttype', codeRegister: 'CodeRegister', codeSoortObjectId: 'CodeSoortObjectId' };
        return this.actors
            .filter((actor) => Object.entries(wanted).every(([name, end]) => {
                const value = query.get(`actoridentificator${end}`);
                return value === null || actor.actoridentificator[name] === value;
            }))
            .map((actor) => ({ ...actor, url: this.#link('actoren', actor.uuid).url }));
    }

    #contactOut(contact, expand) {
        const { uuid, ...fields } = contact;
        const links = (kind, list) => list.map((one) => this.#link(kind, one.uuid));
        const people = this.people.filter((one) => one.contact === uuid), subjects = this.subjects.filter((one) => one.contact === uuid);
        const tasks = this.tasks.filter((one) => one.aanleidinggevendKlantcontact.uuid === uuid);
        const out = { ...this.#link('klantcontacten', uuid), ...fields, gingOverOnderwerpobjecten: links('onderwerpobjecten', subjects),
                      hadBetrokkenActoren: [], omvatteBijlagen: [], hadBetrokkenen: links('betrokkenen', people),
                      leiddeTotInterneTaken: links('internetaken', tasks) };
        const more = { hadBetrokkenen: () => people.map((one) => this.#personOut(one)),
                       gingOverOnderwerpobjecten: () => subjects.map((one) => this.#subjectOut(one)),
                       leiddeTotInterneTaken: () => tasks.map((one) => this.#taskOut(one)) };
        const expanded = expand.filter((name) => more[name]).map((name) => [name, more[name]()]);
        return expanded.length ? { ...out, _expand: Object.fromEntries(expanded) } : out;
    }

    #personOut({ uuid, contact, ...fields }) {
        const addresses = this.addresses.filter((one) => one.verstrektDoorBetrokkene?.uuid === uuid);
        return { ...this.#link('betrokkenen', uuid), ...fields, hadKlantcontact: this.#link('klantcontacten', contact),
                 digitaleAdressen: addresses.map((one) => this.#link('digitaleadressen', one.uuid)), bezoekadres: null,
                 correspondentieadres: null, volledigeNaam: fields.contactnaam?.voornaam ?? '' };
    }

    #subjectOut({ uuid, contact, ...fields }) {
        return { ...this.#link('onderwerpobjecten', uuid), ...fields, klantcontact: this.#link('klantcontacten', contact) };
    }

    #taskOut({ uuid, ...fields }) {
        return { ...this.#link('internetaken', uuid), ...fields,
                 aanleidinggevendKlantcontact: this.#link('klantcontacten', fields.aanleidinggevendKlantcontact.uuid),
                 toegewezenAanActor: this.#link('actoren', fields.toegewezenAanActoren[0].uuid),
                 toegewezenAanActoren: fields.toegewezenAanActoren.map((one) => this.#link('actoren', one.uuid)),
                 toegewezenOp: '2026-03-10T09:14:02Z' };
    }

    #number(value, list, name) {
        if (this.keepsNumbers && value && list.some((one) => one.referentienummer === value)) return [param(name, 'unique')];
        return [];
    }

    // All or nothing.
    #makeContact(body) {
        const name = body.betrokkene?.contactnaam ?? {};
        const wrong = [...check(body.klantcontact, CONTACT, 'klantcontact.'), ...check(body.betrokkene, PERSON, 'betrokkene.'),
                       ...check(name, NAME, 'betrokkene.contactnaam.'), ...check(body.onderwerpobject, SUBJECT, 'onderwerpobject.'),
                       ...check(body.onderwerpobject?.onderwerpobjectidentificator, CODES, 'onderwerpobject.onderwerpobjectidentificator.'),
                       ...this.#number(body.klantcontact?.referentienummer, this.contacts, 'klantcontact.referentienummer')];
        if (this.channels && !this.channels.includes(body.klantcontact?.kanaal)) wrong.push(param('klantcontact.kanaal', 'invalid'));
        if (/[\p{Cc}]/u.test(name.voornaam)) wrong.push(param('betrokkene.contactnaam.voornaam', 'invalid'));
        if (wrong.length) throw new Refusal(...wrong);
        const contact = { uuid: randomUUID(), ...body.klantcontact };
        if (!this.keepsNumbers) delete contact.referentienummer;
        const person = { uuid: randomUUID(), contact: contact.uuid, ...body.betrokkene };
        const subject = { uuid: randomUUID(), contact: contact.uuid, ...body.onderwerpobject };
        this.contacts.push(contact);
        this.people.push(person);
        this.subjects.push(subject);
        return { klantcontact: this.#contactOut(contact, []), betrokkene: this.#personOut(person), onderwerpobject: this.#subjectOut(subject) };
    }

    #makeAddress(body) {
        const wrong = check(body, ADDRESS, '');
        if (body.soortDigitaalAdres === 'telefoonnummer' && (!PHONE.test(body.adres) || FORBIDDEN.test(body.adres)))
            wrong.push(param('adres', 'invalid'));
        if (body.soortDigitaalAdres === 'email' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(body.adres)) wrong.push(param('adres', 'invalid'));
        if (!this.people.some((one) => one.uuid === body.verstrektDoorBetrokkene?.uuid)) wrong.push(param('verstrektDoorBetrokkene.uuid', 'does_not_exist'));
        if (wrong.length) throw new Refusal(...wrong);
        const address = { uuid: randomUUID(), ...body };
        this.addresses.push(address);
        return { ...address, ...this.#link('digitaleadressen', address.uuid),
                 verstrektDoorBetrokkene: this.#link('betrokkenen', body.verstrektDoorBetrokkene.uuid) };
    }

    #makeTask(body) {
        const wrong = [...check(body, TASK, ''), ...this.#number(body.referentienummer, this.tasks, 'referentienummer')];
        if (!!body.toegewezenAanActor === !!body.toegewezenAanActoren) wrong.push(param('nonFieldErrors', 'invalid'));
        for (const [place, one] of (body.toegewezenAanActoren ?? []).entries())
            if (!this.actors.some((actor) => actor.uuid === one.uuid)) wrong.push(param(`toegewezenAanActoren.${place}.uuid`, 'does_not_exist'));
        if (!this.contacts.some((one) => one.uuid === body.aanleidinggevendKlantcontact?.uuid))
            wrong.push(param('aanleidinggevendKlantcontact.uuid', 'does_not_exist'));
        if (wrong.length) throw new Refusal(...wrong);
        const task = { uuid: randomUUID(), ...body };
        this.tasks.push(task);
        return this.#taskOut(task);
    }
}
