import { toLongId } from '@ce/contracts';
import type { RecordError, SalesforceOrg, WriteResult } from '@ce/salesforce';
import { describe, expect, it } from 'vitest';
import { anActivity } from '../testing/an-activity.js';
import { judgeResults } from './judge-results.js';
import type { PlannedTask } from './plan-tasks.js';

const lead = toLongId('00Q5g0000000001');
const contact = toLongId('0035g0000000001');
const tasks: PlannedTask[] = [{ row: anActivity({ recordId: lead }), whoId: lead, fields: {} }];

const error = (change: Partial<RecordError>): RecordError => ({
  errorClass: 'gone',
  code: 'CANNOT_UPDATE_CONVERTED_LEAD',
  message: 'The lead was converted.',
  fix: '',
  fields: [],
  scope: 'record',
  throttle: null,
  ambiguous: false,
  ...change,
});
const refused = (change: Partial<RecordError> = {}): WriteResult[] => [{ kind: 'refused', error: error(change) }];

/** An org that answers the one question of where records went. */
const answering = (rows: () => Promise<unknown[]>) => ({ queryAll: rows }) as unknown as SalesforceOrg;
const judge = async (org: SalesforceOrg, results: WriteResult[], field: string | null = null) => {
  const { outcomes, ...rest } = await judgeResults(org, tasks, results, field);
  return { outcome: outcomes.get('a1'), ...rest };
};
const nobody = answering(() => Promise.reject(new Error('not to be asked')));

describe('judgeResults', () => {
  it('never forgets a Task that was made because a question after it fails', async () => {
    const two = [...tasks, { ...tasks[0], row: anActivity({ id: 'a2' }) } as PlannedTask];
    const org = answering(() => Promise.reject(new Error('calls used up')));
    const { outcomes } = await judgeResults(org, two, [{ kind: 'saved', id: 't', created: true }, ...refused()], null);
    expect(outcomes.get('a1')).toEqual({ kind: 'done', resultId: 't' });
    expect(outcomes.get('a2')).toMatchObject({ kind: 'later' });
  });

  it('sends a converted lead’s email to its contact next time', async () => {
    const org = answering(() =>
      Promise.resolve([{ Id: lead, IsConverted: true, ConvertedContactId: contact, IsDeleted: false }]),
    );
    const judged = await judge(org, refused());
    expect(judged.outcome).toMatchObject({ kind: 'later' });
    expect([...judged.moves]).toEqual([[lead, contact]]);
  });

  it.each([
    ['a deleted record', [{ Id: lead, IsDeleted: true }], 'park'],
    ['a record that nobody sees', [], 'park'],
    ['a record that is where it was', [{ Id: lead, IsDeleted: false }], 'failed'],
    ['a lead whose contact is hidden', [{ Id: lead, IsConverted: true, ConvertedContactId: null }], 'park'],
  ])('does not go round in circles over %s', async (_, rows, kind) => {
    const judged = await judge(
      answering(() => Promise.resolve(rows)),
      refused(),
    );
    expect(judged.outcome).toMatchObject({ kind });
    expect(judged.moves.size).toBe(0);
  });

  it('takes a missing result for a doubt', async () => {
    expect((await judge(nobody, [])).outcome).toMatchObject({ kind: 'failed', error: { ambiguous: true } });
  });

  it('looks for the Task when an upsert says that it is there, and only then', async () => {
    const createOnly = { errorClass: 'configuration' as const, code: 'INVALID_FIELD_FOR_INSERT_UPDATE' };
    const there = refused({ ...createOnly, fields: ['TaskSubtype'] });
    expect((await judge(nobody, there, 'Event__c')).outcome).toMatchObject({
      error: { errorClass: 'concurrency', ambiguous: true },
    });
    expect((await judge(nobody, there)).outcome).toMatchObject({ error: { errorClass: 'configuration' } });
    expect((await judge(nobody, refused({ ...createOnly, fields: ['Subject'] }), 'Event__c')).outcome).toMatchObject({
      error: { errorClass: 'configuration', ambiguous: false },
    });
  });
});
