import { type DemoRun, runDemo } from '@ce/demo';
import { busEnvironment, serviceNames } from '@ce/standalone';
import { afterEach, describe, expect, it } from 'vitest';
import { killEveryService } from './kill-every-service.js';

const scale = { webLeads: 400, others: 60 };
let run: DemoRun | undefined;
afterEach(async () => {
  await run?.stop();
  run = undefined;
});

/** The figures that must not depend on what died meanwhile. */
function outcome({ verdict }: DemoRun) {
  const { rowsFound, imported, importErrors, emails, tasks, duplicateTasks, missingTasks } = verdict.figures;
  return { rowsFound, imported, importErrors, emails, tasks, duplicateTasks, missingTasks };
}

describe('the whole system', () => {
  let undisturbed: ReturnType<typeof outcome>;

  it('plays two campaigns to the end, and the org holds what it should', async () => {
    run = await runDemo({ ...scale, withEventId: true, environment: busEnvironment(process.env) });
    expect(run.verdict.faults).toEqual([]);
    undisturbed = outcome(run);
    expect(undisturbed).toMatchObject({ duplicateTasks: 0, missingTasks: 0 });
    expect(undisturbed.tasks).toBe(undisturbed.emails);
    expect(run.verdict.figures.apiCalls.total).toBeLessThan(run.verdict.figures.specificationCalls / 10);
  }, 300_000);

  it('ends with the same figures when every service is killed once, in an org without the event-id field', async () => {
    const { killed, ...kills } = killEveryService();
    run = await runDemo({ ...scale, withEventId: false, environment: busEnvironment(process.env), ...kills });
    expect(killed).toEqual(new Set(serviceNames));
    expect(run.verdict.faults).toEqual([]);
    expect(outcome(run)).toEqual(undisturbed);
  }, 300_000);
});
