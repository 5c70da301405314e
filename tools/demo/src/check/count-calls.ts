import type { JournalEntry } from '../play/simulator.js';
import type { ApiCalls } from '../show/figures.js';

/** Our services name themselves to Salesforce as `conversational-email/<kind of lease>`. */
const kinds: Record<string, keyof ApiCalls> = {
  polling: 'polling',
  import: 'import',
  tasks: 'tasks',
  writeback: 'writeback',
  'do-not-contact': 'writeback',
  preflight: 'auth',
};

/** API calls as the org counted them, by what they were for. Token requests do not count at Salesforce. */
export function countCalls(entries: readonly JournalEntry[]): ApiCalls {
  const calls: ApiCalls = { auth: 0, polling: 0, import: 0, tasks: 0, writeback: 0, total: 0 };
  for (const { client, counted } of entries) {
    if (!counted) continue;
    calls[kinds[client?.split('/')[1] ?? ''] ?? 'auth'] += 1;
    calls.total += 1;
  }
  return calls;
}
