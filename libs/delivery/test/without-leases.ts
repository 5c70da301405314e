import type { SalesforceOrg } from '@ce/salesforce';
import type { OrgAnswer, OrgWork, WithOrg } from '../src/index.js';

/** The way to an org that does not ask auth. */
export function withoutLeases(
  answer: <T>(request: OrgWork, work: (org: SalesforceOrg) => Promise<T>) => Promise<OrgAnswer<T>>,
): WithOrg {
  return Object.assign(answer, { endSeries: () => Promise.resolve() });
}

/** An org that no call reaches. */
export const noOrg = {} as SalesforceOrg;
