import type { ImportFailureCode } from '@ce/contracts';
import type { CampaignKey } from '../play/campaigns.js';
import { type DemoScale, metTwice } from '../describe-org/build-org.js';
import { spoiled, twins } from '../describe-org/leads.js';
import { recordId } from '../describe-org/record-ids.js';

export interface ExpectedEnrollments {
  /** Rows of all reports that can be used. */
  rows: number;
  /** Who is imported, under the id that the report names, and into which campaign. */
  campaignOf: ReadonlyMap<string, CampaignKey>;
  /** Exactly one of these is imported. */
  twins: readonly string[];
  /** How many rows are refused, by code. */
  failures: Readonly<Partial<Record<ImportFailureCode, number>>>;
}

/** Whom the reports of the demo's org name and who of them can be imported, worked out without asking anybody. */
export function expectEnrollments({ webLeads, others }: DemoScale): ExpectedEnrollments {
  const campaignOf = new Map<string, CampaignKey>();
  for (let n = 1; n <= webLeads + 2 * others; n += 1) campaignOf.set(recordId('Lead', n), 'spring');
  for (let n = 1; n <= 3 * others; n += 1) campaignOf.set(recordId('Contact', n), 'renewals');
  const metAgain = metTwice[1] - metTwice[0];
  const rows = campaignOf.size + metAgain;

  const failures: Partial<Record<ImportFailureCode, number>> = { 'duplicate-email': 1, 'already-enrolled': metAgain };
  for (const [index, code] of spoiled) {
    campaignOf.delete(leadAt(index));
    failures[code] = (failures[code] ?? 0) + 1;
  }
  return { rows, campaignOf, twins: twins.map(leadAt), failures };
}

/** Places count from 0, the numbers of records from 1. */
function leadAt(index: number): string {
  return recordId('Lead', index + 1);
}
