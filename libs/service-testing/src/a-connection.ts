import { campaignChanged, type CampaignState, type CloudEvent, type ConnectionState, createEvent } from '@ce/contracts';

/** Connection `c1` of workspace `w1`: healthy, everything switched on but statuses, no package, nothing mapped. */
export function aConnection(change: Partial<ConnectionState> = {}): ConnectionState {
  return {
    connectionId: 'c1',
    workspaceId: 'w1',
    orgId: '00D5g00000SimOrgEAA',
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
  };
}

/** That campaign `k1` of connection `c1` runs. */
export function aCampaign(change: Partial<CampaignState> = {}): CloudEvent {
  const campaignId = change.campaignId ?? 'k1';
  const campaign: CampaignState = {
    campaignId,
    workspaceId: 'w1',
    connectionId: 'c1',
    name: `Campaign ${campaignId}`,
    status: 'running',
    creator: 'Ann',
    url: `https://ce.test/campaigns/${campaignId}`,
    at: new Date().toISOString(),
    ...change,
  };
  return createEvent(campaignChanged, campaign, { source: '/ce/campaigns' });
}
