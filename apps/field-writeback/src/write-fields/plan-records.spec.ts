import { connectionState, type ConnectionState } from '@ce/contracts';
import type { OwnerDecision } from '@ce/field-mapping';
import { changing, hiding, leadDescribe } from '@ce/field-mapping/testing';
import { describe, expect, it } from 'vitest';
import { aWriteBack } from '../testing/a-write-back.js';
import { planRecords } from './plan-records.js';
import type { WriteBack } from './write-back.js';

const connection: ConnectionState = connectionState.parse({
  connectionId: 'c1',
  workspaceId: 'w1',
  orgId: '00D5g00000SimOrgEAA',
  environment: 'production',
  health: 'connected',
  healthReason: null,
  packageVariants: { Lead: 'managed-v2', Contact: 'legacy' },
  mapping: { entries: [] },
  toggles: { emailActivitySync: true, statusWithoutActivitySync: false, doNotContactSync: true, ownerSync: true },
  genericOwnerIds: [],
  activityEventIdField: null,
  version: 1,
});
const lead = leadDescribe('managed-v2');
const now = new Date('2026-11-02T09:00:00.000Z');
const statusRow = aWriteBack();
const campaignRow = aWriteBack({
  id: 'w2',
  slot: 'campaign',
  wanted: { name: 'Spring', status: 'running', creator: 'Ann', url: 'https://ce.test/k1' },
});

function plan(
  rows: WriteBack[],
  change: Partial<ConnectionState> = {},
  describes = { Lead: lead },
  owners: [string, OwnerDecision][] = [],
) {
  const context = { connection: { ...connection, ...change }, describes, owners: new Map(owners), now };
  return planRecords(rows, context);
}

describe('planRecords', () => {
  it('puts all slots of a record into one write, and the time of the sync with them', () => {
    const [record, ...others] = plan([statusRow, campaignRow]);
    expect(others).toEqual([]);
    expect(record?.fields).toEqual({
      sixsense_ce__status__c: 'in_progress',
      sixsense_ce__campaign_name__c: 'Spring',
      sixsense_ce__campaign_status__c: 'running',
      sixsense_ce__campaign_creator__c: 'Ann',
      sixsense_ce__campaign_url__c: 'https://ce.test/k1',
      sixsense_ce__last_synced_at__c: '2026-11-02T09:00:00.000+0000',
    });
  });

  it('never writes the time of the sync alone', () => {
    const there = aWriteBack({ writtenFields: { sixsense_ce__status__c: 'in_progress' } });
    expect(plan([there])[0]).toMatchObject({ fields: {}, slots: [{ plan: { kind: 'there' } }] });
  });

  it('does not trust what was written before an attempt in doubt', () => {
    const doubtful = aWriteBack({ ambiguous: true, writtenFields: { sixsense_ce__status__c: 'in_progress' } });
    expect(plan([doubtful])[0]?.slots[0]?.plan.kind).toBe('write');
  });

  it('leaves out a hidden clock, and a clock that goes with a status that is off', () => {
    const hidden = hiding(lead, 'sixsense_ce__last_synced_at__c');
    expect(Object.keys(plan([statusRow], {}, { Lead: hidden })[0]?.fields ?? {})).toEqual(['sixsense_ce__status__c']);
    const toggles = { ...connection.toggles, emailActivitySync: false };
    const [record] = plan([statusRow, campaignRow], { toggles });
    expect(record?.slots[0]?.plan).toMatchObject({ kind: 'held', heldBy: 'toggle' });
    expect(Object.keys(record?.fields ?? {})).toHaveLength(4);
  });

  it('keeps a refusal to its slot', () => {
    const poor = changing(lead, 'sixsense_ce__status__c', { picklistValues: [] });
    const [record] = plan([statusRow, campaignRow], {}, { Lead: poor });
    expect(record?.slots.map((slot) => slot.plan.kind)).toEqual(['refused', 'write']);
    const readOnly = changing(lead, 'sixsense_ce__campaign_url__c', { updateable: false });
    const [partly] = plan([campaignRow], {}, { Lead: readOnly });
    expect(partly?.slots[0]?.plan).toMatchObject({ kind: 'write', refusal: { code: 'field-not-writable' } });
  });

  it('holds what has no package, no mapping or no permission by its toggle', () => {
    const none = { packageVariants: { Lead: 'none' as const, Contact: 'none' as const } };
    expect(plan([statusRow], none)[0]?.slots[0]?.plan).toMatchObject({ kind: 'held', heldBy: 'package' });
    const dnc = aWriteBack({ slot: 'do-not-contact', wanted: { doNotContact: true } });
    expect(plan([dnc])[0]?.slots[0]?.plan).toMatchObject({ kind: 'held', heldBy: 'mapping' });
    const off = { toggles: { ...connection.toggles, doNotContactSync: false } };
    expect(plan([dnc], off)[0]?.slots[0]?.plan).toMatchObject({ kind: 'held', heldBy: 'toggle' });
  });

  it('holds an owner by toggle or mapping, so that turning it on looks again', () => {
    const owner = aWriteBack({ slot: 'owner', wanted: { salesRepEmail: 'rep@x.test' } });
    const off = { toggles: { ...connection.toggles, ownerSync: false } };
    expect(plan([owner], off)[0]?.slots[0]?.plan).toMatchObject({ kind: 'held', heldBy: 'toggle' });
    const unmapped: OwnerDecision = { kind: 'keep', code: 'not-mapped', reason: 'Not mapped.' };
    expect(plan([owner], {}, { Lead: lead }, [['w1', unmapped]])[0]?.slots[0]?.plan).toEqual({
      kind: 'held',
      heldBy: 'mapping',
      reason: 'Not mapped.',
    });
  });

  it('changes the owner only where that was decided', () => {
    const owner = aWriteBack({ slot: 'owner', wanted: { salesRepEmail: 'rep@x.test' } });
    const ownerId = '0055g0000000001AAA';
    const [record] = plan([owner], {}, { Lead: lead }, [['w1', { kind: 'change-owner', ownerId }]]);
    expect(record?.fields['OwnerId']).toBe(ownerId);
    const keep: OwnerDecision = { kind: 'keep', code: 'has-owner', reason: 'It has one.' };
    expect(plan([owner], {}, { Lead: lead }, [['w1', keep]])[0]?.slots[0]?.plan).toEqual({
      kind: 'dropped',
      reason: 'It has one.',
    });
  });
});
