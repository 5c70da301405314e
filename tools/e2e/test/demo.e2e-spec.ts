import { type Counts, type DemoRun, runDemo } from '@ce/demo';
import { busEnvironment, type ServiceName, serviceNames, type Standalone } from '@ce/standalone';
import { afterEach, describe, expect, it } from 'vitest';

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
    const killed = new Set<ServiceName>();
    let standalone: Standalone | undefined;
    run = await runDemo({
      ...scale,
      withEventId: false,
      environment: busEnvironment(process.env),
      onStarted: (started) => {
        standalone = started;
      },
      onCounts: (counts) => {
        for (const name of serviceNames) {
          if (killed.has(name) || !inTheMiddle[name](counts)) continue;
          standalone?.processes[name].kill('SIGKILL');
          killed.add(name);
        }
      },
    });
    expect(killed).toEqual(new Set(serviceNames));
    expect(run.verdict.faults).toEqual([]);
    expect(outcome(run)).toEqual(undisturbed);
  }, 300_000);
});

/** When a service dies: some work has reached it and more comes. No moment here can be missed between two looks. */
const inTheMiddle: Record<ServiceName, (counts: Counts) => boolean> = {
  'report-polling': ({ rows }) => rows > 0,
  import: ({ imported }) => imported > 0,
  auth: ({ emails }) => emails > 0,
  'activity-logging': ({ emails }) => emails > 0,
  'field-writeback': ({ writes }) => writes > 0,
};
