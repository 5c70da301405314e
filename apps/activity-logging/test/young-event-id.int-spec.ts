import { fault } from '@ce/salesforce-simulator';
import { leadId } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterEach, expect, it } from 'vitest';
import { anEmail, anOrg, EVENT_ID_FIELD, type Logging, startLogging } from './logging-fixture.js';

let logging: Logging;
afterEach(() => logging.stop());

const record = { type: 'Lead' as const, id: leadId(0) };
const dropAnswer = () =>
  logging.simulator.faults.add(
    fault.parse({ effect: { type: 'drop', when: 'after-commit' }, kinds: ['composite'], times: 1 }),
  );

it('an email in doubt is found again although the org got its event-id field meanwhile', async () => {
  logging = await startLogging(anOrg({ leads: 1 }));
  await logging.connect();
  await logging.publish(anEmail({ id: 'sound', record, subject: 'Another' }));
  await logging.settled('sound', 'done');
  dropAnswer();
  await logging.publish(anEmail({ id: 'doubtful', record }), anEmail({ id: 'its twin', record }));
  await eventually(async () => expect(await logging.row('its twin')).toMatchObject({ state: 'waiting', attempts: 1 }));
  expect(logging.tasks()).toHaveLength(3);

  logging.simulator.org.addCustomField('Activity', {
    name: EVENT_ID_FIELD,
    type: 'string',
    unique: true,
    externalId: true,
  });
  await logging.connect({ activityEventIdField: EVENT_ID_FIELD });
  await logging.publish(anEmail({ id: 'after', record }));
  await logging.skipWaits();
  const rows = [];
  for (const id of ['doubtful', 'its twin', 'after']) rows.push(await logging.settled(id, 'done'));
  expect(logging.tasks()).toHaveLength(4);
  expect(new Set(rows.map(({ result_id: taskId }) => taskId)).size).toBe(3);
});
