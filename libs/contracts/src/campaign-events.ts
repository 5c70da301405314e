import { z } from 'zod';
import { defineEvent } from './event-definition.js';
import { ceId } from './record.js';
import { campaignStatus } from './vocabularies.js';

export const campaignState = z.object({
  campaignId: ceId,
  workspaceId: ceId,
  connectionId: ceId,
  name: z.string().min(1).max(500),
  status: campaignStatus,
  creator: z.string().max(200),
  url: z.url().max(2_000),
  /** When this state became true; an older one that arrives later changes nothing. */
  at: z.iso.datetime({ offset: true }),
});
export type CampaignState = z.infer<typeof campaignState>;

export const campaignChanged = defineEvent({
  type: 'ce.campaign.changed.v1',
  topic: 'ce.campaign.v1',
  summary: 'A campaign was created or changed. Carries its full state.',
  schema: campaignState,
  key: (campaign) => campaign.campaignId,
});
