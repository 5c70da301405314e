import type { RecordFields } from './leads.js';
import { person } from './people.js';
import { recordId } from './record-ids.js';
import { genericOwner, salesReps } from './users.js';

export const ACCOUNTS = 60;

export function accounts(): RecordFields[] {
  return Array.from({ length: ACCOUNTS }, (_, n) => ({
    Id: recordId('Account', n + 1),
    Name: `Account ${n + 1}`,
    Industry: n % 2 === 0 ? 'Retail' : 'Energy',
    OwnerId: salesReps[n % 2]?.id ?? genericOwner.id,
  }));
}

/** `count` contacts of a department, numbered from `first` on. */
export function contacts(department: string, first: number, count: number): RecordFields[] {
  return Array.from({ length: count }, (_, index) => {
    const n = first + index;
    return {
      Id: recordId('Contact', n),
      ...person(n, 'contact'),
      Department: department,
      AccountId: recordId('Account', (n % ACCOUNTS) + 1),
      OwnerId: n % 3 === 0 ? genericOwner.id : (salesReps[n % 2]?.id ?? genericOwner.id),
    };
  });
}
