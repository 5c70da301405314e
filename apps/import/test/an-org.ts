import { connectionChanged, type ConnectionState, createEvent, type EventData, reportRowFound } from '@ce/contracts';
import type { OrgDescriptionInput } from '@ce/salesforce-simulator';

export const username = 'integration@example.com';
export const token = 'a-valid-token';

export const aUser = { username, email: username, lastName: 'Integration', profile: 'administrator' } as const;

export function anOrg(description: Omit<OrgDescriptionInput, 'users'>): OrgDescriptionInput {
  return { users: [aUser], fixedTokens: { [token]: username }, ...description };
}

export function aConnection(change: Partial<ConnectionState> = {}) {
  return createEvent(
    connectionChanged,
    {
      connectionId: 'c1',
      workspaceId: 'w1',
      orgId: '00D5g00000SimOrgEA',
      environment: 'production',
      health: 'connected',
      healthReason: null,
      packageVariants: { Lead: 'none', Contact: 'none' },
      mapping: { entries: [] },
      toggles: { emailActivitySync: true, statusWithoutActivitySync: false, doNotContactSync: true, ownerSync: true },
      genericOwnerIds: [],
      activityEventIdField: null,
      version: 1,
      ...change,
    },
    { source: '/test' },
  );
}

export function aRow(recordId: string, change: Partial<EventData<typeof reportRowFound>> = {}) {
  return createEvent(
    reportRowFound,
    {
      connectionId: 'c1',
      record: { type: recordId.startsWith('00Q') ? 'Lead' : 'Contact', id: recordId },
      campaignId: 'k1',
      sourceId: 's1',
      reportId: '00O000000000001',
      at: new Date().toISOString(),
      enrollment: 'auto',
      rules: [],
      ...change,
    },
    { source: '/test' },
  );
}
