import { describe, expect, it } from 'vitest';
import { isOutage } from './is-outage.js';

const coded = (code: string) => Object.assign(new Error('x'), { code });

describe('isOutage', () => {
  it.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'ENOTFOUND',
    '08006',
    '53300',
    '57P01',
    '57P03',
    '40001',
    '40P01',
    '55P03',
    '25006',
  ])('takes %s for one', (code) => expect(isOutage(coded(code))).toBe(true));

  it.each(['23505', '22P02', '42P01', '57014', 'ERR_INVALID_ARG_TYPE'])('does not take %s for one', (code) =>
    expect(isOutage(coded(code))).toBe(false),
  );

  it('looks behind causes, driver errors and collected errors', () => {
    expect(isOutage(new Error('outer', { cause: new Error('middle', { cause: coded('57P01') }) }))).toBe(true);
    expect(isOutage(Object.assign(new Error('query'), { driverError: coded('ECONNRESET') }))).toBe(true);
    expect(isOutage(new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]))).toBe(true);
    expect(isOutage(new Error('Connection terminated unexpectedly'))).toBe(true);
  });

  it('survives anything that can be thrown', () => {
    const circular = new Error('round');
    circular.cause = circular;
    for (const thrown of ['text', null, undefined, { code: '57P01' }, circular]) expect(isOutage(thrown)).toBe(false);
  });
});
