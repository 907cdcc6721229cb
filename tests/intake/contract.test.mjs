// SPDX-License-Identifier: EUPL-1.2
// The contract is sound, and the receiver agrees with it on every value.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { randomUUID } from 'node:crypto';
import {
    complaints,
    contract,
    contractFile,
    example,
    examples,
    isProblem,
    isReceipt,
    isReceivable,
    isReference,
    isRequest,
} from './contract.mjs';
import { Receiver, makeCertificates, root, temporaryFolder } from './receiver.mjs';

const folder = temporaryFolder('contract');
const receiver = new Receiver(folder, makeCertificates(folder));
before(() => receiver.start());
after(() => receiver.stop());

test('Redocly finds nothing to say about the contract', () => {
    const lint = join(root, 'node_modules/@redocly/cli/bin/cli.js');
    execFileSync(
        'node',
        [lint, 'lint', contractFile, '--config', join(root, 'config/contract/redocly.yaml')],
        {
            stdio: 'pipe',
            env: {
                ...process.env,
                REDOCLY_TELEMETRY: 'off',
                REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
            },
        },
    );
});

test('every example in the contract is what it says it is', () => {
    for (const [name, request] of Object.entries(examples)) {
        assert.ok(isRequest(request), `${name}: ${complaints(isRequest)}`);
        assert.ok(isReference(request.referentie), name);
    }
    assert.ok(
        isReceipt(contract.components.examples.Ontvangstbewijs.value),
        complaints(isReceipt),
    );
});

test('no member can be sent that the contract does not know', () => {
    for (const place of ['', 'kiosk', 'contact', 'voorkeur', 'namens', 'toestemming']) {
        const request = example();
        (place ? request[place] : request).bsn = '123456782';
        assert.ok(!isRequest(request), place);
    }
});

test('the receiver publishes this very contract, to anyone', async () => {
    const answer = await receiver.call('GET', '/v1/openapi.json');
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, contract);
    assert.equal(answer.headers['access-control-allow-origin'], '*');
    assert.equal(answer.headers['api-version'], contract.info.version);
});

