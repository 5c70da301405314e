import { toLongId } from '@ce/contracts';
import { accounts, contacts } from './contacts.js';
import { customFields } from './custom-fields.js';
import { type LeadGroup, leads, type RecordFields, spoil } from './leads.js';
import { recordId } from './record-ids.js';
import { customReportTypes, reports } from './reports.js';
import { genericOwner, integrationUser, unassignedQueue, users } from './users.js';

/** Most of a day it is another date there than in UTC: the days of Tasks show whose day they are. */
export const TIME_ZONE = 'Pacific/Auckland';
export const CLIENT = { clientId: 'demo-client', clientSecret: 'demo-secret' };
/** Web leads that were at the fair too: from, to (not included). */
export const metTwice = [100, 105] as const;
const FAIR_FOR_LEADS = recordId('Campaign', 1);
const FAIR_FOR_CONTACTS = recordId('Campaign', 2);

export interface DemoScale {
  webLeads: number;
  /** Each of the other five reports has about this many rows. */
  others: number;
  withEventId: boolean;
}

/** The org that the demo plays in, as a description the simulator takes; the same scale gives the same org. */
export function buildOrg({ webLeads, others, withEventId }: DemoScale, callbackUrl: string) {
  const group = (name: LeadGroup, first: number, count: number) => leads(name, first, count);
  const web = group('Web', 1, webLeads);
  spoil(web);
  const fair = group('Trade Show', webLeads + 1, others);
  const partner = group('Partner Referral', webLeads + others + 1, others);
  const retail = contacts('Retail', 1, others);
  const met = contacts('Energy', others + 1, others);
  const dealing = contacts('Finance', 2 * others + 1, others);
  // Five web leads were at the fair too: their second row is answered with "already enrolled".
  const fairMembers = [...fair, ...web.slice(...metTwice)];

  return {
    org: { name: 'Demo Org', id: toLongId('00D5g000000DEMO'), timeZone: TIME_ZONE },
    limits: { dailyApiRequests: 100_000 },
    connectedApps: [
      {
        name: 'Conversational Email',
        ...CLIENT,
        callbackUrls: [callbackUrl],
        requirePkce: true,
        rotateRefreshTokens: true,
        autoApprove: true,
        autoApproveUser: integrationUser.username,
      },
    ],
    users,
    queues: [unassignedQueue],
    customFields: customFields(withEventId),
    customReportTypes,
    reports,
    records: {
      Account: accounts(),
      Lead: [...web, ...fair, ...partner],
      Contact: [...retail, ...met, ...dealing],
      Campaign: [
        { Id: FAIR_FOR_LEADS, Name: 'Autumn fair (leads)' },
        { Id: FAIR_FOR_CONTACTS, Name: 'Autumn fair (contacts)' },
      ],
      CampaignMember: [
        ...members(FAIR_FOR_LEADS, 'LeadId', fairMembers),
        ...members(FAIR_FOR_CONTACTS, 'ContactId', met),
      ],
      Opportunity: dealing.map((_, n) => ({
        Id: recordId('Opportunity', n + 1),
        Name: `Deal ${n + 1}`,
        StageName: n % 2 === 0 ? 'Prospecting' : 'Qualification',
        CloseDate: '2027-01-31',
        OwnerId: genericOwner.id,
      })),
      OpportunityContactRole: dealing.map((contact, n) => ({
        OpportunityId: recordId('Opportunity', n + 1),
        ContactId: contact['Id'] ?? null,
        Role: 'Decision Maker',
      })),
    },
  };
}

function members(campaignId: string, field: 'LeadId' | 'ContactId', people: readonly RecordFields[]): RecordFields[] {
  return people.map((record) => ({ CampaignId: campaignId, [field]: record['Id'] ?? null, Status: 'Sent' }));
}
