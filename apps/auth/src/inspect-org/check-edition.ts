import { type Check, fail, pass, warn } from './check.js';
import type { OrgFacts } from './org-facts.js';

/** Spec A2; salesforce-api.md §7.3: “Base” stands for Performance, and Developer has the API too. */
const withApi = /^(?:enterprise|unlimited|performance|base|developer|einstein 1.*) edition$/i;
const withAddOn = /^professional edition$/i;
/** “Team” stands for Group. */
const withoutApi = /^(?:team|group|contact manager|essentials|starter|personal) edition$/i;

export const NEEDED_EDITION = 'Use an Enterprise, Unlimited or Performance org, or Professional with the API add-on.';

/** Asked only of an org whose API has answered; the others are refused before any check. */
export function checkEdition({ organization }: Pick<OrgFacts, 'organization'>): Check {
  const { organizationType: edition } = organization;
  if (withApi.test(edition)) return pass('edition', `The org is of the ${edition}.`);
  if (withAddOn.test(edition)) {
    return pass('edition', `The org is of the ${edition} with the API add-on: its API answers.`);
  }
  if (withoutApi.test(edition)) {
    return fail('edition', 'everything', `The ${edition} has no API access of its own.`, NEEDED_EDITION);
  }
  return warn(
    'edition',
    'everything, should Salesforce not count the API to this edition',
    `The org is of the ${edition}, which is not among the editions known to have API access, but its API answers.`,
    `Ask Salesforce whether the edition includes API access; else: ${NEEDED_EDITION}`,
  );
}
