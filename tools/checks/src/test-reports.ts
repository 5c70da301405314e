import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export const REPORTS_DIR = 'node_modules/.cache/test-reports';

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numFailedTestSuites: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
  failedNames: string[];
  skippedNames: string[];
}

/** Adds up the reports that the test runs of one kind left behind, one file per project. */
export function readReports(kind: 'unit' | 'integration', folder = REPORTS_DIR): TestCounts {
  const counts: TestCounts = { passed: 0, failed: 0, skipped: 0, failedNames: [], skippedNames: [] };
  const directory = join(folder, kind);
  if (!existsSync(directory)) return counts;
  for (const file of readdirSync(directory)) {
    const run = report.parse(JSON.parse(readFileSync(join(directory, file), 'utf8')));
    counts.passed += run.numPassedTests;
    counts.failed += run.numFailedTests;
    counts.skipped += run.numPendingTests;
    for (const result of run.testResults) {
      // A file that failed to load has no assertions and would otherwise count for nothing.
      if (result.status === 'failed' && result.assertionResults.length === 0) {
        counts.failed += 1;
        counts.failedNames.push(result.name);
      }
      for (const test of result.assertionResults) {
        if (test.status === 'failed') counts.failedNames.push(test.fullName);
        if (test.status === 'pending' || test.status === 'skipped') counts.skippedNames.push(test.fullName);
      }
    }
  }
  return counts;
}