// Each row changes a valid request. The pointer is what the receiver must name; null means it
// must accept.
const set = (path, value) => (request) => {
    const keys = path.split('/');
    const last = keys.pop();
    const object = keys.reduce((at, key) => at[key], request);
    if (value === undefined) delete object[last];
    else object[last] = value;
};
const contact = (value) => set('contact', value);
const rows = [
    ['as it is', () => {}, null],
    [
        'unknown members',
        (r) => {
            r.later = { a: 1 };
            r.contact.bijnaam = 'J';
        },
        null,
    ],
    [
        'without what may be left out',
        (r) => {
            delete r.voorkeur;
            delete r.onderwerpen;
            delete r.kiosk.locatie;
        },
        null,
    ],
    ['another version', set('versie', '2.0'), '#/versie'],
    ['version as a number', set('versie', 1.0), '#/versie'],
    ['no reference', set('referentie', undefined), '#/referentie'],
    ['nine digits', set('referentie', '482913750'), '#/referentie'],
    ['trial as text', set('proef', 'false'), '#/proef'],
    ['trial as null', set('proef', null), '#/proef'],
    ['no time', set('ingediendOp', undefined), '#/ingediendOp'],
    ['local time', set('ingediendOp', '2026-03-10T09:14:00+01:00'), '#/ingediendOp'],
    ['parts of a second', set('ingediendOp', '2026-03-10T09:14:00.5Z'), null],
    ['13th month', set('ingediendOp', '2026-13-10T09:14:00Z'), '#/ingediendOp'],
    ['25th hour', set('ingediendOp', '2026-03-10T25:14:00Z'), '#/ingediendOp'],
    ['31 June', set('contactUiterlijk', '2026-06-31'), '#/contactUiterlijk'],
    ['29 February 2026', set('contactUiterlijk', '2026-02-29'), '#/contactUiterlijk'],
    ['29 February 2028', set('contactUiterlijk', '2028-02-29'), null],
    ['provider with a capital', set('aanbieder', 'Mee'), '#/aanbieder'],
    ['provider of 64 signs', set('aanbieder', 'a'.repeat(64)), null],
    ['provider of 65 signs', set('aanbieder', 'a'.repeat(65)), '#/aanbieder'],
    ['no kiosk', set('kiosk', undefined), '#/kiosk'],
    ['kiosk as text', set('kiosk', 'bieb'), '#/kiosk'],
    ['kiosk as a list', set('kiosk', []), '#/kiosk'],
    ['kiosk without id', set('kiosk/id', undefined), '#/kiosk/id'],
    ['empty place', set('kiosk/locatie', ''), '#/kiosk/locatie'],
    ['place of 101 characters', set('kiosk/locatie', 'é'.repeat(101)), '#/kiosk/locatie'],
    ['place of 100 characters', set('kiosk/locatie', '😀'.repeat(100)), null],
    ['no contact', set('contact', undefined), '#/contact'],
    ['no name', set('contact/naam', undefined), '#/contact/naam'],
    ['empty name', set('contact/naam', ''), '#/contact/naam'],
    ['name of spaces', set('contact/naam', ' \u00a0'), '#/contact/naam'],
    ['name of 101 characters', set('contact/naam', 'ሰ'.repeat(101)), '#/contact/naam'],
    ['name of 100 characters', set('contact/naam', 'ሰ'.repeat(100)), null],
    ['Arabic with a joiner', set('contact/naam', 'می\u200cخواهم'), null],
    ['line end in the name', set('contact/naam', 'a\nb'), '#/contact/naam'],
    ['turned name', set('contact/naam', 'a\u202eb'), '#/contact/naam'],
    ['quotes and percents', set('contact/naam', `O'Brien "%n%s" \\ ; --`), null],
    ['unknown channel', set('contact/kanaal', 'brief'), '#/contact/kanaal'],
    ['no channel', set('contact/kanaal', undefined), '#/contact/kanaal'],
    [
        'national number',
        set('contact/telefoonnummer', '0612345678'),
        '#/contact/telefoonnummer',
    ],
    ['0800', set('contact/telefoonnummer', '+318001234'), '#/contact/telefoonnummer'],
    ['0900', set('contact/telefoonnummer', '+31900123456'), '#/contact/telefoonnummer'],
    ['14 020', set('contact/telefoonnummer', '+3114020000'), '#/contact/telefoonnummer'],
    ['088', set('contact/telefoonnummer', '+31880123456'), null],
    ['Poland', set('contact/telefoonnummer', '+48123456789'), null],
    ['8 digits', set('contact/telefoonnummer', '+12345678'), '#/contact/telefoonnummer'],
    ['15 digits', set('contact/telefoonnummer', '+123456789012345'), null],
    [
        '16 digits',
        set('contact/telefoonnummer', '+1234567890123456'),
        '#/contact/telefoonnummer',
    ],
    [
        'calling without a number',
        contact({ naam: 'A', kanaal: 'telefoon', emailadres: 'a@b.nl' }),
        '#/contact/telefoonnummer',
    ],
    [
        'mailing without an address',
        contact({
            naam: 'A',
            kanaal: 'email',
            telefoonnummer: '+31612345678',
            voicemailToegestaan: false,
        }),
        '#/contact/emailadres',
    ],
    ['visiting without either', contact({ naam: 'A', kanaal: 'huisbezoek' }), '#/contact'],
    [
        'visiting with an address',
        contact({ naam: 'A', kanaal: 'bezoek-kantoor', emailadres: 'a@b.nl' }),
        null,
    ],
    [
        'number without voicemail',
        contact({ naam: 'A', kanaal: 'telefoon', telefoonnummer: '+31612345678' }),
        '#/contact/voicemailToegestaan',
    ],
    [
        'voicemail as text',
        set('contact/voicemailToegestaan', 'nee'),
        '#/contact/voicemailToegestaan',
    ],
    ...[
        ['a@b.nl', true],
        ['é.ü@münchen.example', true],
        ['a@b.c', false],
        ['a@b', false],
        ['a@.nl', false],
        ['a@b..nl', false],
        ['a@b.nl.', false],
        ['a b@c.nl', false],
        ['a@b@c.nl', false],
        ['@b.nl', false],
        ['a\u0001@b.nl', false],
        ['a\u00a0@b.nl', false],
        [`${'a'.repeat(64)}@b.nl`, true],
        [`${'a'.repeat(65)}@b.nl`, false],
        [`a@${'b'.repeat(75)}.nl`, true],
        [`a@${'b'.repeat(76)}.nl`, false],
    ].map(([address, isRight]) => [
        `e-mail ${address}`,
        set('contact/emailadres', address),
        isRight ? null : '#/contact/emailadres',
    ]),
    ['unknown day', set('voorkeur/dagen', ['ma', 'maandag']), '#/voorkeur/dagen/1'],
    ['a day twice', set('voorkeur/dagen', ['ma', 'ma']), '#/voorkeur/dagen'],
    ['no day', set('voorkeur/dagen', []), null],
    ['days as text', set('voorkeur/dagen', 'ma'), '#/voorkeur/dagen'],
    ['unknown part of the day', set('voorkeur/dagdelen', ['nacht']), '#/voorkeur/dagdelen/0'],
    ['language in full', set('voorkeur/taal', 'Arabisch'), '#/voorkeur/taal'],
    ['language with a script', set('voorkeur/taal', 'zh-Hant'), null],
    ['interpreter as a number', set('voorkeur/tolkNodig', 1), '#/voorkeur/tolkNodig'],
    ['unknown topic', set('onderwerpen', ['roken']), '#/onderwerpen/0'],
    ['a number as topic', set('onderwerpen', [1]), '#/onderwerpen/0'],
    ['fourteen topics', set('onderwerpen', Array(14).fill('zorg')), '#/onderwerpen'],
    ['for whom unknown', set('namens/wie', 'buurman'), '#/namens/wie'],
    ['for myself', set('namens', { wie: 'mijzelf' }), null],
    [
        'does the other know',
        set('namens/betrokkeneWeetErvan', undefined),
        '#/namens/betrokkeneWeetErvan',
    ],
    ['without relation', set('namens/relatie', undefined), null],
    ['unknown relation', set('namens/relatie', 'oom van de buurvrouw'), '#/namens/relatie'],
    ['no consent', set('toestemming/gegeven', false), '#/toestemming/gegeven'],
    ['consent as text', set('toestemming/gegeven', 'true'), '#/toestemming/gegeven'],
    [
        'consent without time',
        set('toestemming/gegevenOp', undefined),
        '#/toestemming/gegevenOp',
    ],
    [
        'consent without version',
        set('toestemming/tekstversie', ''),
        '#/toestemming/tekstversie',
    ],
];

