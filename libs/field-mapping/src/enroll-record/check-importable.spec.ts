import { describe, expect, it } from 'vitest';
import { checkImportable, checkNotSynced } from './check-importable.js';

const ada = { first_name: 'Ada', email: 'ada@example.com' };

describe('checkImportable', () => {
  it.each([
    ada,
    { ...ada, first_name: 'R2' },
    { ...ada, first_name: '李' },
    { ...ada, email: "o'neil+x@mail.example.co.uk" },
    { ...ada, email: 'ada@bücher.example' },
  ])('takes %j', (fields) => {
    expect(checkImportable(fields)).toEqual({ kind: 'importable' });
  });

  it.each([
    ['missing-first-name', { ...ada, first_name: null }],
    ['missing-first-name', { email: ada.email }],
    ['invalid-first-name', { ...ada, first_name: '12 345' }],
    ['missing-email', { ...ada, email: ' ' }],
    ['invalid-email', { ...ada, email: 'ada@example' }],
    ['invalid-email', { ...ada, email: 'ada@@example.com' }],
    ['invalid-email', { ...ada, email: 'ada@example.com, bob@example.com' }],
    ['invalid-email', { ...ada, email: '.ada@example.com' }],
  ])('refuses %s', (code, fields) => {
    const verdict = checkImportable(fields);
    expect(verdict).toMatchObject({ kind: 'not-importable', code });
    expect(verdict.kind === 'not-importable' && verdict.fix).toContain('Salesforce');
  });
});

describe('checkNotSynced', () => {
  it.each([null, '', 'Unsynced', 'unsynced', 'Import Error', 'enrollment_error'])('lets %j in', (status) => {
    expect(checkNotSynced(status)).toEqual({ kind: 'importable' });
  });

  it.each(['in_progress', 'Qualified', 'not_started'])('keeps %s out', (status) => {
    expect(checkNotSynced(status)).toMatchObject({ kind: 'not-importable', code: 'already-synced' });
  });
});
