import { toLongId } from '@ce/contracts';
import { defaultMapping } from '@ce/field-mapping';
import { fault } from '@ce/salesforce-simulator';
import { customerOf, USERNAME } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { aRow, type Importing, startImporting } from './importing.js';

const lead = (number: number) => toLongId(`00Q${String(number).padStart(12, '0')}`);
const contact = (number: number) => toLongId(`003${String(number).padStart(12, '0')}`);
const account = toLongId('001000000000001');
const aLead = (number: number, change: Record<string, string | boolean | null> = {}) => ({
  Id: lead(number),
  FirstName: 'Ann',
  LastName: `Abel ${number}`,
  Company: 'Acme',
  Email: `ann${number}@example.com`,
  ...change,
});

let importing: Importing;
afterEach(() => importing.stop());

const imported = () => importing.published('salesforce.contact.imported.v1');
const failed = () => importing.published('salesforce.contact.import-failed.v1');

describe('import', () => {
  it('reads the mapped fields of leads and contacts in one call, and announces each once', async () => {
    importing = await startImporting({
      records: {
        Lead: [aLead(1, { Title: 'CTO' })],
        Account: [{ Id: account, Name: 'Acme' }],
        Contact: [{ Id: contact(1), FirstName: 'Cy', LastName: 'Clark', Email: 'cy@example.com', AccountId: account }],
      },
    });
    const rows = [aRow(lead(1)), aRow(contact(1))];
    await importing.publish(...rows, ...rows);
    await importing.outcomes(2);
    const events = await imported();
    expect(events.map(({ data }) => data)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          record: { type: 'Lead', id: lead(1) },
          campaignId: 'k1',
          followedFrom: null,
          ownerEmail: USERNAME,
          fields: expect.objectContaining({
            first_name: 'Ann',
            email: 'ann1@example.com',
            title: 'CTO',
            company: 'Acme',
          }) as object,
        }),
        expect.objectContaining({
          record: { type: 'Contact', id: contact(1) },
          accountId: account,
          fields: expect.objectContaining({
            account_name: 'Acme',
            lead_owner_email: USERNAME,
          }) as object,
        }),
      ]),
    );
    expect(events).toHaveLength(2);
    expect(importing.simulator.journal.byKind()['composite']?.calls).toBe(1);
  });

  it('says of every bad record why and what to do, and lets its neighbours in', async () => {
    importing = await startImporting({
      records: {
        Lead: [
          aLead(1),
          aLead(2, { FirstName: null }),
          aLead(3, { Email: null }),
          aLead(4, { FirstName: '1234' }),
          aLead(5, { Email: 'ANN1@example.com' }),
          aLead(6, { Title: 'Intern' }),
          aLead(7),
          aLead(9),
        ],
      },
    });
    await customerOf(importing.simulator).remove('Lead', lead(7));
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const rules = [{ ceField: 'title', operator: 'is-not' as const, values: ['Intern'] }];
    await importing.publish(...numbers.map((number) => aRow(lead(number), { rules })));
    const outcomes = await importing.outcomes(9);
    const codes = numbers.map((number) => outcomes.get(lead(number))?.code ?? 'imported');
    expect(codes).toEqual([
      'imported',
      'missing-first-name',
      'missing-email',
      'invalid-first-name',
      'duplicate-email',
      'rules-not-met',
      'deleted',
      'not-visible',
      'imported',
    ]);
    for (const { state, reason, fix } of outcomes.values()) {
      if (state === 'not-imported') expect([reason, fix].every((words) => /^[A-Z].*\.$/.test(words ?? ''))).toBe(true);
    }
    expect([(await imported()).length, (await failed()).length]).toEqual([2, 7]);
  });

  it('lets a person enroll a row against the rules, and tries a refused row again when asked', async () => {
    importing = await startImporting({ records: { Lead: [aLead(1, { Title: 'Intern' })] } });
    const rules = [{ ceField: 'title', operator: 'is-not' as const, values: ['Intern'] }];
    await importing.publish(aRow(lead(1), { rules }));
    expect((await importing.outcomes(1)).get(lead(1))?.code).toBe('rules-not-met');
    await importing.publish(aRow(lead(1), { enrollment: 'manual' }));
    await eventually(async () => expect(await imported()).toHaveLength(1));
  });

  it('follows a converted lead to its contact and a merged record to its survivor', async () => {
    importing = await startImporting({ records: { Lead: [aLead(1), aLead(2), aLead(3)] } });
    const customer = customerOf(importing.simulator);
    const { contactId } = await customer.convert(lead(1));
    await customer.merge(lead(3), lead(2));
    await importing.publish(aRow(lead(1)), aRow(lead(2)), aRow(lead(3)));
    const outcomes = await importing.outcomes(3);
    expect(outcomes.get(lead(1))).toMatchObject({ state: 'imported', importedRecordId: contactId });
    expect([outcomes.get(lead(2))?.state, outcomes.get(lead(3))?.state].sort()).toEqual(['imported', 'not-imported']);
    const events = await imported();
    expect(events.map(({ data }) => data)).toContainEqual(
      expect.objectContaining({
        record: { type: 'Contact', id: contactId },
        followedFrom: { type: 'Lead', id: lead(1) },
      }),
    );
    expect((await failed()).map(({ data }) => data['code'])).toEqual(['already-enrolled']);
  });

  it('enrolls a record once per campaign, however many sources name it, and again in another campaign', async () => {
    importing = await startImporting({ records: { Lead: [aLead(1)] } });
    await importing.publish(
      aRow(lead(1)),
      aRow(lead(1), { sourceId: 's2' }),
      aRow(lead(1), { sourceId: 's3', campaignId: 'k2' }),
    );
    await eventually(async () => expect([(await imported()).length, (await failed()).length]).toEqual([2, 1]));
    expect((await imported()).map(({ data }) => data['campaignId']).sort()).toEqual(['k1', 'k2']);
  });
});

