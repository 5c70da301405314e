import type { CampaignState } from '../campaign-events.js';
import { exampleConnectionId } from './example-ids.js';

export const campaignExamples = {
  'ce.campaign.changed.v1': {
    campaignId: 'camp-spring',
    workspaceId: 'acme',
    connectionId: exampleConnectionId,
    name: 'Spring planning',
    status: 'running',
    creator: 'Noor Haddad',
    url: 'https://ce.example.com/campaigns/camp-spring',
    at: '2026-03-01T08:00:00Z',
  },
} satisfies { 'ce.campaign.changed.v1': CampaignState };
