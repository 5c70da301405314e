import type { JournalEntry } from '@ce/demo';
import type { CountedCalls } from './scale-month.js';

/** Our services name themselves to Salesforce as `conversational-email/<kind of lease>`. */
const works: Record<string, keyof CountedCalls['describes']> = {
  import: 'import',
  tasks: 'tasks',
  writeback: 'writeback',
  'do-not-contact': 'writeback',
};

/** API calls of the whole play, by what they were for. Token requests do not count at Salesforce. */
export function countPlay(connecting: number, entries: readonly JournalEntry[]): CountedCalls {
  const counted: CountedCalls = {
    ...{ connecting, attaching: 0, import: 0, tasks: 0, writeback: 0 },
    describes: { import: 0, tasks: 0, writeback: 0 },
  };
  for (const { client, kind } of countedOnly(entries).slice(connecting)) {
    const work = works[client?.split('/')[1] ?? ''];
    if (work === undefined) counted.attaching += 1;
    else if (kind.startsWith('describe')) counted.describes[work] += 1;
    else counted[work] += 1;
  }
  return counted;
}

export function countedOnly(entries: readonly JournalEntry[]): JournalEntry[] {
  return entries.filter(({ counted }) => counted);
}
