// SPDX-License-Identifier: EUPL-1.2
// Every request that the journeys made is what the contract says, to the last member.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { complaints, isReference, isRequest } from '../intake/contract.mjs';

const folder = join(process.env.NAAST_BUILD, 'requests');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

test('the journeys made requests of every kind', () => {
    const requests = files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
    const of = (pick) => new Set(requests.map(pick));
    assert.deepEqual([...of((r) => r.contact.kanaal)].sort(), ['bezoek-kantoor', 'email', 'huisbezoek', 'telefoon']);
    assert.deepEqual([...of((r) => r.namens.wie)].sort(), ['iemand-anders', 'mijzelf']);
    assert.ok(of((r) => 'onderwerpen' in r).size === 2);
    assert.ok(of((r) => r.voorkeur?.tolkNodig).has(true));
    const again = files.filter((name) => name.startsWith('silent-'));
    assert.equal(again.length, 3);
    assert.equal(new Set(again.map((name) => readFileSync(join(folder, name), 'utf8'))).size, 1, 'again is the same');
    assert.equal(of((r) => r.id).size, requests.length - again.length + 1, 'and nobody else has its id');
});

for (const name of files) {
    test(`${name} is valid against the contract`, () => {
        const request = JSON.parse(readFileSync(join(folder, name), 'utf8'));
        assert.ok(isRequest(request), complaints(isRequest));
        assert.ok(isReference(request.referentie), 'reference');
    });
}
