import { type DemoRun, runDemo } from '@ce/demo';
import { kafkaIsWanted } from '@ce/kafka';
import { busEnvironment, type ServiceName, type Standalone } from '@ce/standalone';
import { afterAll, describe, expect, it } from 'vitest';

describe.runIf(await kafkaIsWanted())('the whole system on Kafka', () => {
  let run: DemoRun | undefined;
  afterAll(() => run?.stop());

  it('loses and duplicates nothing when both delivering services are killed in the middle', async () => {
    const killed = new Set<ServiceName>();
    let standalone: Standalone | undefined;
    const kill = (name: ServiceName) => {
      if (killed.has(name)) return;
      standalone?.processes[name].kill('SIGKILL');
      killed.add(name);
    };
    run = await runDemo({
      webLeads: 400,
      others: 60,
      withEventId: true,
      // Brokers that are there already, and how to log in to them; otherwise the demo starts its own.
      environment: { ...busEnvironment(process.env), BUS: 'kafka' },
      onStarted: (started) => {
        standalone = started;
      },
      onCounts: ({ emails, writes }) => {
        if (emails > 0) kill('activity-logging');
        if (writes > 0) kill('field-writeback');
      },
    });
    expect(killed).toEqual(new Set(['activity-logging', 'field-writeback']));
    expect(run.standalone.environment).toMatchObject({ BUS: 'kafka', KAFKA_BROKERS: expect.any(String) as string });
    const { figures, faults } = run.verdict;
    expect(faults).toEqual([]);
    expect(figures).toMatchObject({ duplicateTasks: 0, missingTasks: 0, tasks: figures.emails });
    expect(figures.emails).toBeGreaterThan(400);
  }, 300_000);
});
