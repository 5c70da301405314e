import { expect, it } from 'vitest';
import { explainStart } from './explain-start.js';

const url = 'postgresql://ann:secret@db.example:5433/ce';
const pgError = (code: string, message: string) => Object.assign(new Error(message), { code });

it.each([
  ['28P01', 'password authentication failed for user "ann"'],
  ['28000', 'no pg_hba.conf entry'],
  ['3D000', 'database "ce" does not exist'],
])('does not try again after %s', (code, message) => {
  const error = explainStart(pgError(code, message), url);
  expect(error).toMatchObject({ transient: false, cause: { message } });
  expect(error.message).toBe('PostgreSQL at db.example:5433 does not let this service in. Check DATABASE_URL.');
});

it.each([
  ['nobody listens', new AggregateError([pgError('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:5433')])],
  ['it is starting up', pgError('57P03', 'the database system is starting up')],
  ['the time is over', new Error('timeout expired')],
])('tries again where %s', (_, cause) => {
  const error = explainStart(cause, url);
  expect(error.transient).toBe(true);
  expect(error.message).toContain('PostgreSQL at db.example:5433 does not answer.');
  expect((error.cause as Error).message).not.toBe('');
  expect(error.message).not.toContain('secret');
});
