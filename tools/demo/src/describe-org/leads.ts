import type { ImportFailureCode } from '@ce/contracts';
import { person } from './people.js';
import { recordId } from './record-ids.js';
import { genericOwner, salesReps, unassignedQueue } from './users.js';

export type LeadGroup = 'Web' | 'Trade Show' | 'Partner Referral';
export type RecordFields = Record<string, string | boolean | null>;

const owners = [salesReps[0]?.id, unassignedQueue.id, genericOwner.id, salesReps[1]?.id];
const ratings = ['Hot', 'Warm', 'Cold'];

/** `count` leads of a source, numbered from `first` on. */
export function leads(group: LeadGroup, first: number, count: number): RecordFields[] {
  return Array.from({ length: count }, (_, index) => {
    const n = first + index;
    return {
      Id: recordId('Lead', n),
      ...person(n, 'lead'),
      Company: `Company ${n % 400}`,
      LeadSource: group,
      Rating: ratings[n % ratings.length] ?? 'Hot',
      Industry: n % 2 === 0 ? 'Retail' : 'Energy',
      OwnerId: owners[n % owners.length] ?? genericOwner.id,
    };
  });
}

/** What a real org has too, at known places of the web leads; the place, and why that lead cannot be imported. */
export const spoiled: readonly (readonly [index: number, code: ImportFailureCode])[] = [
  [10, 'missing-email'],
  [20, 'missing-email'],
  [30, 'missing-email'],
  [40, 'missing-first-name'],
  [50, 'missing-first-name'],
  [60, 'invalid-first-name'],
];
/** Two leads with one address: whoever comes first is imported. */
export const twins = [70, 71] as const;

const spoiledFields: Partial<Record<ImportFailureCode, RecordFields>> = {
  'missing-email': { Email: null },
  'missing-first-name': { FirstName: null },
  'invalid-first-name': { FirstName: '12345' },
};

export function spoil(web: RecordFields[]): void {
  for (const [index, code] of spoiled) Object.assign(web[index] ?? {}, spoiledFields[code]);
  const [one, other] = twins;
  Object.assign(web[one] ?? {}, { Email: web[other]?.['Email'] ?? null });
}
