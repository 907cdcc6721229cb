// SPDX-License-Identifier: EUPL-1.2
// A courier and the register of an Open Klant behind TLS: what the tests of Klantinteracties share.
import { randomUUID } from 'node:crypto';
import { example, newReference } from '../intake/contract.mjs';
import { canary, House } from './house.mjs';

export const slug = 'voorbeeld-raadslieden';
export const ONE = { contacts: 1, people: 1, addresses: 1, tasks: 1 };
export const NONE = { contacts: 0, people: 0, addresses: 0, tasks: 0 };

// A whole request of the contract; `change` may spoil or fill it in.
export function request(change = () => {}) {
    const body = example();
    Object.assign(body, { id: randomUUID(), referentie: newReference(), aanbieder: slug });
    Object.assign(body.contact, { naam: canary.name, telefoonnummer: canary.phone });
    change(body);
    return body;
}

export class KlantHouse extends House {
    // `klant` and `more` change what the provider's file says.
    register(url, ca, { klant = { channel: 'Kiosk', team_code: 'OCO' }, token = 'TESTTOKEN', ...more } = {}) {
        this.secret(`${slug}.token`, token);
        this.endpoint(slug, { adapter: 'klantinteracties-v1', base_url: url, token_file: `${slug}.token`, ca_file: ca,
                              klantinteracties: klant, ...more });
    }

    // These requests wait on the disk, and no courier runs.
    async waiting(...bodies) {
        this.register('https://localhost:1/v1', undefined);           // nobody listens on port 1
        await this.start();
        const kiosk = await this.kiosk();
        for (const body of bodies) {
            kiosk.submitBody(slug, body);
            await kiosk.hears(`kept ${body.id}`);
        }
        await this.stop();
        this.log = '';
        return bodies.map((body) => body.id);
    }
}
