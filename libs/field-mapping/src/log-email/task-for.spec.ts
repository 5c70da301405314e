import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../testing/any-text.js';
import { changing, hiding, taskDescribe } from '../testing/index.js';
import { chooseClosedStatus } from './choose-closed-status.js';
import { type LoggedEmail, taskFor, type TaskSettings } from './task-for.js';

const email: LoggedEmail = {
  direction: 'sent',
  source: '/ce/emails',
  eventId: 'evt-1',
  whoId: '00Q5e00001AbCdEEAV',
  at: '2026-03-01T01:30:00+02:00',
  from: 'assistant@ce.example.com',
  to: ['ada@example.com'],
  cc: [],
  subject: 'Hello',
  body: 'How are you?',
};
const settings: TaskSettings = {
  describe: taskDescribe('Event_Id__c'),
  closedStatus: 'Completed',
  timeZone: 'UTC',
  eventIdField: 'Event_Id__c',
};

describe('taskFor', () => {
  it('makes a completed Task of a sent email', () => {
    expect(taskFor(email, settings)).toEqual({
      kind: 'task',
      cuts: [],
      fields: {
        WhoId: '00Q5e00001AbCdEEAV',
        Status: 'Completed',
        Subject: 'Email: Hello',
        Description: 'From: assistant@ce.example.com\nTo: ada@example.com\n\nHow are you?',
        ActivityDate: '2026-02-28',
        Priority: 'Normal',
        TaskSubtype: 'Email',
        Event_Id__c: '/ce/emails evt-1',
      },
    });
  });

  it('gives it the day that the people of the org had', () => {
    const dayIn = (timeZone: string) => {
      const plan = taskFor(email, { ...settings, timeZone });
      return plan.kind === 'task' ? plan.fields['ActivityDate'] : plan.reason;
    };
    expect(['America/Los_Angeles', 'UTC', 'Asia/Tokyo'].map(dayIn)).toEqual(['2026-02-28', '2026-02-28', '2026-03-01']);
  });

  it('tells a reply by its subject, and names who was copied', () => {
    const plan = taskFor({ ...email, direction: 'received', subject: ' ', cc: ['rep@example.com'] }, settings);
    expect(plan).toMatchObject({
      fields: { Subject: 'Reply: (no subject)', Description: expect.stringContaining('Cc: rep@example.com') as string },
    });
  });

  it('cuts to the lengths of the org and marks the cut', () => {
    const plan = taskFor({ ...email, subject: 's'.repeat(500), body: 'b'.repeat(40_000) }, settings);
    if (plan.kind !== 'task') throw new Error(plan.reason);
    expect(plan.cuts.map((cut) => [cut.field, cut.to])).toEqual([
      ['Subject', 255],
      ['Description', 32_000],
    ]);
    expect(plan.fields['Description']).toMatch(/b…$/);
  });

  it('fits any email', () => {
    const text = anyText(400);
    fc.assert(
      fc.property(text, text, (subject, body) => {
        const describe = changing(settings.describe, 'Description', { length: 100 });
        const plan = taskFor({ ...email, subject, body }, { ...settings, describe });
        if (plan.kind !== 'task') throw new Error(plan.reason);
        expect(Object.values(plan.fields)).not.toContain('');
        expect(String(plan.fields['Subject']).length).toBeLessThanOrEqual(255);
        expect(String(plan.fields['Subject'])).not.toContain('\n');
        expect(String(plan.fields['Description']).length).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('keeps event ids apart that begin alike and are longer than their field', () => {
    const ids = ['a', 'b'].map((end) => {
      const plan = taskFor({ ...email, eventId: `${'x'.repeat(150)}${end}` }, settings);
      return plan.kind === 'task' ? String(plan.fields['Event_Id__c']) : '';
    });
    expect(new Set(ids).size).toBe(2);
    expect(ids.every((id) => /^[0-9a-f]{64}$/.test(id))).toBe(true);
  });

  it('keeps events apart that differ in their source, their capitals or where the source ends', () => {
    const keyOf = (change: Partial<LoggedEmail>) => {
      const plan = taskFor({ ...email, ...change }, settings);
      return plan.kind === 'task' ? String(plan.fields['Event_Id__c']).toLowerCase().trim() : '';
    };
    const keys = [
      {},
      { source: '/another' },
      { eventId: 'EVT-1' },
      { eventId: 'evt-1 ' },
      { source: '/ce/emails evt', eventId: '1' },
      { source: '/ce/emails', eventId: 'evt 1' },
    ].map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('leaves out what the org lacks or the user may not set', () => {
    const describe = hiding(taskDescribe(), 'TaskSubtype', 'Priority');
    const plan = taskFor(email, { ...settings, describe, closedStatus: 'Done' });
    expect(plan.kind === 'task' && Object.keys(plan.fields).sort()).toEqual([
      'ActivityDate',
      'Description',
      'Status',
      'Subject',
      'WhoId',
    ]);
  });

  it('takes the default priority of an org without Normal', () => {
    const picklistValues = [
      { value: 'P1', active: true },
      { value: 'P2', active: true, defaultValue: true },
    ];
    const describe = changing(settings.describe, 'Priority', { picklistValues });
    expect(taskFor(email, { ...settings, describe })).toMatchObject({ fields: { Priority: 'P2' } });
  });

  it('refuses where no finished Task can be made', () => {
    expect(taskFor(email, { ...settings, closedStatus: null })).toMatchObject({
      kind: 'refused',
      code: 'task-status-missing',
    });
    const describe = changing(settings.describe, 'WhoId', { createable: false });
    expect(taskFor(email, { ...settings, describe })).toMatchObject({
      kind: 'refused',
      class: 'configuration',
      code: 'field-not-writable',
      reason: expect.stringContaining('WhoId') as string,
    });
  });
});

describe('chooseClosedStatus', () => {
  const row = (MasterLabel: string, IsClosed: boolean, SortOrder: number) => ({ MasterLabel, IsClosed, SortOrder });

  it('takes Completed, else the first closed one, else none', () => {
    expect(chooseClosedStatus([row('Closed', true, 1), row('Completed', true, 2)])).toBe('Completed');
    expect(chooseClosedStatus([row('Completed', false, 1), row('Z', true, 3), row('Done', true, 2)])).toBe('Done');
    expect(chooseClosedStatus([row('Open', false, 1)])).toBeNull();
  });
});
