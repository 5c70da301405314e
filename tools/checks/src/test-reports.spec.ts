import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readReports } from './test-reports.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reports-'));
  mkdirSync(join(folder, 'unit'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const write = (name: string, report: object) => {
  writeFileSync(join(folder, 'unit', name), JSON.stringify(report));
};
const none = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numFailedTestSuites: 0, testResults: [] };

it('adds up the projects and names what failed or was skipped', () => {
  const test = (fullName: string, status: string) => ({ fullName, status });
  write('a.json', { ...none, numPassedTests: 3 });
  write('b.json', {
    ...none,
    numFailedTests: 1,
    numPendingTests: 1,
    testResults: [
      { name: 'b.spec.ts', status: 'failed', assertionResults: [test('breaks', 'failed'), test('waits', 'skipped')] },
    ],
  });
  expect(readReports('unit', folder)).toEqual({
    passed: 3,
    failed: 1,
    skipped: 1,
    failedNames: ['breaks'],
    skippedNames: ['waits'],
  });
});

it('counts a file that did not load as a failure', () => {
  write('a.json', {
    ...none,
    numFailedTestSuites: 1,
    testResults: [{ name: 'broken.spec.ts', status: 'failed', assertionResults: [] }],
  });
  expect(readReports('unit', folder)).toMatchObject({ failed: 1, failedNames: ['broken.spec.ts'] });
});
