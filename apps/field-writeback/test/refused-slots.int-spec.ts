import { customerOf, leadId, USERNAME } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imported, optedOut, status } from './events.js';
import { aCampaign, anOrg, startWriting, v2, type Writing } from './writeback-fixture.js';

let writing: Writing;

beforeAll(async () => {
  writing = await startWriting(
    anOrg({
      withoutStatus: ['stopped_responding'],
      change: {
        validationRules: [
          {
            object: 'Lead',
            when: [{ field: v2.status, equals: 'bounced' }],
            message: 'Bounced leads are closed by hand.',
            field: v2.status,
          },
        ],
      },
    }),
  );
  await writing.connect();
  await writing.publish(aCampaign('running', 0));
});
afterAll(() => writing.stop());

const changeField = (name: string, access: 'read' | 'edit') =>
  customerOf(writing.simulator).changeUser(USERNAME, { fields: { [`Lead.${name}`]: access } });

describe('a slot that Salesforce does not take', () => {
  it('is parked with its reason and fix where the picklist lacks the value; the others are written', async () => {
    await writing.publish(status(leadId(0), 5, 'stopped_responding'), imported(leadId(0), 1), optedOut(leadId(0), 6));
    const parked = await writing.settled(leadId(0), 'status', 'parked');
    expect(parked).toMatchObject({ error_code: 'picklist-value-missing' });
    expect(parked.reason).toContain('stopped_responding');
    expect(parked.fix).toContain('Add the value');
    await writing.settled(leadId(0), 'campaign', 'done');
    await writing.settled(leadId(0), 'do-not-contact', 'done');
    expect(writing.record(leadId(0))).toMatchObject({ [v2.campaign_name]: 'Campaign k1', Keep_Away__c: true });
    expect(await writing.published('salesforce.delivery.v1')).toContainEqual(
      expect.objectContaining({
        type: 'salesforce.delivery.parked.v1',
        data: expect.objectContaining({
          kind: 'fields',
          code: 'picklist-value-missing',
          deliveryId: parked.id,
        }) as unknown,
      }),
    );
  });

  it('is given up for a newer wish', async () => {
    await writing.publish(status(leadId(0), 9, 'qualified'));
    await writing.settled(leadId(0), 'status', 'done');
    expect(writing.record(leadId(0))[v2.status]).toBe('qualified');
  });

  it('does not keep its record’s other slots when only Salesforce knows that it is refused', async () => {
    await writing.publish(status(leadId(1), 5, 'bounced'), imported(leadId(1), 1));
    expect(await writing.settled(leadId(1), 'status', 'parked')).toMatchObject({
      error_code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    });
    await writing.settled(leadId(1), 'campaign', 'done');
    expect(writing.record(leadId(1))[v2.campaign_status]).toBe('running');
  });

  it('is written after an administrator mended the cause and it was replayed', async () => {
    await changeField(v2.status, 'read');
    await changeField(v2.campaign_url, 'read');
    await writing.connect();
    await writing.publish(imported(leadId(2), 1));
    expect(await writing.settled(leadId(2), 'status', 'parked')).toMatchObject({ error_code: 'field-not-writable' });
    await writing.settled(leadId(2), 'campaign', 'parked');
    expect(writing.record(leadId(2))).toMatchObject({ [v2.campaign_name]: 'Campaign k1' });

    await changeField(v2.status, 'edit');
    await changeField(v2.campaign_url, 'edit');
    const operator = await writing.as('w1', 'operator');
    const listed = await operator.get(`/write-backs?state=parked&recordId=${leadId(2)}`);
    expect(listed.body).toMatchObject({
      writeBacks: [{ code: 'field-not-writable' }, { code: 'field-not-writable' }],
    });
    const ids = (listed.body as { writeBacks: { id: string }[] }).writeBacks.map((one) => one.id);
    expect((await operator.post('/write-backs/replays', { ids })).body).toEqual({ replayed: 2 });
    expect((await (await writing.as('w1', 'admin')).get('/audit/field-writeback')).body).toMatchObject({
      entries: [{ actor: 'ann', action: 'write-backs-replayed', detail: 'Replayed 2 parked write-backs.' }],
    });
    await writing.settled(leadId(2), 'status', 'done');
    await writing.settled(leadId(2), 'campaign', 'done');
    expect(writing.record(leadId(2))).toMatchObject({
      [v2.status]: 'not_started',
      [v2.campaign_url]: 'https://ce.test/campaigns/k1',
    });
  });

  it('is tried again by itself when a record was locked', async () => {
    writing.simulator.faults.add({
      effect: { type: 'lock-rows', ids: [leadId(3)], rowShare: 1 },
      kinds: [],
      times: null,
      share: 1,
      after: 0,
      seed: 1,
    });
    await writing.publish(status(leadId(3), 1, 'paused'), status(leadId(4), 1, 'paused'));
    await writing.settled(leadId(4), 'status', 'done');
    await eventually(async () =>
      expect((await writing.slots(leadId(3)))['status']?.error_code).toBe('UNABLE_TO_LOCK_ROW'),
    );
    writing.simulator.faults.clear();
    await writing.settled(leadId(3), 'status', 'done');
  });
});

describe('the management API', () => {
  it('keeps workspaces apart, asks for the role, and sums up', async () => {
    const stranger = await writing.as('w2', 'admin');
    expect((await stranger.get('/write-backs?state=parked')).body).toEqual({ writeBacks: [], next: null });
    expect((await stranger.post('/write-backs/replays', { class: 'record' })).body).toEqual({ replayed: 0 });
    expect((await stranger.get('/write-backs?connectionId=c1')).status).toBe(404);
    const viewer = await writing.as('w1', 'viewer');
    expect((await viewer.post('/write-backs/replays', { class: 'record' })).status).toBe(403);
    expect((await viewer.get('/write-backs/summary')).body).toMatchObject({
      states: expect.arrayContaining([{ state: 'parked', class: 'record', writeBacks: 1 }]) as unknown,
      pauses: [],
    });
  });
});
