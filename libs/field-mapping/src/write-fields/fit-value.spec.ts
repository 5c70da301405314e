import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../testing/any-text.js';
import { buildField, picklist } from '../testing/index.js';
import { fitValue } from './fit-value.js';

const field = (type: string, length = 0) => buildField({ name: 'X__c', type, length });
const restricted = buildField({
  name: 'X__c',
  type: 'picklist',
  restrictedPicklist: true,
  picklistValues: [
    ...picklist('in_progress', 'qualified'),
    { value: 'NS', label: 'Not Started', active: true },
    { value: 'old', active: false },
  ],
});

describe('fitValue', () => {
  it.each([
    ['in_progress', 'in_progress'],
    ['IN PROGRESS', 'in_progress'],
    ['not_started', 'NS'],
  ])('finds the picklist value for %s', (wanted, value) => {
    expect(fitValue(restricted, wanted)).toEqual({ kind: 'value', value });
  });

  it('refuses what a restricted picklist lacks, inactive values included, and takes it where the picklist is open', () => {
    const refused = { kind: 'refused', class: 'configuration', code: 'picklist-value-missing' };
    expect(fitValue(restricted, 'old')).toMatchObject(refused);
    expect(fitValue(restricted, 'human_review')).toMatchObject({
      ...refused,
      fix: expect.stringContaining('"human_review"') as string,
    });
    expect(fitValue({ ...restricted, restrictedPicklist: false }, 'human_review')).toMatchObject({
      value: 'human_review',
    });
  });

  it('cuts prose, and refuses what a cut would break', () => {
    expect(fitValue(field('string', 5), 'abcdefgh')).toEqual({ kind: 'value', value: 'abcd…', cutFrom: 8 });
    const url = `https://example.com/${'x'.repeat(240)}`;
    expect(fitValue(field('url', 255), url)).toMatchObject({
      kind: 'refused',
      class: 'record',
      code: 'value-too-long',
    });
    expect(fitValue(field('url', 255), url.slice(0, 255))).toEqual({ kind: 'value', value: url.slice(0, 255) });
  });

  it('writes times as Salesforce keeps them', () => {
    expect(fitValue(field('datetime'), '2026-03-01T01:30:15.678+02:00')).toEqual({
      kind: 'value',
      value: '2026-02-28T23:30:15.000+0000',
    });
    expect(fitValue(field('date'), '2026-03-01T01:30:15+02:00')).toEqual({ kind: 'value', value: '2026-02-28' });
    expect(fitValue(field('datetime'), 'soon')).toMatchObject({ kind: 'refused', code: 'value-invalid' });
    expect(fitValue(field('date'), '0999-01-01')).toMatchObject({ kind: 'refused', code: 'value-invalid' });
  });

  it('writes checkboxes and numbers, and refuses what they cannot hold', () => {
    expect(fitValue(field('boolean'), true)).toEqual({ kind: 'value', value: true });
    expect(fitValue(field('boolean'), null)).toEqual({ kind: 'value', value: false });
    expect(fitValue(field('double'), '1.5')).toEqual({ kind: 'value', value: 1.5 });
    expect(fitValue(field('boolean'), 'maybe')).toMatchObject({ kind: 'refused', code: 'field-type' });
    expect(fitValue(field('address'), 'x')).toMatchObject({ kind: 'refused', code: 'field-type' });
  });

  it('gives a value that fits its field, or a refusal that says what to do', () => {
    const types = fc.constantFrom(
      'string',
      'textarea',
      'url',
      'email',
      'picklist',
      'boolean',
      'double',
      'date',
      'datetime',
      'location',
    );
    const values = fc.oneof(
      anyText(30),
      fc.boolean(),
      fc.double(),
      fc.constant(null),
      fc.date({ noInvalidDate: true }).map((at) => at.toISOString()),
    );
    fc.assert(
      fc.property(types, fc.integer({ min: 1, max: 20 }), fc.boolean(), values, (type, length, isRestricted, value) => {
        const fitted = fitValue({ ...field(type, length), restrictedPicklist: isRestricted }, value);
        if (fitted.kind === 'refused') expect(fitted.fix).toMatch(/\.$/);
        else if (typeof fitted.value === 'string' && type !== 'date' && type !== 'datetime') {
          expect(fitted.value.length).toBeLessThanOrEqual(length);
        }
      }),
    );
  });
});
