import { describe, expect, it } from 'vitest';
import { resolveReferences } from './resolve-references.js';

const bodies = new Map<string, unknown>([
  ['made', { id: '001' }],
  ['found', { records: [{ Id: '003', Owner: { Name: 'Rita' } }] }],
  ['rows', [{ id: '00Q' }]],
]);

describe('resolveReferences', () => {
  it.each([
    ['@{made.id}', '001'],
    ['/sobjects/Contact/@{found.records[0].Id}?x=@{made.id}', '/sobjects/Contact/003?x=001'],
    ['@{found.records[0].Owner.Name}', 'Rita'],
    ['@{rows[0].id}', '00Q'],
    ['plain', 'plain'],
  ])('%s', (value, resolved) => {
    expect(resolveReferences({ deep: [value] }, bodies)).toEqual({ kind: 'resolved', value: { deep: [resolved] } });
  });

  it.each(['other.id', 'made.name', 'found.records[1].Id', 'found.records[0]'])('%s is missing', (reference) => {
    expect(resolveReferences(`@{${reference}}`, bodies)).toEqual({ kind: 'missing', reference });
  });
});
