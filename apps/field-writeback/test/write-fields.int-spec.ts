import { contactId, leadId } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completed, emailed, imported, optedOut, status } from './events.js';
import { aCampaign, anOrg, startWriting, v2, type Writing } from './writeback-fixture.js';

let writing: Writing;

beforeAll(async () => {
  writing = await startWriting(anOrg({ leads: 700, contacts: 400 }));
  await writing.connect();
});
afterAll(() => writing.stop());

describe('writing fields back', () => {
  it('shows status, campaign and the time of the sync when a contact is enrolled, in one call', async () => {
    const before = writing.writes();
    await writing.publish(aCampaign('running', 0), imported(contactId(0), 1));
    await writing.settled(contactId(0), 'campaign', 'done');
    expect(writing.record(contactId(0))).toMatchObject({
      [v2.status]: 'not_started',
      [v2.campaign_name]: 'Campaign k1',
      [v2.campaign_status]: 'running',
      [v2.campaign_creator]: 'Ann',
      [v2.campaign_url]: 'https://ce.test/campaigns/k1',
    });
    expect(writing.record(contactId(0))[v2.last_synced_at]).toEqual(expect.any(String));
    expect(writing.writes() - before).toBe(1);
    const [told] = await writing.published('salesforce.delivery.v1');
    expect(told).toMatchObject({ type: 'salesforce.fields.written.v1', data: { fields: Object.values(v2).sort() } });
  });

  it('starts with the first email, follows what CE states, and ends with the completion', async () => {
    await writing.publish(emailed(contactId(0), 2));
    await eventually(() => expect(writing.record(contactId(0))[v2.status]).toBe('in_progress'));
    await writing.publish(completed(contactId(0), 5, 'not_interested'));
    await eventually(() => expect(writing.record(contactId(0))[v2.status]).toBe('not_interested'));
  });

  it('lets the newest fact win whatever the order of arrival, and writes nothing for an older one', async () => {
    await writing.publish(status(leadId(1), 9, 'qualified'));
    await writing.settled(leadId(1), 'status', 'done');
    const before = writing.writes();
    await writing.publish(status(leadId(1), 3, 'paused'));
    await writing.publish(emailed(leadId(1), 20), status(leadId(2), 1, 'in_progress'));
    await writing.settled(leadId(2), 'status', 'done');
    expect(writing.record(leadId(1))[v2.status]).toBe('qualified');
    expect(writing.writes() - before).toBe(1);
  });

  it('sets Do Not Contact at once', async () => {
    await writing.publish(optedOut(leadId(3), 4));
    await writing.settled(leadId(3), 'do-not-contact', 'done');
    expect(writing.record(leadId(3))['Keep_Away__c']).toBe(true);
    expect(writing.leases.requests.some((request) => request.kind === 'do-not-contact')).toBe(true);
  });

  it('writes 1,000 leads and contacts in one call when their campaign ends, and again nothing for the same news', async () => {
    const people = [
      ...Array.from({ length: 650 }, (_, n) => leadId(n + 10)),
      ...Array.from({ length: 350 }, (_, n) => contactId(n + 10)),
    ];
    await writing.publish(aCampaign('running', 0, 'k2'), ...people.map((id) => imported(id, 1, 'k2')));
    await eventually(() =>
      expect(people.filter((id) => writing.record(id)[v2.campaign_name] === 'Campaign k2')).toHaveLength(1_000),
    );
    await eventually(async () =>
      expect(await writing.database.query(`select 1 from write_back where state <> 'done'`)).toEqual([]),
    );
    const before = writing.writes();
    const ended = aCampaign('ended', 30, 'k2');
    await writing.publish(ended);
    await eventually(() =>
      expect(people.filter((id) => writing.record(id)[v2.campaign_status] === 'ended')).toHaveLength(1_000),
    );
    expect(writing.writes() - before).toBe(1);
    await writing.publish(ended, aCampaign('running', 15, 'k2'), status(leadId(4), 1, 'paused'));
    await writing.settled(leadId(4), 'status', 'done');
    expect(writing.writes() - before).toBe(2);
  });
});
