import { randomUUID } from 'node:crypto';
import { leadId } from '@ce/service-testing';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EmailEvent, storeEmails } from '../src/receive-emails/store-emails.js';
import { anEmail, type EmailChange, anOrg, type Logging, startLogging } from './logging-fixture.js';

let logging: Logging;
beforeAll(async () => {
  // No connection is known, so that what is stored stays.
  logging = await startLogging(anOrg({ leads: 1 }));
});
afterAll(() => logging.stop());
beforeEach(() => logging.database.query('delete from activity'));

const store = async (...changes: EmailChange[]) => {
  const events = changes.map((change) => ({ event: anEmail(change) }) as EmailEvent);
  return (await storeEmails(logging.app.get(DataSource), events)).length;
};

describe('storeEmails', () => {
  it('stores under a claim, except what has a person in another claim', async () => {
    const claimOf = (digit: string) => ({ claimId: randomUUID().replace(/^./, digit), claimMs: 60_000 });
    // The statement looks at those that sort before its own and at those after.
    const [before, claim, after] = [claimOf('1'), claimOf('5'), claimOf('9')];
    const event = (change: EmailChange) => ({ event: anEmail(change) }) as EmailEvent;
    const lead = (n: number) => ({ record: { type: 'Lead' as const, id: leadId(n) } });
    const dataSource = logging.app.get(DataSource);
    await storeEmails(dataSource, [event({ id: 'elsewhere', ...lead(1) })], new Map([['c1', before]]));
    await storeEmails(dataSource, [event({ id: 'elsewhere too', ...lead(3) })], new Map([['c1', after]]));
    const events = [
      event({ id: 'ours', ...lead(0) }),
      event({ id: 'busy', ...lead(1) }),
      event({ id: 'also busy', ...lead(3) }),
      event({ id: 'unclaimed', ...lead(2), connectionId: 'c2' }),
      event({ id: 'elsewhere', ...lead(1) }),
    ];
    const stored = await storeEmails(dataSource, events, new Map([['c1', claim]]));
    expect(stored.map(({ eventId, state, claimedBy }) => [eventId, state, claimedBy]).sort()).toEqual([
      ['also busy', 'waiting', null],
      ['busy', 'waiting', null],
      ['ours', 'claimed', claim.claimId],
      ['unclaimed', 'waiting', null],
    ]);
    const [row] = await dataSource.query<Record<string, unknown>[]>(
      `select id, created_at, claimed_by, at from activity
        where event_id = 'ours' and claimed_until between now() + interval '50 seconds' and now() + interval '60 seconds'`,
    );
    const ours = stored.find(({ eventId }) => eventId === 'ours');
    expect(row).toEqual({ id: ours?.id, created_at: ours?.createdAt, claimed_by: claim.claimId, at: ours?.at });
  });

  it('takes every time that the contract takes', async () => {
    const times = [
      '0000-01-01T00:00:00Z',
      '0001-01-01T00:00:00+01:00',
      '9999-12-31T23:59:59-23:59',
      '2026-03-01T10:00:00.123Z',
    ];
    expect(await store(...times.map((at, place) => ({ id: `time ${place}`, at })))).toBe(times.length);
    const rows = await logging.database.query<{ ms: number }[]>(
      `select (extract(epoch from at) * 1000)::float8 as ms from activity order by event_id`,
    );
    expect(rows.map(({ ms }) => ms)).toEqual(times.map((at) => Date.parse(at)));
  });

  it('gives back all, though none was claimed or some were there', async () => {
    const claim = new Map([['c1', { claimId: randomUUID(), claimMs: 60_000 }]]);
    const event = (id: string) => ({ event: anEmail({ id }) }) as EmailEvent;
    const dataSource = logging.app.get(DataSource);
    const states = async (ids: string[]) =>
      (await storeEmails(dataSource, ids.map(event), claim)).map(({ eventId, state }) => `${eventId} ${state}`);
    expect(await states(['a', 'b'])).toEqual(['a claimed', 'b claimed']);
    expect(await states(['b', 'c'])).toEqual(['c claimed']);
    expect(await states(['a', 'b'])).toEqual([]);
  });

  it('keeps connections apart that publish the same id', async () => {
    expect(await store({ id: 'same', connectionId: 'c1' }, { id: 'same', connectionId: 'c2' })).toBe(2);
    expect(await store({ id: 'same', connectionId: 'c2' })).toBe(0);
    const rows = await logging.database.query<{ connection_id: string }[]>(
      `select connection_id from activity where event_id = 'same' order by 1`,
    );
    expect(rows.map((row) => row.connection_id)).toEqual(['c1', 'c2']);
  });

  it('cuts what is left once line ends are clean, with a mark and never through a character', async () => {
    await store(
      { id: 'lines', body: 'x\r\n'.repeat(13_400) },
      { id: 'long', body: `${'x'.repeat(32_998)}😀😀` },
      { id: 'subject', subject: `${'x'.repeat(998)}😀😀` },
    );
    const stored = async (id: string) => (await logging.row(id)) as unknown as { subject: string; body: string };
    expect((await stored('lines')).body).toBe('x\n'.repeat(13_400));
    expect((await stored('long')).body).toBe(`${'x'.repeat(32_998)}…`);
    expect((await stored('subject')).subject).toBe(`${'x'.repeat(998)}…`);
  });
});
