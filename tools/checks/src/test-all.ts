import { rmSync } from 'node:fs';
import { runStep } from './run-step.js';
import { readReports, REPORTS_DIR } from './test-reports.js';

/**
 * `npm test`: every check of the repository, one after the other, whatever fails. Steps without tests of their own count
 * as one test each. The last line is `N passed, N failed`.
 */
const steps = [
  { name: 'format', command: 'npx prettier --check --log-level warn .' },
  { name: 'build', command: 'npx nx run-many -t build --outputStyle=static' },
  { name: 'lint', command: 'npm run --silent lint' },
  { name: 'types', command: 'npm run --silent typecheck' },
];
const suites = [
  { name: 'unit', command: 'npx nx run-many -t test --outputStyle=static --nxBail=false' },
  { name: 'integration', command: 'npx nx run-many -t integration --outputStyle=static --nxBail=false --parallel=1' },
] as const;

rmSync(REPORTS_DIR, { recursive: true, force: true });
const lines: string[] = [];
const total = { passed: 0, failed: 0, skipped: 0 };

for (const step of steps) {
  const ok = await runStep(step.name, step.command);
  total[ok ? 'passed' : 'failed'] += 1;
  lines.push(`${step.name}: ${ok ? 'ok' : 'FAILED'}`);
}
for (const suite of suites) {
  const ok = await runStep(suite.name, suite.command);
  const counts = readReports(suite.name);
  // A suite that ended badly without a failed test (it did not load, a process crashed) must not pass unseen.
  if (!ok && counts.failed === 0) counts.failed = 1;
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  lines.push(`${suite.name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  lines.push(
    ...counts.skippedNames.map((name) => `  SKIPPED ${name}`),
    ...counts.failedNames.map((name) => `  FAILED ${name}`),
  );
}

console.log(`\n${lines.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed > 0 ? 1 : 0;
