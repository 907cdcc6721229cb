// SPDX-License-Identifier: EUPL-1.2
// schemas.mjs - the printed JSON Schemas accept the sample files and refuse mistakes, as Ajv sees it.
//
//   node schemas.mjs PRINT_SCHEMA CONFIG
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';

const [printer, config] = process.argv.slice(2);
const ajv = new Ajv2020({ strict: true, allErrors: true });
const validators = Object.fromEntries(['kiosk', 'provider', 'texts', 'languages', 'topics', 'keys', 'plain'].map((kind) =>
    [kind, ajv.compile(JSON.parse(execFileSync(printer, [kind], { encoding: 'utf8' })))]));
const read = (file) => JSON.parse(readFileSync(join(config, file), 'utf8'));
const failures = [];

function expect(kind, document, isValid, why) {
    if (validators[kind](document) === isValid) return;
    failures.push(`${why}: ${isValid ? ajv.errorsText(validators[kind].errors) : 'was accepted'}`);
}

expect('kiosk', read('kiosk.json'), true, 'kiosk.json');
for (const name of readdirSync(join(config, 'providers'))) {
    expect('provider', read(join('providers', name)), true, name);
}
expect('languages', read('languages.json'), true, 'languages.json');
expect('topics', read('topics.json'), true, 'topics.json');
for (const name of readdirSync(join(config, 'keys'))) {
    expect('keys', read(join('keys', name)), true, name);
}
for (const name of readdirSync(join(config, 'texts'))) {
    expect('texts', read(join('texts', name)), true, name);
}

const spoil = (file, change) => {
    const document = read(file);
    change(document);
    return document;
};
const mee = 'providers/voorbeeld-mee.json';
expect('kiosk', { ...read('kiosk.json'), $schema: 'kiosk.schema.json' }, true, 'a hint for the editor');
expect('kiosk', spoil('kiosk.json', (d) => { delete d.town; }), false, 'town is missing');
expect('kiosk', spoil('kiosk.json', (d) => { delete d.idle_form_s; }), true, 'idle_form_s is optional');
expect('kiosk', spoil('kiosk.json', (d) => { d.still_there_s = 5; }), false, 'still_there_s out of range');
expect('kiosk', spoil('kiosk.json', (d) => { d.retention_days = 1.5; }), false, 'half a day');
expect('kiosk', spoil('kiosk.json', (d) => { d.password = 'x'; }), false, 'an unknown key');
expect('kiosk', spoil('kiosk.json', (d) => { d.kiosk_id = 'Bieb 1'; }), false, 'a slug with a capital');
expect('provider', spoil(mee, (d) => { d.endpoint.base_url = 'http://a.example/v1'; }), false, 'plain http');
expect('provider', spoil(mee, (d) => { d.kind = 'both'; }), false, 'a kind that does not exist');
expect('provider', spoil(mee, (d) => { d.hours[0].from = '9:00'; }), false, 'a time with one digit');
expect('provider', spoil(mee, (d) => { d.hours[0].days = ['ma', 'ma']; }), false, 'a day twice');
expect('provider', spoil(mee, (d) => { d.facts.cost_euro = 1; }), false, 'support that costs something');
expect('provider', spoil(mee, (d) => { d.about.nl = ''; }), false, 'an empty sentence');
expect('texts', spoil('texts/nl.json', (d) => { delete d.texts['nav.back']; }), false, 'a text is missing');
expect('texts', spoil('texts/nl.json', (d) => { d.texts['nav.bak'] = 'x'; }), false, 'an unknown text');
expect('texts', spoil('texts/nl.json', (d) => { d.texts['nav.back'] = { one: 'x' }; }), false, 'no form "other"');

expect('plain', read('plain/nl.json'), true, 'plain/nl.json');
expect('plain', spoil('plain/nl.json', (d) => { delete d.hard[0].instead; }), false, 'a hard word without a plain one');
expect('topics', spoil('topics.json', (d) => { d.topics[0].label = 'Topic Wonen'; }), false, 'no key of a text');
expect('keys', spoil('keys/latin.json', (d) => { d.email = []; }), false, 'a page without rows');

for (const failure of failures) console.error(`schemas: ${failure}`);
process.exit(failures.length > 0 ? 1 : 0);
