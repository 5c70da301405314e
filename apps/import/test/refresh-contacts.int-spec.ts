import type { MappingEntry } from '@ce/contracts';
import { defaultMapping } from '@ce/field-mapping';
import { fault } from '@ce/salesforce-simulator';
import { contactId, customerOf, leadId, USERNAME } from '@ce/service-testing';
import { toLongId } from '@ce/contracts';
import { eventually } from '@ce/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { aRow, type Importing, startImporting } from './importing.js';

const account = toLongId('001000000000001');
const CreatedDate = '2026-01-01T00:00:00.000+0000';
const aLead = (number: number) => ({
  Id: leadId(number),
  FirstName: 'Ann',
  LastName: `Abel ${number}`,
  Company: 'Acme',
  Title: 'CTO',
  Email: `ann${number}@example.com`,
  CreatedDate,
});
const cy = {
  Id: contactId(1),
  FirstName: 'Cy',
  LastName: 'Clark',
  Email: 'cy@example.com',
  AccountId: account,
  CreatedDate,
};

let importing: Importing;
afterEach(() => importing.stop());

const changes = async () =>
  (await importing.published('salesforce.contact.changed.v1')).map(({ data }) => data as unknown as Changed);
interface Changed {
  record: { type: string; id: string };
  fields: Record<string, unknown>;
  followedFrom: { id: string } | null;
}

/** The people are imported, and what was read for that is forgotten. */
async function enrolled(...ids: string[]) {
  return enrolledUnder({}, ids);
}

async function enrolledUnder(environment: Record<string, string>, ids: string[]) {
  const records = { Lead: [1, 2, 3].map(aLead), Account: [{ Id: account, Name: 'Acme', CreatedDate }], Contact: [cy] };
  importing = await startImporting({ records }, undefined, environment);
  await importing.publish(...ids.map((id) => aRow(id)));
  await importing.outcomes(ids.length);
  importing.simulator.journal.clear();
  return customerOf(importing.simulator);
}

/** One refresh, from its request to its end. */
async function refresh() {
  const http = await importing.as('w1', 'operator');
  const path = '/imports/connections/c1/refreshes';
  const last = async () => ((await http.get(path)).body as { refreshedAt: string | null }).refreshedAt;
  const before = await last();
  expect((await http.post(path)).status).toBe(202);
  await eventually(async () => expect(await last()).not.toBe(before));
}

