import { toLongId } from '@ce/contracts';

/** Key prefixes of Salesforce ids. Source: salesforce-api.md §6. */
const prefixes = {
  Account: '001',
  Contact: '003',
  User: '005',
  Opportunity: '006',
  Lead: '00Q',
  Report: '00O',
  Campaign: '701',
  CampaignMember: '00v',
  Queue: '00G',
} as const;

/** The n-th record of a kind: always the same 18-character id. */
export function recordId(kind: keyof typeof prefixes, n: number): string {
  return toLongId(`${prefixes[kind]}5g${n.toString().padStart(10, '0')}`);
}