test('receiver and schema judge every row alike; the receiver names the place', async () => {
    const wrong = [];
    for (const [why, change, pointer] of rows) {
        const request = { ...example(), id: randomUUID() };
        change(request);
        const answer = await receiver.handIn(request);
        const accepted = answer.status === 201;
        const named = (answer.body.errors ?? []).map((error) => error.pointer);
        if (accepted !== (pointer === null))
            wrong.push(`${why}: receiver answers ${answer.status} ${answer.text}`);
        if (accepted !== isReceivable(request))
            wrong.push(`${why}: the schema says otherwise: ${complaints(isReceivable)}`);
        if (pointer && !named.some((one) => one === pointer || one.startsWith(`${pointer}/`)))
            wrong.push(`${why}: ${pointer} is not among ${named}`);
        const shape = accepted ? isReceipt : isProblem;
        if (!shape(answer.body)) wrong.push(`${why}: the answer itself: ${complaints(shape)}`);
        if (accepted && answer.body.id !== request.id)
            wrong.push(`${why}: the receipt names another id`);
    }
    assert.deepEqual(wrong, []);
});

test('a reference with a wrong check digit is refused, which a schema cannot see', async () => {
    const answer = await receiver.handIn({
        ...example(),
        id: randomUUID(),
        referentie: '4829137509',
    });
    assert.equal(answer.status, 400);
    assert.deepEqual(
        answer.body.errors.map((error) => error.pointer),
        ['#/referentie'],
    );
});

test('no answer repeats what a visitor typed', async () => {
    const request = { ...example(), id: randomUUID() };
    request.contact = {
        naam: 'Canary\u0001Name',
        kanaal: 'telefoon',
        telefoonnummer: '0612345678',
        emailadres: 'canary@mail',
    };
    const answer = await receiver.handIn(request);
    assert.equal(answer.status, 400);
    assert.doesNotMatch(answer.text, /canary|0612345678/i);
    assert.doesNotMatch(receiver.log, /canary|0612345678/i);
});
