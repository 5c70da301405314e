import type { EnrollmentRule } from '@ce/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meetsRules } from './meets-rules.js';

const fields = { title: 'Head of Sales', company: null, employees: 40, vip: true };
const rule = (ceField: string, operator: EnrollmentRule['operator'], ...values: string[]) => ({
  ceField,
  operator,
  values,
});

describe('meetsRules', () => {
  it.each([
    rule('title', 'is', 'CEO', 'head of sales'),
    rule('title', 'is-not', 'CEO'),
    rule('title', 'contains', 'SALES'),
    rule('title', 'starts-with', 'head'),
    rule('title', 'is-not-blank'),
    rule('company', 'is-blank'),
    rule('company', 'is-not', 'Acme'),
    rule('employees', 'is', '40'),
    rule('vip', 'is', 'true'),
  ])('is met: $ceField $operator $values', (one) => {
    expect(meetsRules(fields, [one])).toEqual({ kind: 'met' });
  });

  it.each([
    [rule('title', 'is', 'CEO', 'CTO'), 'title must be "CEO" or "CTO"'],
    [rule('title', 'is'), 'title must be one of no values at all'],
    [rule('title', 'is-not', 'Head of Sales'), 'title must not be "Head of Sales"'],
    [rule('company', 'contains', 'Acme'), 'company must contain "Acme"'],
    [rule('title', 'starts-with', 'Sales'), 'title must start with "Sales"'],
    [rule('title', 'is-blank'), 'title must be blank'],
    [rule('company', 'is-not-blank'), 'company must not be blank'],
    [rule('unmapped', 'is-blank'), 'unmapped is asked for but not mapped'],
  ])('is not met, and says so: %j', (one, words) => {
    const verdict = meetsRules(fields, [rule('vip', 'is', 'true'), one]);
    expect(verdict).toMatchObject({ kind: 'not-met', failing: [one] });
    expect(verdict.kind === 'not-met' && verdict.reason).toContain(words);
  });

  it('takes opposite operators as opposites, for any value', () => {
    fc.assert(
      fc.property(fc.option(fc.string()), fc.string(), (x, value) => {
        const met = (operator: EnrollmentRule['operator']) =>
          meetsRules({ x }, [rule('x', operator, value)]).kind === 'met';
        expect(met('is')).toBe(!met('is-not'));
        expect(met('is-blank')).toBe(!met('is-not-blank'));
        if (met('is') && value.trim() !== '') expect(met('contains') && met('starts-with')).toBe(true);
      }),
    );
  });
});
