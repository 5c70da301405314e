import { describe, expect, it } from 'vitest';
import { describeError } from './describe-error.js';

class QueryFailedError extends Error {
  readonly code = '22P02';
  readonly driverError = new Error();
  override readonly name = 'QueryFailedError';
}

const value = 'ann@example.com';

describe('describeError', () => {
  it.each([
    ['wrapped', new QueryFailedError(`invalid input: "${value}"\n  and ${value}`)],
    ['of the driver', Object.assign(new Error(value), { severity: 'ERROR', routine: 'r', code: '22P02' })],
    ['as a cause', new Error('not stored', { cause: new QueryFailedError(value) })],
  ])('tells name and code of a database error %s, and nothing that it quotes', (_, error) => {
    const told = JSON.stringify(describeError(error));
    expect(told).toContain('"code":"22P02"');
    expect(told).not.toContain(value);
  });

  it('tells other errors whole, with their causes', () => {
    const error = new Error('one\ntwo', { cause: Object.assign(new TypeError('why'), { code: 'ECONNREFUSED' }) });
    expect(describeError(error)).toMatchObject({
      name: 'Error',
      message: 'one\ntwo',
      stack: expect.arrayContaining([expect.stringMatching(/^ +at /)]) as string[],
      cause: { name: 'TypeError', message: 'why', code: 'ECONNREFUSED' },
    });
  });
});
