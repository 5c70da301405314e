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

const store = (...changes: EmailChange[]) =>
  storeEmails(
    logging.app.get(DataSource),
    changes.map((change) => ({ event: anEmail(change) }) as EmailEvent),
  );

describe('storeEmails', () => {
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
