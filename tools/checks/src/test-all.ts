import { rmSync } from 'node:fs';
import { runStep, runStepBeside } from './run-step.js';
import { readReports, REPORTS_DIR } from './test-reports.js';

/**
 * `npm test`: every check of the repository, whatever fails. Steps without tests of their own count as one test each.
 * The last line is `N passed, N failed`.
 */
const build = { name: 'build', command: 'npx nx run-many -t build --outputStyle=static' };
/** They compute without a rest; the tests wait more than they compute. So they run beside the tests, and give way to them. */
const checks = [
  { name: 'format', command: 'npx prettier --check --log-level warn .' },
  { name: 'types', command: 'npm run --silent typecheck' },
  { name: 'lint', command: 'npm run --silent lint' },
];
/**
 * Beginnings of the paths of tests that want the machine for themselves: they start whole systems, hold
 * processes at one step of their work, count seconds of a broker's session, or measure. Their projects' `integration` targets run one file at a time too.
 */
const alone = ['apps/auth/test/kill-refresh', 'libs/messaging/test/kafka-pro', 'tools/bench/', 'tools/e2e/'];
const integration = 'npx vitest run --config vitest.integration.config.ts';
/** One Vitest for all projects: what they share is read once, and no core rests because a project comes to its end. */
const suites = [
  { name: 'unit', runs: [{ report: 'all', command: 'npx vitest run --config vitest.unit.config.ts' }] },
  {
    name: 'integration',
    runs: [
      { report: 'side-by-side', command: `${integration} ${alone.map((path) => `--exclude '${path}**'`).join(' ')}` },
      { report: 'alone', command: `${integration} --no-file-parallelism ${alone.join(' ')}` },
    ],
  },
] as const;

rmSync(REPORTS_DIR, { recursive: true, force: true });
const lines: string[] = [];
const total = { passed: 0, failed: 0, skipped: 0 };

const note = (name: string, ok: boolean) => {
  total[ok ? 'passed' : 'failed'] += 1;
  lines.push(`${name}: ${ok ? 'ok' : 'FAILED'}`);
};

note(build.name, await runStep(build.name, build.command));
const checking = (async () => {
  for (const { name, command } of checks) note(name, await runStepBeside(name, command));
})();
for (const suite of suites) {
  let ok = true;
  for (const { report, command } of suite.runs)
    ok = (await runStep(suite.name, command, { REPORT_NAME: report })) && ok;
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

await checking;

console.log(`\n${lines.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed > 0 ? 1 : 0;
