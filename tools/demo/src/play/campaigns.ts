import { campaignChanged, type CampaignStatus, type CloudEvent, createEvent } from '@ce/contracts';
import { reportIds } from '../describe-org/reports.js';

export const WORKSPACE = 'demo';
export const SOURCE = '/demo/ce';

export const campaigns = {
  spring: { campaignId: 'spring-outreach', name: 'Spring outreach', creator: 'Maya Marketer' },
  renewals: { campaignId: 'renewals', name: 'Renewals', creator: 'Sam Success' },
} as const;
export type CampaignKey = keyof typeof campaigns;

export const campaignUrl = (key: CampaignKey) => `https://ce.example.com/campaigns/${campaigns[key].campaignId}`;

/** The full state of a campaign from `at` on. */
export function campaignEvent(key: CampaignKey, status: CampaignStatus, connectionId: string, at: Date): CloudEvent {
  return createEvent(
    campaignChanged,
    {
      ...campaigns[key],
      workspaceId: WORKSPACE,
      connectionId,
      status,
      url: campaignUrl(key),
      at: at.toISOString(),
    },
    { source: SOURCE, time: at },
  );
}

/** Which report feeds which campaign. The last two cannot be used, and the services say why. */
export const sources = [
  { sourceId: 'web-leads', campaign: 'spring', reportId: reportIds.webLeads },
  { sourceId: 'fair-leads', campaign: 'spring', reportId: reportIds.fairLeads },
  { sourceId: 'partner-leads', campaign: 'spring', reportId: reportIds.partnerLeads },
  { sourceId: 'retail-contacts', campaign: 'renewals', reportId: reportIds.retailContacts },
  { sourceId: 'fair-contacts', campaign: 'renewals', reportId: reportIds.fairContacts },
  { sourceId: 'deal-contacts', campaign: 'renewals', reportId: reportIds.dealContacts },
  { sourceId: 'accounts', campaign: 'renewals', reportId: reportIds.accounts },
  { sourceId: 'joined', campaign: 'spring', reportId: reportIds.joined },
] as const satisfies readonly { sourceId: string; campaign: CampaignKey; reportId: string }[];
