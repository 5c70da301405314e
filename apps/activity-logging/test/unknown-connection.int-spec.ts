import { leadId } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEmail, anOrg, type Logging, startLogging } from './logging-fixture.js';

let logging: Logging;
beforeAll(async () => {
  logging = await startLogging(anOrg({ leads: 3 }));
  await logging.connect();
});
afterAll(() => logging.stop());

const ask = async (path: string, workspace = '*') => (await (await logging.as(workspace, 'operator')).get(path)).body;
const gauge = async () =>
  /activities_of_unknown_connections\{[^}]*\} (\d+)/.exec(
    (await (await logging.as('*', 'operator')).get('/metrics')).text,
  )?.[1];
const published = (id: string) =>
  logging.publish(anEmail({ id, connectionId: 'c9', record: { type: 'Lead', id: leadId(1) } }));
const stored = (id: string) => eventually(async () => expect(await logging.row(id)).toBeDefined());

describe('an email for a connection that nobody knows', () => {
  it('is nothing to speak of at first, since the connection may be on its way', async () => {
    await published('early');
    await stored('early');
    expect(await ask('/activities/summary')).toMatchObject({ states: [], unknownConnections: [] });
    expect(await ask('/activities?state=waiting')).toEqual({ activities: [], next: null });
    expect(await gauge()).toBe('0');
  });

  it('is shown to CE’s own operators after a while, with what to do, and to no workspace', async () => {
    await logging.database.query(
      `update activity set created_at = now() - interval '6 minutes' where connection_id = 'c9'`,
    );
    const said = {
      class: 'configuration',
      code: 'unknown-connection',
      reason: expect.stringContaining('announced') as unknown,
      fix: expect.stringContaining('publish these emails again') as unknown,
    };
    // A row that is tried at this very moment does not wait.
    await eventually(async () =>
      expect(await ask('/activities/summary')).toMatchObject({
        states: [{ state: 'waiting', activities: 1 }],
        unknownConnections: [{ connectionId: 'c9', activities: 1, ...said }],
      }),
    );
    await eventually(async () =>
      expect(await ask('/activities?state=waiting')).toMatchObject({
        activities: [{ eventId: 'early', connectionId: 'c9', state: 'waiting', ...said }],
      }),
    );
    await eventually(async () => expect(await gauge()).toBe('1'));
    expect(await ask('/activities?state=waiting', 'w1')).toEqual({ activities: [], next: null });
    expect(await ask('/activities/summary', 'w1')).toEqual({ states: [], pauses: [] });
  });

  it('is logged once the connection is announced, and is then its workspace’s', async () => {
    await logging.connect({ connectionId: 'c9', workspaceId: 'w9' });
    await logging.skipWaits();
    await logging.settled('early', 'done');
    expect(logging.tasks()).toHaveLength(1);
    expect(await ask('/activities/summary')).toMatchObject({ states: [], unknownConnections: [] });
    expect(await ask('/activities?state=done', 'w9')).toMatchObject({ activities: [{ eventId: 'early', code: null }] });
    expect(await gauge()).toBe('0');
  });
});
