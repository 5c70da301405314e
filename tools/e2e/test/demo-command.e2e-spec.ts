import { access } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoCommand, startDemoCommand } from './demo-command.js';
import { type LogLine, readLogs } from './read-logs.js';

const JSON_LINE = /^\{"rowsFound":.*\}$/m;

describe('npm run demo -- --json --keep', () => {
  let demo: DemoCommand;
  let dataDir: string;
  let logs: Awaited<ReturnType<typeof readLogs>>;

  beforeAll(async () => {
    demo = startDemoCommand(['--json', '--keep', '--leads', '400'], { LOG_LEVEL: 'info' });
    await demo.said(JSON_LINE);
    dataDir = /^Still running, data in (\S+):$/m.exec(demo.output())?.[1] ?? '';
    logs = await readLogs(dataDir);
  }, 300_000);
  afterAll(async () => {
    demo.child.kill('SIGTERM');
    await demo.ended;
  });

  it('finds no fault, and ends with the figures as one line', () => {
    expect(demo.complaints()).not.toContain('FAULT');
    const figures = JSON.parse(demo.output().trim().split('\n').at(-1) ?? '') as Record<string, number>;
    expect(Object.keys(figures).join(' ')).toBe(
      'rowsFound imported importErrors emails tasks duplicateTasks missingTasks fieldWrites parked apiCalls ' +
        'specificationCalls seconds',
    );
    expect(figures).toMatchObject({ rowsFound: 805, imported: 793, duplicateTasks: 0, missingTasks: 0 });
    expect(figures['tasks']).toBe(figures['emails']);
  });

  it('says how far it is in plain lines, where there is no terminal', () => {
    expect(demo.complaints()).toMatch(/^… rows imported \d+\/\d+.*$/m);
    expect(demo.complaints()).not.toContain('\u001b');
  });

  it('leaves everything running under the addresses that it prints', async () => {
    const addresses = [...demo.output().matchAll(/^ {2}(\S.*?) {2,}(http:\S+)$/gm)];
    expect(addresses.map(([, name]) => name)).toEqual([
      'Salesforce simulator',
      ...['auth', 'report-polling', 'import', 'activity-logging', 'field-writeback'],
    ]);
    for (const [, name, url] of addresses) expect([name, (await fetch(url ?? '')).status]).toEqual([name, 200]);
    const token = /token of the workspace "demo": (\S+)/.exec(demo.output())?.[1];
    const reports = new URL('/enrollment-sources', addresses.find(([, name]) => name === 'report-polling')?.[2]);
    const answer = await fetch(reports, { headers: { authorization: `Bearer ${token}` } });
    expect([answer.status, await answer.json()]).toEqual([200, expect.objectContaining({ length: 8 })]);
    const operator = /token of CE's own services and operators: (\S+)/.exec(demo.output())?.[1];
    const letters = await fetch(new URL('/dead-letters', reports), {
      headers: { authorization: `Bearer ${operator}` },
    });
    expect(letters.status).toBe(200);
  });

  it('logs every step of a person under one correlation id, from the report row to the fields', () => {
    const found = logs.lines.find(({ msg, recordId }) => msg === 'row found' && recordId === LEAD);
    const ofPerson = logs.lines.filter(({ correlationId }) => correlationId === found?.correlationId);
    const steps = [...new Set(ofPerson.map(({ service, msg }: LogLine) => `${service}: ${msg}`))];
    expect(steps).toEqual(
      expect.arrayContaining([
        'report-polling: row found',
        'import: imported',
        'activity-logging: task logged',
        'field-writeback: fields written',
      ]),
    );
    expect(new Set(ofPerson.map(({ recordId }) => recordId))).toEqual(new Set([LEAD]));
    // The event of each email is named by its Task's line.
    const events = ofPerson.filter(({ msg }) => msg === 'task logged').map(({ messageId }) => messageId);
    expect(events).toContain(`spring-outreach-${LEAD}-email-1`);
  });

  it('logs no address, no text of an email, and no token', () => {
    expect(logs.lines.length).toBeGreaterThan(1_000);
    for (const secret of [
      '@example.com',
      'Would a short call',
      'A question about your plans',
      'demo-secret',
      'Bearer ',
    ]) {
      expect([secret, logs.text.includes(secret)]).toEqual([secret, false]);
    }
  });

  it('ends everything at Ctrl-C, and takes its data along', async () => {
    demo.child.kill('SIGINT');
    expect(await demo.ended).toBe(0);
    await expect(access(dataDir)).rejects.toThrow('ENOENT');
    const [url] = /http:\S+/.exec(demo.output()) ?? [];
    await expect(fetch(url ?? '')).rejects.toThrow();
  });
});

/** Nothing special is known of this lead. */
const LEAD = '00Q5g0000000002EAA';

describe('npm run demo with what it does not take', () => {
  it.each([
    [['--leads', 'many'], '--leads takes a whole number from 400 on.'],
    [['--fast'], "Unknown option '--fast'"],
  ])('says so: %j', async (options, words) => {
    const demo = startDemoCommand(options);
    expect(await demo.ended).toBe(1);
    expect(demo.complaints()).toContain(words);
  });

  it('shows what it takes', async () => {
    const demo = startDemoCommand(['--help']);
    expect(await demo.ended).toBe(0);
    for (const option of ['--json', '--keep', '--leads', '--without-event-id']) expect(demo.output()).toContain(option);
  });
});
