import { readSettings } from '@ce/service-kit';
import { expect, it } from 'vitest';
import { settings } from './settings.js';

const { POLL_INTERVAL_SECONDS, POLL_RUNS_PER_HOUR } = settings;

it('reads each active campaign’s report every 15 minutes unless told otherwise (spec D5)', () => {
  const shape = { POLL_INTERVAL_SECONDS, POLL_RUNS_PER_HOUR };
  expect(readSettings('report-polling', shape, {})).toEqual({ POLL_INTERVAL_SECONDS: 900, POLL_RUNS_PER_HOUR: 400 });
});

it('plans with no more report runs an hour than Salesforce gives an org', () => {
  expect(() => readSettings('report-polling', { POLL_RUNS_PER_HOUR }, { POLL_RUNS_PER_HOUR: '501' })).toThrow(
    /POLL_RUNS_PER_HOUR/,
  );
});
