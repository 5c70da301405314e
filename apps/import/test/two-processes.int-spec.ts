import { inTransaction } from '@ce/database';
import type { ImportedRecord } from '@ce/field-mapping';
import { leadId } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Candidate, enrollPeople } from '../src/import-contacts/enroll-people.js';
import { type ImportDatabase, startImportDatabase } from './import-database.js';

let database: ImportDatabase;
beforeAll(async () => {
  database = await startImportDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.source.query('truncate enrollment');
});

function candidate(lead: number, sourceId: string, email: string): Candidate {
  const record: ImportedRecord = {
    id: leadId(lead),
    objectType: 'Lead',
    fields: { email },
    accountId: null,
    ownerId: null,
    ownerKind: 'user',
    ownerEmail: null,
    whereabouts: { kind: 'here' },
  };
  const row = { id: `c1/${sourceId}/${record.id}`, connectionId: 'c1', campaignId: 'k1', sourceId, dryRunId: null };
  return { row, record };
}

/** The second process comes while the first has not committed yet, and waits for it. */
async function oneAfterTheOther(first: Candidate, second: Candidate) {
  const { source } = database;
  return inTransaction(source, async (manager) => {
    const refusedFirst = await enrollPeople(manager, [first]);
    const other = inTransaction(source, (another) => enrollPeople(another, [second]));
    await eventually(async () => {
      const waiting = await source.query<object[]>(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(waiting).toHaveLength(1);
    });
    return { refusedFirst, other: () => other };
  });
}

describe('two processes that enroll at once', () => {
  it.each([
    [
      'the same person',
      candidate(1, 's1', 'ann@example.com'),
      candidate(1, 's2', 'ann@example.com'),
      'already-enrolled',
    ],
    [
      'the same address',
      candidate(1, 's1', 'ann@example.com'),
      candidate(2, 's1', 'ANN@example.com'),
      'duplicate-email',
    ],
  ])('%s: one enrolls, the other says why not', async (_, first, second, code) => {
    const { refusedFirst, other } = await oneAfterTheOther(first, second);
    expect(refusedFirst.size).toBe(0);
    expect((await other()).get(second.row.id)?.code).toBe(code);
    expect(await database.source.query('select from enrollment')).toHaveLength(1);
  });
});
