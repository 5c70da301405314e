import type { MappedValue } from '@ce/contracts';
import type { RecordError } from '@ce/salesforce';
import { describe, expect, it } from 'vitest';
import type { Followed } from './follow-people.js';
import { judgeRow } from './judge-row.js';

const auto = { enrollment: 'auto', rules: [] } as const;
const context = { unusable: {}, enrolledBefore: new Set<string>() };

function aPerson(fields: Record<string, MappedValue> = {}, packageStatus: string | null = null): Followed {
  return {
    kind: 'found',
    person: {
      packageStatus,
      record: {
        id: '00Q000000000001EAA',
        objectType: 'Lead',
        fields: { first_name: 'Ann', email: 'ann@example.com', ...fields },
        accountId: null,
        ownerId: null,
        ownerKind: 'user',
        ownerEmail: null,
        whereabouts: { kind: 'here' },
      },
    },
  };
}

const rules = [{ ceField: 'title', operator: 'is' as const, values: ['CTO'] }];

describe('judgeRow', () => {
  it.each([
    ['a sound record', auto, aPerson(), 'importable'],
    ['no email', auto, aPerson({ email: null }), 'missing-email'],
    ['rules that it does not meet', { ...auto, rules: [...rules] }, aPerson({ title: 'Intern' }), 'rules-not-met'],
    ['rules, but a person chose it', { enrollment: 'manual' as const, rules: [...rules] }, aPerson(), 'importable'],
    ['a status of another system', auto, aPerson({}, 'qualified'), 'already-synced'],
    ['a status left by an earlier error', auto, aPerson({}, 'import_error'), 'importable'],
    [
      'a status, but a person chose it',
      { enrollment: 'manual' as const, rules: [] },
      aPerson({}, 'qualified'),
      'importable',
    ],
    ['a deleted record', auto, { kind: 'deleted' } as const, 'deleted'],
    ['a record that nobody saw', auto, undefined, 'not-visible'],
    ['a contact that cannot be seen', auto, { kind: 'not-visible', ended: 'converted' } as const, 'not-visible'],
  ])('%s', (_, row, followed, expected) => {
    const verdict = judgeRow({ ...row, rules: [...row.rules] }, followed, context);
    expect(verdict.kind === 'not-importable' ? verdict.code : verdict.kind).toBe(expected);
  });

  it('takes its own status for nobody’s: whoever it enrolled before may be enrolled again', () => {
    const known = { ...context, enrolledBefore: new Set(['00Q000000000001EAA']) };
    expect(judgeRow({ enrollment: 'auto', rules: [] }, aPerson({}, 'qualified'), known).kind).toBe('importable');
  });

  it('refuses by the mapping before anything else, with its reason', () => {
    const unusable = { Lead: { reason: 'No email field.', fix: 'Map one.' } };
    expect(judgeRow({ enrollment: 'auto', rules: [] }, aPerson({ email: null }), { ...context, unusable })).toEqual({
      kind: 'not-importable',
      code: 'mapping-broken',
      reason: 'No email field.',
      fix: 'Map one.',
    });
  });

  it('leaves a record that could not be read to the retry policy', () => {
    const error: RecordError = {
      errorClass: 'transient',
      code: 'X',
      message: 'It failed.',
      fix: 'Wait.',
      fields: [],
      scope: 'request',
      throttle: null,
      ambiguous: false,
    };
    expect(judgeRow({ enrollment: 'auto', rules: [] }, { kind: 'refused', error }, context)).toEqual({
      kind: 'unread',
      error,
    });
  });
});
