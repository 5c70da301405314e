import { describe, expect, it } from 'vitest';
import { recordId } from '../describe-org/record-ids.js';
import { type SoundPlay, soundPlay } from '../testing/sound-play.js';
import { judge } from './judge.js';

const faultsOf = async (play: SoundPlay) => (await judge(play, 1)).faults;
/** A lead of whom nothing special is known. */
const lead = recordId('Lead', 2);
const firstOf = <T>(values: Iterable<T>): T => {
  for (const value of values) return value;
  throw new Error('There is none.');
};
const setField = (name: string, value: unknown) => (play: SoundPlay) => {
  Object.assign(play.people.get(lead) ?? {}, { [name]: value });
};
const setTask = (name: string, value: unknown) => (play: SoundPlay) => {
  Object.assign(play.tasks[0] ?? {}, { [name]: value });
};
const firstParked = ({ told }: SoundPlay) => firstOf(told.parked);

it('finds nothing wrong with a demo in which nothing is, and counts what it saw', async () => {
  const play = soundPlay();
  const { faults, figures } = await judge(play, 1);
  expect(faults).toEqual([]);
  expect(figures).toMatchObject({
    rowsFound: 150,
    imported: 138,
    importErrors: 12,
    emails: play.tasks.length,
    tasks: play.tasks.length,
    duplicateTasks: 0,
    missingTasks: 0,
    apiCalls: { tasks: 1, total: 1 },
  });
  expect(figures.parked).toBeGreaterThan(0);
});

const wrongs: Record<string, [spoil: (play: SoundPlay) => void, words: string][]> = {
  Tasks: [
    [({ tasks }) => tasks.push({ ...tasks[0] }), 'more than one Task'],
    [({ tasks }) => tasks.pop(), 'have no Task'],
    [({ tasks }) => tasks.push({ ...tasks[0], Description: 'Ref: nobody' }), 'belong to no email'],
    [({ tasks }) => tasks.push({ Id: '00T', Description: null }), 'belong to no email'],
    [setTask('WhoId', recordId('Lead', 3)), 'on the wrong person'],
    [setTask('IsClosed', false), 'open'],
    [setTask('Subject', 'Email: Another matter'), 'Subject is'],
    [setTask('ActivityDate', '2026-11-02'), 'should be "2026-11-03"'],
    [setTask('Status', 'Not Started'), 'Status is'],
    [setTask('Priority', 'High'), 'Priority is'],
    [setTask('TaskSubtype', 'Call'), 'TaskSubtype is'],
    [(play) => setTask('Description', `${String(play.tasks[0]?.['Description'])}!`)(play), 'Description is'],
  ],
  'fields of people': [
    [setField('sixsense_ce__status__c', 'canceled'), 'sixsense_ce__status__c is canceled'],
    [setField('sixsense_ce__last_synced_at__c', null), 'never marked as synced'],
    [setField('sixsense_ce__campaign_name__c', null), 'campaign_name'],
    [setField('sixsense_ce__campaign_status__c', 'running'), 'should be ended'],
    [setField('sixsense_ce__campaign_creator__c', 'Nobody'), 'campaign_creator'],
    [setField('sixsense_ce__campaign_url__c', 'https://elsewhere.example'), 'campaign_url'],
    [
      (play) => setField('Do_Not_Contact__c', play.people.get(lead)?.['Do_Not_Contact__c'] !== true)(play),
      'Do_Not_Contact',
    ],
    [setField('OwnerId', recordId('User', 9)), 'OwnerId'],
    [({ people }) => people.delete(lead), 'not in the org any more'],
    [
      ({ people }) => Object.assign(people.get(recordId('Lead', 11)) ?? {}, { sixsense_ce__status__c: null }),
      'should be unsynced',
    ],
    [
      ({ people }) =>
        Object.assign(people.get(recordId('Lead', 61)) ?? {}, { sixsense_ce__campaign_name__c: 'Spring' }),
      'should be null',
    ],
  ],
  enrollments: [
    [({ sources }) => Object.assign(sources[0] ?? {}, { rows: {} }), '0 rows were found'],
    [({ told }) => told.imported.delete(`imported/${lead}`), 'was not imported'],
    [({ told }) => told.imported.set('again', firstOf(told.imported.values())), 'imported 2 times'],
    [
      ({ told }) =>
        told.imported.set(`imported/${lead}`, {
          ...firstOf(told.imported.values()),
          record: { type: 'Lead', id: lead },
          campaignId: 'renewals',
        }),
      'imported into renewals',
    ],
    [
      ({ told }) =>
        told.imported.set('spoiled', {
          ...firstOf(told.imported.values()),
          record: { type: 'Lead', id: recordId('Lead', 11) },
        }),
      'though it cannot be',
    ],
    [
      ({ told }) =>
        told.imported.set('twin', {
          ...firstOf(told.imported.values()),
          record: { type: 'Lead', id: recordId('Lead', 72) },
        }),
      '2 of two people with one address',
    ],
    [({ told }) => told.importFailures.clear(), '0 rows were refused as missing-email, should be 3'],
    [
      ({ told }) => told.importFailures.set('x', { ...firstOf(told.importFailures.values()), code: 'not-visible' }),
      '1 rows were refused as not-visible, should be 0',
    ],
  ],
  'what was not done': [
    [(play) => play.told.parked.delete(firstParked(play)[0]), 'nothing tells that the org has no status'],
    [
      (play) => play.told.parked.set('x', { ...firstParked(play)[1], record: { type: 'Lead', id: lead } }),
      'parked as picklist-value-missing',
    ],
    [
      (play) => play.told.parked.set('x', { ...firstParked(play)[1], kind: 'task', code: 'cannot-look' }),
      'task parked as cannot-look',
    ],
    [
      (play) => play.told.parked.set('x', { ...firstParked(play)[1], code: 'record-gone' }),
      'fields parked as record-gone',
    ],
    [
      ({ sources }) => Object.assign(sources[0] ?? {}, { problem: { code: 'failing', problem: 'x', fix: 'y' } }),
      'report of web-leads: failing',
    ],
    [({ sources }) => Object.assign(sources.at(-1) ?? {}, { problem: null }), 'report of joined: no problem'],
  ],
};

