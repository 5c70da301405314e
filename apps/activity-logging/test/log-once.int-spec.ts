import { Outbox } from '@ce/messaging';
import { customerOf, leadId } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { anEmail, anOrg, EVENT_ID_FIELD, type Logging, startLogging } from './logging-fixture.js';

describe.each([
  ['with the event-id field', true],
  ['without the event-id field', false],
])('one email, one Task, %s', (_, eventIdField) => {
  let logging: Logging;

  beforeAll(async () => {
    logging = await startLogging(anOrg({ leads: 20, eventIdField }));
    await logging.connect({ activityEventIdField: eventIdField ? EVENT_ID_FIELD : null });
    // What the org's Tasks are like is read now, so that the calls which fail below are writes.
    await logging.publish(anEmail({ id: 'before-all', record: { type: 'Lead', id: leadId(19) } }));
    await logging.settled('before-all', 'done');
  });
  afterEach(() => logging.simulator.faults.clear());
  afterAll(() => logging.stop());

  const tasksOf = (id: string) => logging.tasks().filter((task) => task['WhoId'] === id);
  const dropWrite = (when: 'before-commit' | 'after-commit') =>
    logging.simulator.faults.add({
      effect: { type: 'drop', when },
      kinds: ['composite'],
      times: 1,
      share: 1,
      after: 0,
      seed: 1,
    });
  /** As a person would type the same Task again. */
  const like = (task: Record<string, unknown> = {}) =>
    Object.fromEntries(
      ['Subject', 'Description', 'ActivityDate', 'Status', 'Priority'].map((field) => [field, task[field]]),
    );
  const failedOnce = (id: string) =>
    eventually(async () => expect(await logging.row(id)).toMatchObject({ state: 'waiting', attempts: 1 }));

  it('finds the Task of a call whose answer was lost', async () => {
    dropWrite('after-commit');
    await logging.publish(anEmail({ id: 'lost-answer', record: { type: 'Lead', id: leadId(1) } }));
    await failedOnce('lost-answer');
    expect(tasksOf(leadId(1))).toHaveLength(1);
    await logging.skipWaits();
    const row = await logging.settled('lost-answer', 'done');
    expect(tasksOf(leadId(1))).toEqual([expect.objectContaining({ Id: row.result_id })]);
  });

  it('finds the Task of an old email, which Salesforce archives as soon as it is made', async () => {
    dropWrite('after-commit');
    const record = { type: 'Lead' as const, id: leadId(9) };
    await logging.publish(anEmail({ id: 'old-email', record, at: '2020-02-03T09:30:00.000Z' }));
    await failedOnce('old-email');
    await logging.skipWaits();
    const row = await logging.settled('old-email', 'done');
    expect(tasksOf(leadId(9))).toEqual([expect.objectContaining({ Id: row.result_id })]);
  });

  it('does not bring back a Task that somebody deleted before its answer was known', async () => {
    dropWrite('after-commit');
    await logging.publish(anEmail({ id: 'then-deleted', record: { type: 'Lead', id: leadId(10) } }));
    await failedOnce('then-deleted');
    const [task] = tasksOf(leadId(10));
    await customerOf(logging.simulator).remove('Task', String(task?.['Id']));
    await logging.skipWaits();
    expect(await logging.settled('then-deleted', 'done')).toMatchObject({ result_id: task?.['Id'] });
    expect(tasksOf(leadId(10))).toEqual([]);
  });

  it('takes the Task that is there for an email’s own before one like it that was deleted', async () => {
    const record = { type: 'Lead' as const, id: leadId(11) };
    dropWrite('after-commit');
    await logging.publish(anEmail({ id: 'two-fit', record }));
    await failedOnce('two-fit');
    const [own] = tasksOf(leadId(11));
    await customerOf(logging.simulator).change('Task', { ...like(own), WhoId: leadId(11) });
    const other = tasksOf(leadId(11)).find((task) => task['Id'] !== own?.['Id']);
    await customerOf(logging.simulator).remove('Task', String(own?.['Id']));
    await logging.skipWaits();
    const row = await logging.settled('two-fit', 'done');
    expect(row.result_id).toBe(eventIdField ? own?.['Id'] : other?.['Id']);
    expect(tasksOf(leadId(11))).toHaveLength(1);
  });

  it('makes the Task of a call that never arrived', async () => {
    dropWrite('before-commit');
    await logging.publish(anEmail({ id: 'lost-call', record: { type: 'Lead', id: leadId(2) } }));
    await failedOnce('lost-call');
    expect(tasksOf(leadId(2))).toHaveLength(0);
    await logging.skipWaits();
    await logging.settled('lost-call', 'done');
    expect(tasksOf(leadId(2))).toHaveLength(1);
  });

  it('tells equal emails apart: two that were sent are two Tasks, whatever was there before', async () => {
    const record = { type: 'Lead' as const, id: leadId(3) };
    await logging.publish(anEmail({ id: 'equal-0', record }));
    await logging.settled('equal-0', 'done');
    dropWrite('after-commit');
    await logging.publish(anEmail({ id: 'equal-1', record }), anEmail({ id: 'equal-2', record }));
    await failedOnce('equal-1');
    await failedOnce('equal-2');
    await logging.skipWaits();
    await logging.settled('equal-1', 'done');
    await logging.settled('equal-2', 'done');
    expect(tasksOf(leadId(3))).toHaveLength(3);
    const results = await logging.database.query<unknown[]>(
      `select distinct result_id from activity where event_id like 'equal-%'`,
    );
    expect(results).toHaveLength(3);
  });

  it('finds the Task on the contact that the lead became meanwhile', async () => {
    dropWrite('after-commit');
    await logging.publish(anEmail({ id: 'then-converted', record: { type: 'Lead', id: leadId(4) } }));
    await failedOnce('then-converted');
    await customerOf(logging.simulator).convert(leadId(4));
    const before = logging.tasks().length;
    await logging.skipWaits();
    await logging.settled('then-converted', 'done');
    expect(logging.tasks()).toHaveLength(before);
  });

  it('never takes one email for another that has its event id from another source', async () => {
    await logging.publish(anEmail({ id: 'same-id', record: { type: 'Lead', id: leadId(7) } }));
    await logging.settled('same-id', 'done');
    const other = anEmail({ id: 'same-id', record: { type: 'Lead', id: leadId(8) } });
    await logging.publish({ ...other, source: '/another/publisher' });
    const state = async () => {
      await logging.skipWaits();
      const rows = await logging.database.query<{ state: string; error_code: string | null }[]>(
        `select state, error_code from activity where event_id = 'same-id' and source = '/another/publisher'`,
      );
      return rows[0];
    };
    await eventually(async () => expect(await state()).toMatchObject({ state: 'done' }));
    expect(tasksOf(leadId(7))).toHaveLength(1);
    expect(tasksOf(leadId(8))).toHaveLength(1);
  });

  it('asks a person when nobody can look', async () => {
    dropWrite('after-commit');
    await logging.publish(anEmail({ id: 'cannot-look', record: { type: 'Lead', id: leadId(5) } }));
    await failedOnce('cannot-look');
    logging.simulator.faults.add({
      effect: {
        type: 'error',
        status: 400,
        errorCode: 'INVALID_TYPE',
        message: `sObject type 'Task' is not supported.`,
      },
      kinds: ['query', 'composite'],
      times: null,
      share: 1,
      after: 0,
      seed: 1,
    });
    await logging.skipWaits();
    const parked = await logging.settled('cannot-look', 'parked');
    expect(parked).toMatchObject({ error_code: 'cannot-look' });
    expect(parked.reason).toContain('nobody can look');
    expect(tasksOf(leadId(5))).toHaveLength(1);
  });

  it('goes on where a process died between the call and its own notes', async () => {
    const dying = logging.app;
    vi.spyOn(dying.get(Outbox), 'publish').mockRejectedValue(new Error('The process is dead.'));
    await logging.database.transaction(async (manager) => {
      const outbox = Object.getPrototypeOf(dying.get(Outbox)) as Outbox;
      await outbox.publish.call(dying.get(Outbox), manager, [
        anEmail({ id: 'killed', record: { type: 'Lead', id: leadId(6) } }),
      ]);
    });
    await eventually(() => expect(tasksOf(leadId(6))).toHaveLength(1));
    expect(await logging.row('killed')).toMatchObject({ state: 'claimed' });
    await logging.stopService();
    expect(await logging.row('killed')).toMatchObject({ state: 'claimed' });
    await logging.startAgain();
    await logging.settled('killed', 'waiting');
    // The dead process's call could arrive until its timeout; who looks earlier could miss its Task.
    const early = await logging.database.query<unknown[]>(
      `select 1 from activity where event_id = 'killed' and not_before < now() + interval '60 seconds'`,
    );
    expect(early).toEqual([]);
    await logging.skipWaits();
    await logging.settled('killed', 'done');
    expect(tasksOf(leadId(6))).toHaveLength(1);
  });
});
