import {
  campaignChanged,
  type CampaignState,
  connectionChanged,
  type ConnectionState,
  createEvent,
} from '@ce/contracts';
import type { OrgDescriptionInput } from '@ce/salesforce-simulator';

export const username = 'integration@example.com';
export const token = 'a-valid-token';

export const aUser = { username, email: username, lastName: 'Integration', profile: 'administrator' } as const;

export function leads(count: number, prefix = 'Lead'): Record<string, string>[] {
  return Array.from({ length: count }, (_, index) => ({
    FirstName: prefix,
    LastName: `${prefix} ${index}`,
    Company: 'Acme',
    Email: `${prefix.toLowerCase()}${index}@example.com`,
  }));
}

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

export function aCampaign(change: Partial<CampaignState> = {}) {
  return createEvent(
    campaignChanged,
    {
      campaignId: 'k1',
      workspaceId: 'w1',
      connectionId: 'c1',
      name: 'Spring',
      status: 'running',
      creator: 'Ann',
      url: 'https://ce.example.com/k1',
      at: new Date().toISOString(),
      ...change,
    },
    { source: '/test' },
  );
}
