import type { MappingEntry } from '@ce/contracts';
import { defaultMapping } from '@ce/field-mapping';
import { fault } from '@ce/salesforce-simulator';
import { customerOf, leadId } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { aRow, type Importing, startImporting } from './importing.js';

const CreatedDate = '2026-01-01T00:00:00.000+0000';
const aLead = (number: number) => ({
  Id: leadId(number),
  FirstName: 'Ann',
  LastName: `Abel ${number}`,
  Company: 'Acme',
  Email: `ann${number}@example.com`,
  CreatedDate,
});

let importing: Importing;
afterEach(() => importing.stop());

const path = '/imports/connections/c1/refreshes';
const ask = async () => (await importing.as('w1', 'operator')).post(path);
const lastEnd = async () =>
  ((await (await importing.as('w1', 'operator')).get(path)).body as { refreshedAt: string | null }).refreshedAt;
const changes = async () =>
  (await importing.published('salesforce.contact.changed.v1')).map(({ data }) => data as { record: { id: string } });
async function refresh() {
  const before = await lastEnd();
  expect((await ask()).status).toBe(202);
  await eventually(async () => expect(await lastEnd()).not.toBe(before));
}
const callsByKind = () =>
  Object.fromEntries(Object.entries(importing.simulator.journal.byKind()).map(([kind, { calls }]) => [kind, calls]));

describe('more people than one call can ask about', () => {
  it('are all looked at, 10,000 a call', async () => {
    const PEOPLE = 10_500;
    const ids = Array.from({ length: PEOPLE }, (_, index) => leadId(index)).sort();
    // Only the first and the last are in the org; what is asked does not depend on it.
    importing = await startImporting({ records: { Lead: [aLead(0), aLead(PEOPLE - 1)] } });
    await importing.database.query(
      `insert into enrollment (connection_id, campaign_id, record_id, object_type, source_id, email_key, values_key)
       select 'c1', 'k1', id, 'Lead', 's1', id, 'as it was' from unnest($1::text[]) as id`,
      [ids],
    );
    await refresh();
    expect(callsByKind()).toEqual({ composite: 2 });
    expect(await changes()).toEqual([]);

    const customer = customerOf(importing.simulator);
    for (const Id of [ids[0], ids.at(-1)]) await customer.change('Lead', { Id, Title: 'CEO' });
    await refresh();
    await refresh();
    expect((await changes()).map(({ record }) => record.id)).toEqual([ids[0], ids.at(-1)]);
  });
});

describe('a refresh', () => {
  it('that is asked for while one runs follows it, as its first people may have changed meanwhile', async () => {
    importing = await startImporting({ records: { Lead: [aLead(1)] } });
    await importing.publish(aRow(leadId(1)));
    await importing.outcomes(1);
    const { faults, journal } = importing.simulator;
    journal.clear();
    faults.add(fault.parse({ effect: { type: 'latency', milliseconds: 1_500 }, kinds: ['composite'], times: 1 }));
    await ask();
    await eventually(() => expect(faults.list()[0]?.hits).toBe(1));
    await ask();
    await eventually(() => expect(journal.byKind()['composite']?.calls).toBe(2));
  });

  it('is the first one, and reads everybody again, when the mapping was changed after their import', async () => {
    importing = await startImporting({ records: { Lead: [aLead(1)] } });
    await eventually(async () => expect(await importing.database.query('select 1 from refresh')).toHaveLength(1));
    await importing.publish(aRow(leadId(1)));
    await importing.outcomes(1);
    const phone: MappingEntry = {
      ceField: 'phone_number',
      objectType: 'Lead',
      salesforceField: 'Phone',
      valueType: 'string',
      direction: 'read',
    };
    await importing.connect({ mapping: { entries: [...defaultMapping.entries, phone] } });
    await refresh();
    expect(await changes()).toMatchObject([{ fields: { phone_number: null } }]);
  });
});
