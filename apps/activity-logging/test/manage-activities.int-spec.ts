import { aConnection, customerOf, leadId, USERNAME } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEmail, anOrg, type Logging, startLogging } from './logging-fixture.js';

let logging: Logging;

beforeAll(async () => {
  logging = await startLogging(anOrg({ leads: 10 }));
  await logging.connect();
});
afterAll(() => logging.stop());

describe('the management API', () => {
  it('takes emails over HTTP', async () => {
    const publisher = await logging.as('w1', 'publisher');
    const answer = await publisher.post('/events', anEmail({ id: 'by-http' }), 'application/cloudevents+json');
    expect(answer.status).toBe(202);
    await logging.settled('by-http', 'done');

    const stranger = await logging.as('w2', 'publisher');
    const refused = await stranger.post('/events', anEmail({ id: 'not-theirs' }), 'application/cloudevents+json');
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('Your workspace has no such connection.');
  });

  it('shows what is parked with reason and fix, and replays it after an administrator mended the cause', async () => {
    await customerOf(logging.simulator).changeUser(USERNAME, { objects: { Task: { read: true } } });
    await logging.connect();
    await logging.publish(anEmail({ id: 'not-allowed', record: { type: 'Lead', id: leadId(1) }, body: 'private' }));
    await logging.settled('not-allowed', 'parked');

    const operator = await logging.as('w1', 'operator');
    const listed = await operator.get(`/activities?state=parked&recordId=${leadId(1)}`);
    expect(listed.body).toMatchObject({
      activities: [{ eventId: 'not-allowed', class: 'configuration', code: 'field-not-writable', state: 'parked' }],
      next: null,
    });
    expect(listed.text).not.toContain('private');
    const summary = await operator.get('/activities/summary');
    expect(summary.body).toMatchObject({
      states: expect.arrayContaining([{ state: 'parked', class: 'configuration', activities: 1 }]) as unknown,
    });

    await customerOf(logging.simulator).changeUser(USERNAME, {
      objects: { Task: { read: true, create: true, edit: true } },
    });
    const replayed = await operator.post('/activities/replays', { class: 'configuration' });
    expect(replayed.body).toEqual({ replayed: 1 });
    expect((await (await logging.as('w1', 'admin')).get('/audit/activity-logging')).body).toMatchObject({
      entries: [
        {
          actor: 'ann',
          action: 'activities-replayed',
          detail: 'Replayed 1 parked activities of the class configuration.',
        },
      ],
      next: null,
    });
    await logging.settled('not-allowed', 'done');
  });

  it('keeps what was sent while the sync was off, as skipped, with the reason', async () => {
    await logging.connect({ toggles: { ...aConnection().toggles, emailActivitySync: false } });
    await logging.publish(anEmail({ id: 'unwanted' }));
    await logging.settled('unwanted', 'superseded');
    const viewer = await logging.as('w1', 'viewer');
    expect((await viewer.get('/activities?state=skipped')).body).toMatchObject({
      activities: [
        { eventId: 'unwanted', state: 'skipped', reason: expect.stringContaining('switched off') as unknown },
      ],
    });
    await logging.connect();
  });

  it('keeps workspaces apart, and asks for the role', async () => {
    const stranger = await logging.as('w2', 'admin');
    for (const state of ['done', 'parked', 'skipped']) {
      expect((await stranger.get(`/activities?state=${state}`)).body).toEqual({ activities: [], next: null });
    }
    expect((await stranger.get('/activities?connectionId=c1')).status).toBe(404);
    expect((await stranger.post('/activities/replays', { class: 'gone' })).body).toEqual({ replayed: 0 });
    expect((await stranger.get('/activities/summary')).body).toEqual({ states: [], pauses: [] });
    const viewer = await logging.as('w1', 'viewer');
    expect((await viewer.post('/activities/replays', { class: 'gone' })).status).toBe(403);
    expect((await viewer.get('/activities?state=lost')).status).toBe(400);
    expect((await (await logging.as('w1', 'operator')).post('/activities/replays', {})).status).toBe(400);
  });

  it('says what a connection waits for, and resumes by itself', async () => {
    const resumesAt = new Date(Date.now() + 3_000).toISOString();
    logging.leases.refuseWith({ kind: 'exhausted', reason: 'The calls of today are used up.', resumesAt });
    await logging.publish(anEmail({ id: 'waits' }));
    const viewer = await logging.as('w1', 'viewer');
    await eventually(async () =>
      expect((await viewer.get('/activities/summary')).body).toMatchObject({
        pauses: [{ connectionId: 'c1', reason: 'The calls of today are used up.' }],
      }),
    );
    logging.leases.refuseWith(undefined);
    await logging.settled('waits', 'done');
  });
});