describe.each(Object.entries(wrongs))('a demo fails with wrong %s:', (_, cases) => {
  it.each(cases.map(([spoil, words]) => [words, spoil] as const))('%s', async (words, spoil) => {
    const play = soundPlay();
    spoil(play);
    expect((await faultsOf(play)).join('\n')).toContain(words);
  });
});

it('gives the figures under the names that --json promises, and no others', async () => {
  const { figures } = await judge(soundPlay(), 7);
  const numbers = 'rowsFound imported importErrors emails tasks duplicateTasks missingTasks fieldWrites parked';
  expect(Object.keys(figures)).toEqual([...numbers.split(' '), 'apiCalls', 'specificationCalls', 'seconds']);
  expect(Object.keys(figures.apiCalls)).toEqual(['auth', 'polling', 'import', 'tasks', 'writeback', 'total']);
  for (const [name, value] of Object.entries({ ...figures, ...figures.apiCalls })) {
    if (name !== 'apiCalls') expect([name, value]).toEqual([name, expect.any(Number)]);
  }
});

it('names every reason once, with what to do and how often', async () => {
  const { notDone } = await judge(soundPlay(), 1);
  expect(notDone.every(({ reason, fix, times }) => reason !== '' && fix !== '' && times > 0)).toBe(true);
  expect(notDone.find(({ what }) => what === 'row not imported (missing-email)')).toMatchObject({ times: 3 });
  expect(notDone.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['report "accounts"', 'report "joined"', 'fields parked (picklist-value-missing)']),
  );
});