describe('a mapping to a field that is not there', () => {
  const missing = {
    ceField: 'segment',
    objectType: 'Lead' as const,
    salesforceField: 'Segment__c',
    valueType: 'string' as const,
    direction: 'read' as const,
  };

  it('is paused and said, and the rest goes on', async () => {
    const mapping = { entries: [...defaultMapping.entries, missing] };
    importing = await startImporting({ records: { Lead: [aLead(1)] } }, mapping);
    await importing.publish(aRow(lead(1)));
    expect((await importing.outcomes(1)).get(lead(1))?.state).toBe('imported');
    const problems = await (await importing.as('w1', 'admin')).get('/imports/connections/c1/mapping-problems');
    expect(problems.body).toEqual([
      expect.objectContaining({
        ...{ ceField: 'segment', salesforceField: 'Segment__c', code: 'field-missing' },
        reason: expect.stringMatching(/^[A-Z].*Segment__c.*\.$/) as string,
        fix: expect.stringMatching(/^[A-Z].*Segment__c.*\.$/) as string,
      }),
    ]);
    expect((await imported())[0]?.data['fields']).toMatchObject({ first_name: 'Ann' });
    expect((await (await importing.as('w2', 'admin')).get('/imports/connections/c1/mapping-problems')).status).toBe(
      404,
    );
  });

  it('of a related object shows at the first query, costs one more call, and stops nothing', async () => {
    const mapping = { entries: [...defaultMapping.entries, { ...missing, salesforceField: 'Owner.Segment__c' }] };
    importing = await startImporting({ records: { Lead: [aLead(1)] } }, mapping);
    await importing.publish(aRow(lead(1)));
    expect((await importing.outcomes(1)).get(lead(1))?.state).toBe('imported');
    const problems = await (await importing.as('w1', 'admin')).get('/imports/connections/c1/mapping-problems');
    expect(problems.body).toEqual([
      expect.objectContaining({ salesforceField: 'Owner.Segment__c', code: 'field-missing' }),
    ]);
  });

  it('of an object that the user may not see is paused like it, and the contacts come in without it', async () => {
    importing = await startImporting({
      records: {
        Account: [{ Id: account, Name: 'Acme' }],
        Contact: [{ Id: contact(1), FirstName: 'Cy', LastName: 'Clark', Email: 'cy@example.com', AccountId: account }],
      },
    });
    await customerOf(importing.simulator).changeUser(USERNAME, { objects: { Account: {} } });
    await importing.publish(aRow(contact(1)));
    expect((await importing.outcomes(1)).get(contact(1))?.state).toBe('imported');
    expect((await imported())[0]?.data['fields']).toMatchObject({ first_name: 'Cy' });
    const problems = await (await importing.as('w1', 'admin')).get('/imports/connections/c1/mapping-problems');
    const paused = { salesforceField: 'Account.Name', code: 'field-missing' };
    expect(problems.body).toMatchObject(['account_name', 'company'].map((ceField) => ({ ...paused, ceField })));
  });

  it('of the minimum refuses the rows with the reason, and lets them in when it is mended', async () => {
    importing = await startImporting({ records: { Lead: [aLead(1)] } });
    const customer = customerOf(importing.simulator);
    await customer.changeUser(USERNAME, { fields: { 'Lead.Email': 'none' } });
    await importing.publish(aRow(lead(1)));
    expect((await importing.outcomes(1)).get(lead(1))?.code).toBe('mapping-broken');
    await customer.changeUser(USERNAME, { fields: { 'Lead.Email': 'edit' } });
    const http = await importing.as('w1', 'admin');
    expect(
      (await (await importing.as('w2', 'admin')).post('/imports/replays', { state: 'not-imported' })).body,
    ).toEqual({
      replayed: 0,
    });
    expect((await http.post('/imports/replays', { state: 'not-imported' })).body).toEqual({ replayed: 1 });
    expect((await (await importing.as('w1', 'admin')).get('/audit/import')).body).toMatchObject({
      entries: [{ actor: 'ann', action: 'imports-replayed', detail: 'Replayed 1 rows that were not-imported.' }],
    });
    await eventually(async () => expect(await imported()).toHaveLength(1));
    expect((await http.get('/imports/connections/c1/mapping-problems')).body).toEqual([]);
  });
});

describe('an org that fails', () => {
  it('parks nothing while calls are short, and goes on when they are there again', async () => {
    importing = await startImporting({ records: { Lead: [aLead(1)] } });
    importing.leases.refuseWith({
      kind: 'exhausted',
      reason: 'No calls left today.',
      resumesAt: new Date(Date.now() + 500).toISOString(),
    });
    await importing.publish(aRow(lead(1)));
    const http = await importing.as('w1', 'admin');
    await eventually(async () => {
      const { body } = (await http.get('/imports/summary')) as { body: { pauses: { reason: string }[] } };
      expect(body.pauses[0]?.reason).toBe('No calls left today.');
    });
    importing.leases.refuseWith(undefined);
    await importing.outcomes(1);
    expect(await imported()).toHaveLength(1);
  });

  it('keeps every row when it answers with a page instead of data', async () => {
    importing = await startImporting({ records: { Lead: [aLead(1)] } });
    importing.simulator.faults.add(
      fault.parse({ effect: { type: 'html' }, kinds: ['composite', 'describe'], times: 2 }),
    );
    await importing.publish(aRow(lead(1)));
    await importing.outcomes(1);
    expect(await imported()).toHaveLength(1);
  });
});
