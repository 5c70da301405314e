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

/** What a real org has too: each kind once or twice, at known places. Returns how many rows cannot be imported. */
export function spoil(web: RecordFields[]): number {
  const change = (index: number, fields: RecordFields) => {
    const record = web[index];
    if (record !== undefined) Object.assign(record, fields);
  };
  for (const index of [10, 20, 30]) change(index, { Email: null });
  for (const index of [40, 50]) change(index, { FirstName: null });
  change(60, { FirstName: '12345' });
  change(70, { Email: web[71]?.['Email'] ?? null });
  return 7;
}
