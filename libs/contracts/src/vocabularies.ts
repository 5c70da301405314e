import { z } from 'zod';

/** Conversation states as Salesforce stores them. Source: salesforce-api.md §9.3, spec B4. */
export const conversationStatus = z.enum([
  'not_started',
  'in_progress',
  'paused',
  'bounced',
  'canceled',
  'human_review',
  'not_interested',
  'not_interested_now',
  'qualified',
  'stopped_responding',
  'unresponsive',
  'import_error',
  'enrollment_error',
  'unsynced',
]);
export type ConversationStatus = z.infer<typeof conversationStatus>;

/** Source: spec B4. */
export const campaignStatus = z.enum(['draft', 'scheduled', 'running', 'paused', 'ended', 'canceled']);
export type CampaignStatus = z.infer<typeof campaignStatus>;

/** The six fields of the package, by meaning; their names in an org depend on the package variant. Source: spec B1, B2. */
export const packageField = z.enum([
  'status',
  'last_synced_at',
  'campaign_name',
  'campaign_status',
  'campaign_creator',
  'campaign_url',
]);
export type PackageField = z.infer<typeof packageField>;

/** `partial`: some of the six are there, which no installation leaves behind; the preflight says which are missing. */
export const packageVariant = z.enum(['managed-v2', 'legacy', 'partial', 'none']);
export type PackageVariant = z.infer<typeof packageVariant>;
