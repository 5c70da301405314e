import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthHarness } from './auth-harness.js';

let auth: AuthHarness;
let connectionId: string;
beforeAll(async () => {
  auth = await AuthHarness.start();
  ({ connectionId } = await auth.connect());
});
afterAll(() => auth.stop());

const entry = (ceField: string, salesforceField: string, rest: object = {}) => ({
  ceField,
  objectType: 'Lead',
  salesforceField,
  valueType: 'string',
  direction: 'read',
  ...rest,
});
const put = (entries: object[]) => auth.call('put', `/connections/${connectionId}/mapping`, { entries });

describe('a mapping', () => {
  it('pauses what the org cannot serve, says why, and publishes the rest', async () => {
    const answer = await put([
      entry('first_name', 'FirstName'),
      entry('email', 'Email', { valueType: 'email' }),
      entry('shoe_size', 'ShoeSize__c'),
    ]);
    expect(answer.status).toBe(200);
    const { problems, usable } = answer.body as {
      problems: { ceField: string; objectType: string; reason: string }[];
      usable: { entries: { ceField: string }[] };
    };
    expect(usable.entries.map(({ ceField }) => ceField)).toEqual(['first_name', 'email']);
    expect(problems).toContainEqual(expect.objectContaining({ ceField: 'shoe_size', objectType: 'Lead' }));
    expect(problems.find(({ ceField }) => ceField === 'shoe_size')?.reason).toContain('ShoeSize__c does not exist');
    const state = (await auth.published(connectionId)).at(-1);
    expect(state).toMatchObject({ version: 2, mapping: usable, health: 'degraded' });
  });

  it('goes on with a field once the org has it', async () => {
    await fetch(`${auth.simulator.url}/simulator/fields/Lead`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'ShoeSize__c', type: 'string' }),
    });
    await auth.internal(`/internal/connections/${connectionId}/preflight`);
    const cached = await auth.call('get', `/connections/${connectionId}`);
    expect((cached.body as { mappingProblems: object[] }).mappingProblems).toContainEqual(
      expect.objectContaining({ ceField: 'shoe_size' }),
    );
    await auth.sql(`update preflight set checked_at = now() - interval '11 minutes'`);
    await auth.internal(`/internal/connections/${connectionId}/preflight`);
    const shown = await auth.call('get', `/connections/${connectionId}`);
    expect((shown.body as { usableMapping: { entries: object[] } }).usableMapping.entries).toHaveLength(3);
  });

  it('that is no mapping is refused by field', async () => {
    const answer = await put([entry('First Name', 'a.b.c')]);
    expect(answer.status).toBe(400);
    expect((answer.body as { problems: { field: string }[] }).problems.map(({ field }) => field)).toEqual([
      'entries.0.ceField',
      'entries.0.salesforceField',
    ]);
  });
});

describe('settings', () => {
  it('publish each change once, with the next version, and are in the audit', async () => {
    const before = (await auth.published(connectionId)).length;
    const body = { toggles: { emailActivitySync: false }, genericOwnerIds: ['0055g000001AbCd'] };
    expect((await auth.call('put', `/connections/${connectionId}/settings`, body)).status).toBe(200);
    await auth.call('put', `/connections/${connectionId}/settings`, body);
    const states = await auth.published(connectionId);
    expect(states).toHaveLength(before + 1);
    expect(states.at(-1)).toMatchObject({
      toggles: { emailActivitySync: false, ownerSync: true },
      genericOwnerIds: [expect.stringMatching(/^0055g000001AbCd[A-Z0-9]{3}$/)],
    });
    const { entries } = (await auth.call('get', '/audit')).body as { entries: { action: string; actor: string }[] };
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['settings-changed', 'mapping-changed', 'connected', 'connection-started']),
    );
    expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set(['ann']));
  });
});

describe('a forecast', () => {
  it('gives the specification’s month beside ours', async () => {
    const month = { campaigns: 2, contactsPerCampaign: 500, emailsPerContact: 5 };
    const answer = await auth.call('post', '/forecasts', month, { roles: ['viewer'] });
    const { specification, expected } = answer.body as Record<'specification' | 'expected', { total: number }>;
    expect(specification.total).toBe(22_000);
    expect(expected.total).toBe(6_630);
    const held = await auth.call('post', '/forecasts', { ...month, connectionId });
    expect((held.body as { budget: object }).budget).toMatchObject({ fits: true, mayUse: 8_000 });
    const others = await auth.call('post', '/forecasts', { ...month, connectionId }, { workspace: 'w2' });
    expect(others.status).toBe(404);
  });
});