describe('people who were imported', () => {
  it('cost one call together while nothing changed, and are announced with their new values when something did', async () => {
    const customer = await enrolled(leadId(1), leadId(2), contactId(1));
    await refresh();
    expect(importing.simulator.journal.byKind()['composite']?.calls).toBe(1);
    expect(await changes()).toEqual([]);

    await customer.change('Lead', { Id: leadId(2), Title: 'CEO', Phone: '1' });
    await customer.change('Lead', { Id: leadId(1), Fax: 'not mapped' });
    await customer.change('Lead', { Id: leadId(3), Title: 'not enrolled' });
    await refresh();
    await refresh();
    expect(await changes()).toEqual([
      expect.objectContaining({
        connectionId: 'c1',
        record: { type: 'Lead', id: leadId(2) },
        followedFrom: null,
        ownerEmail: USERNAME,
        fields: expect.objectContaining({ title: 'CEO', first_name: 'Ann' }) as object,
      }),
    ]);
  });

  it('cost no description of the org either, until one of them changed', async () => {
    // What is known of the org's fields is old at once, as it is an hour later.
    const customer = await enrolledUnder({ DESCRIBE_SECONDS: '0' }, [leadId(1), contactId(1)]);
    await refresh();
    expect(importing.simulator.journal.byKind()).toEqual({
      composite: expect.objectContaining({ calls: 1 }) as object,
    });
    await customer.change('Lead', { Id: leadId(1), Title: 'CEO' });
    await refresh();
    expect((await changes())[0]?.fields).toMatchObject({ title: 'CEO' });
    expect(importing.simulator.journal.byKind()['describe']?.calls).toBe(2);
  });

  it('change with their account, where the mapping reads it', async () => {
    const customer = await enrolled(contactId(1));
    await customer.change('Account', { Id: account, Name: 'Acme Ltd' });
    await refresh();
    expect((await changes()).map(({ fields }) => fields['account_name'])).toEqual(['Acme Ltd']);
  });

  it('are looked at although their account may not be seen', async () => {
    const customer = await enrolled(contactId(1));
    await customer.changeUser(USERNAME, {
      objects: { Account: {} },
    });
    await customer.change('Contact', { Id: contactId(1), Title: 'CFO' });
    await refresh();
    expect((await changes())[0]?.fields).toMatchObject({ title: 'CFO' });
  });

  it('are followed when they are converted or merged, and from then on under their new id', async () => {
    const customer = await enrolled(leadId(1), leadId(2));
    const { contactId: becameId } = await customer.convert(leadId(1));
    await customer.merge(leadId(3), leadId(2));
    await refresh();
    expect((await changes()).map(({ record, followedFrom }) => [followedFrom?.id, record.id]).sort()).toEqual([
      [leadId(1), becameId],
      [leadId(2), leadId(3)],
    ]);
    await customer.change('Contact', { Id: becameId, Title: 'CEO' });
    await refresh();
    expect((await changes()).slice(2)).toMatchObject([{ record: { id: becameId }, fields: { title: 'CEO' } }]);
    await importing.publish(aRow(leadId(1), { sourceId: 's2' }));
    await importing.outcomes(3);
    expect((await importing.published('salesforce.contact.import-failed.v1'))[0]?.data).toMatchObject({
      code: 'already-enrolled',
    });
  });

  it('who were deleted change nothing and keep nobody waiting', async () => {
    const customer = await enrolled(leadId(1), leadId(2));
    await customer.remove('Lead', leadId(1));
    await customer.change('Lead', { Id: leadId(2), Title: 'CEO' });
    await refresh();
    expect((await changes()).map(({ record }) => record.id)).toEqual([leadId(2)]);
  });

  it('all get the values of a mapping that was changed', async () => {
    await enrolled(leadId(1), leadId(2));
    await refresh();
    const phone: MappingEntry = {
      ceField: 'phone_number',
      objectType: 'Lead',
      salesforceField: 'Phone',
      valueType: 'string',
      direction: 'read',
    };
    await importing.connect({ mapping: { entries: [...defaultMapping.entries, phone] } });
    await refresh();
    expect((await changes()).map(({ record, fields }) => [record.id, 'phone_number' in fields]).sort()).toEqual([
      [leadId(1), true],
      [leadId(2), true],
    ]);
  });
});

describe('a refresh that fails', () => {
  it('says why, and the next one finds what changed meanwhile', async () => {
    const customer = await enrolled(leadId(1));
    await customer.change('Lead', { Id: leadId(1), Title: 'CEO' });
    importing.simulator.faults.add(fault.parse({ effect: { type: 'html' }, kinds: ['composite'], times: 1 }));
    const http = await importing.as('w1', 'operator');
    await http.post('/imports/connections/c1/refreshes');
    await eventually(async () => {
      const { body } = await http.get('/imports/connections/c1/refreshes');
      expect(body).toMatchObject({ refreshedAt: null, problem: { fix: expect.any(String) as string } });
    });
    await refresh();
    expect(await changes()).toHaveLength(1);
    expect((await http.get('/imports/connections/c1/refreshes')).body).toMatchObject({ problem: null });
    expect((await (await importing.as('w2', 'operator')).post('/imports/connections/c1/refreshes')).status).toBe(404);
  });
});

describe('a refresh on request', () => {
  it('is in the audit trail', async () => {
    await enrolled(leadId(1));
    await refresh();
    const { body } = await (await importing.as('w1', 'admin')).get('/audit/import?action=refresh-requested');
    expect(body).toMatchObject({ entries: [{ connectionId: 'c1', action: 'refresh-requested' }] });
  });

  it('is refused in words where the installation has switched it off', async () => {
    importing = await startImporting({ records: { Lead: [aLead(1)] } }, defaultMapping, { REFRESH_SECONDS: '0' });
    const answer = await (await importing.as('w1', 'operator')).post('/imports/connections/c1/refreshes');
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      detail: expect.stringContaining('REFRESH_SECONDS is 0') as string,
      fix: expect.stringContaining('Set REFRESH_SECONDS') as string,
    });
  });
});
