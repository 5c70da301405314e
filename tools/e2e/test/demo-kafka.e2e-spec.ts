import { type DemoRun, runDemo } from '@ce/demo';
import { kafkaIsWanted } from '@ce/kafka';
import { busEnvironment, serviceNames } from '@ce/standalone';
import { afterEach, describe, expect, it } from 'vitest';
import { killEveryService } from './kill-every-service.js';

describe.runIf(await kafkaIsWanted())('the whole system on Kafka', () => {
  let run: DemoRun | undefined;
  afterEach(async () => {
    await run?.stop();
    run = undefined;
  });

  it.each([
    ['with', true],
    ['without', false],
  ])(
    'loses and duplicates nothing when every service is killed in the middle, in an org %s the event-id field',
    async (_, withEventId) => {
      const { killed, ...kills } = killEveryService();
      run = await runDemo({
        webLeads: 400,
        others: 60,
        withEventId,
        // Brokers that are there already, and how to log in to them; otherwise the demo starts its own.
        environment: { ...busEnvironment(process.env), BUS: 'kafka' },
        ...kills,
      });
      expect(killed).toEqual(new Set(serviceNames));
      expect(run.standalone.environment).toMatchObject({ BUS: 'kafka', KAFKA_BROKERS: expect.any(String) as string });
      const { figures, faults } = run.verdict;
      expect(faults).toEqual([]);
      expect(figures).toMatchObject({ duplicateTasks: 0, missingTasks: 0, tasks: figures.emails });
      expect(figures.emails).toBeGreaterThan(400);
    },
    300_000,
  );
});
