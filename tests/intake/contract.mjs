// SPDX-License-Identifier: EUPL-1.2
// The contract file, its schemas compiled, and its examples.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { root } from './receiver.mjs';

export const contractFile = join(root, 'config/contract/oco-v1.openapi.yaml');
export const contract = parse(readFileSync(contractFile, 'utf8'));

function compile(document, name) {
    const ajv = new Ajv2020({ allErrors: true, strict: false });
    addFormats(ajv);
    ajv.addSchema(document, 'oco');
    return ajv.getSchema(`oco#/components/schemas/${name}`);
}

// As a sender must be: not one member that the contract does not know.
export const isRequest = compile(contract, 'Contactverzoek');
export const isReceipt = compile(contract, 'Ontvangstbewijs');
export const isProblem = compile(contract, 'Probleem');

// As a receiver must be: unknown members are ignored.
const open = JSON.parse(JSON.stringify(contract), (key, value) =>
    key === 'additionalProperties' ? undefined : value,
);
export const isReceivable = compile(open, 'Contactverzoek');

const bodies =
    contract.paths['/contactverzoeken'].post.requestBody.content['application/json'].examples;
export const examples = Object.fromEntries(
    Object.entries(bodies).map(([name, example]) => [name, example.value]),
);
export const example = () => structuredClone(examples.bellen);

// Damm's check digit, written down a second time so that a mistake in one table shows.
const quasigroup = [
    '0317598642',
    '7092154863',
    '4206871359',
    '1750983426',
    '6123045978',
    '3674209581',
    '5869720134',
    '8945362017',
    '9438617205',
    '2581436790',
];
export const isReference = (digits) =>
    /^\d{10}$/.test(digits) &&
    [...digits].reduce((row, digit) => Number(quasigroup[row][digit]), 0) === 0;

let made = 0;
// A reference that no other request of this run has.
export function newReference() {
    const digits = String(++made * 7919 % 1000000000).padStart(9, '0');
    return [...Array(10).keys()].map((digit) => `${digits}${digit}`).find(isReference);
}

export const complaints = (validate) =>
    (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`).join('; ');
