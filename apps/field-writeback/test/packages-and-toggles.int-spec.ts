import { aConnection, contactId, leadId } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { imported, importFailed, optedOut, status } from './events.js';
import { aCampaign, anOrg, legacy, type OrgOptions, startWriting, v2, type Writing } from './writeback-fixture.js';

let writing: Writing | undefined;
const start = async (options: OrgOptions): Promise<Writing> => {
  writing = await startWriting(anOrg(options));
  return writing;
};
beforeEach(() => {
  writing = undefined;
});
afterEach(() => writing?.stop());
afterAll(() => writing?.stop());

describe('packages', () => {
  it('writes the legacy fields where the org has those', async () => {
    const org = await start({ package: 'legacy' });
    await org.connect({ packageVariants: { Lead: 'legacy', Contact: 'legacy' } });
    await org.publish(aCampaign('scheduled', 0), imported(leadId(0), 1));
    await org.settled(leadId(0), 'campaign', 'done');
    await org.settled(leadId(0), 'status', 'done');
    expect(org.record(leadId(0))).toMatchObject({
      [legacy.status]: 'not_started',
      [legacy.campaign_status]: 'scheduled',
      [legacy.campaign_creator]: 'Ann',
    });
  });

  it('holds what has no package, with the reason, and writes it once the package is there', async () => {
    const org = await start({ package: 'none' });
    const none = { packageVariants: { Lead: 'none' as const, Contact: 'none' as const } };
    await org.connect(none);
    await org.publish(aCampaign('running', 0), imported(leadId(0), 1), optedOut(leadId(0), 2));
    expect((await org.settled(leadId(0), 'status', 'superseded')).reason).toContain('not installed');
    await org.settled(leadId(0), 'campaign', 'superseded');
    await org.settled(leadId(0), 'do-not-contact', 'done');

    for (const field of anOrg().customFields?.['Lead'] ?? []) {
      if (field.name !== 'Keep_Away__c') org.simulator.org.addCustomField('Lead', field);
    }
    await org.publish(status(leadId(0), 5, 'qualified'));
    await org.connect({ packageVariants: { Lead: 'managed-v2', Contact: 'none' } });
    await org.settled(leadId(0), 'campaign', 'done');
    // The connection may be known before the newer status is, which then follows the older one.
    await eventually(() =>
      expect(org.record(leadId(0))).toMatchObject({ [v2.status]: 'qualified', [v2.campaign_name]: 'Campaign k1' }),
    );
    await org.settled(leadId(0), 'status', 'done');
  });
});

describe('toggles', () => {
  it('writes what they held back although its row was locked at the moment of the change', async () => {
    const org = await start({});
    const { toggles } = aConnection();
    await org.connect({ toggles: { ...toggles, emailActivitySync: false } });
    await org.publish(status(leadId(0), 1, 'qualified'));
    await org.settled(leadId(0), 'status', 'superseded');
    let connecting: Promise<unknown> = Promise.resolve();
    await org.database.transaction(async (other) => {
      await other.query(`select from write_back where slot = 'status' for update`);
      connecting = org.connect({ toggles });
      await eventually(async () => {
        // Not in the transaction, which would see the same moment again and again.
        const waiting = await org.database.query<unknown[]>(
          `select from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock' and query like 'update write_back%'`,
        );
        expect(waiting).toHaveLength(1);
      });
    });
    await connecting;
    await org.settled(leadId(0), 'status', 'done');
  });

  it('stops status with email-activity sync, but not campaign and Do Not Contact, until it is on again', async () => {
    const org = await start({});
    const { toggles } = aConnection();
    await org.connect({ toggles: { ...toggles, emailActivitySync: false } });
    await org.publish(aCampaign('running', 0), imported(contactId(0), 1), optedOut(contactId(0), 2));
    expect((await org.settled(contactId(0), 'status', 'superseded')).reason).toContain('email-activity sync is off');
    await org.settled(contactId(0), 'campaign', 'done');
    await org.settled(contactId(0), 'do-not-contact', 'done');
    expect(org.record(contactId(0))).toMatchObject({ [v2.campaign_status]: 'running', Keep_Away__c: true });
    expect(org.record(contactId(0))[v2.status] ?? null).toBeNull();

    await org.connect({ toggles: { ...toggles, emailActivitySync: false, statusWithoutActivitySync: true } });
    await org.settled(contactId(0), 'status', 'done');
    expect(org.record(contactId(0))[v2.status]).toBe('not_started');
  });

  it('looks again at what was found not to apply while the connection changed', async () => {
    const org = await start({});
    const { toggles } = aConnection();
    await org.connect({ toggles: { ...toggles, emailActivitySync: false } });
    // The batch reads the old toggles, then describes the org for as long as the change takes to arrive.
    const slow = { effect: { type: 'latency', milliseconds: 3_000, jitter: 0 }, kinds: ['describe'] } as const;
    org.simulator.faults.add({ ...slow, kinds: [...slow.kinds], times: 1, share: 1, after: 0, seed: 1 });
    await org.publish(status(leadId(0), 1, 'paused'));
    await org.settled(leadId(0), 'status', 'claimed');
    await org.connect();
    expect((await org.slots(leadId(0)))['status']?.state).toBe('claimed');
    await org.settled(leadId(0), 'status', 'done');
    expect(org.record(leadId(0))[v2.status]).toBe('paused');
  });

  it('holds Do Not Contact while it is off or not mapped', async () => {
    const org = await start({});
    const { toggles } = aConnection();
    await org.connect({ toggles: { ...toggles, doNotContactSync: false } });
    await org.publish(optedOut(leadId(0), 2));
    await org.settled(leadId(0), 'do-not-contact', 'superseded');
    await org.connect({ mapping: { entries: [] } });
    await expect
      .poll(async () => (await org.slots(leadId(0)))['do-not-contact']?.reason, { timeout: 30_000 })
      .toContain('is mapped');
    await org.connect();
    await org.settled(leadId(0), 'do-not-contact', 'done');
  });
});

describe('a failed import', () => {
  it('shows on the record where that helps, and not where it would hide something', async () => {
    const org = await start({});
    await org.connect();
    await org.publish(
      importFailed(leadId(0), 1, 'missing-email'),
      importFailed(leadId(1), 1, 'invalid-email'),
      importFailed(leadId(2), 1, 'rules-not-met'),
      status(leadId(3), 1, 'in_progress'),
      importFailed(leadId(3), 2, 'already-enrolled'),
    );
    await org.settled(leadId(0), 'status', 'done');
    await org.settled(leadId(1), 'status', 'done');
    await org.settled(leadId(3), 'status', 'done');
    expect([0, 1, 2, 3].map((n) => org.record(leadId(n))[v2.status] ?? null)).toEqual([
      'unsynced',
      'import_error',
      null,
      'in_progress',
    ]);
  });
});
