import { Metrics } from '@ce/service-kit';
import { describe, expect, it } from 'vitest';
import type { BusStatus, PartitionLag } from './bus-status.js';
import { measureLag } from './measure-lag.js';

/** A bus whose answers the test gives, one by one. */
function answering() {
  const questions: { answer: (lags: PartitionLag[]) => void; fail: () => void }[] = [];
  const metrics = new Metrics('tests');
  const lag = () =>
    new Promise<PartitionLag[]>((answer, reject) => {
      questions.push({ answer, fail: () => reject(new Error('away')) });
    });
  measureLag(metrics, { lag } as BusStatus, 20);
  const scrape = async () => (await metrics.registry.metrics()).match(/^bus_lag\{.*$/gm) ?? [];
  return { questions, scrape };
}

const two = { group: 'g', topic: 't', partition: 2, lag: 7 };
const line = 'bus_lag{group="g",topic="t",partition="2",service="tests"} 7';

describe('bus_lag', () => {
  it('is there for each group, topic and partition', async () => {
    const { questions, scrape } = answering();
    const scraped = scrape();
    questions[0]?.answer([two, { ...two, partition: 3, lag: 0 }]);
    expect(await scraped).toEqual([line, line.replace('"2"', '"3"').replace(' 7', ' 0')]);
  });

  it('is not there, rather than old, while the bus is away', async () => {
    const { questions, scrape } = answering();
    const scraped = scrape();
    questions[0]?.answer([two]);
    expect(await scraped).toEqual([line]);
    const failed = scrape();
    questions[1]?.fail();
    expect(await failed).toEqual([]);
  });

  it('keeps no scrape waiting for a bus that does not answer, and asks it once', async () => {
    const { questions, scrape } = answering();
    expect(await scrape()).toEqual([]);
    expect(await scrape()).toEqual([]);
    expect(questions).toHaveLength(1);
    const scraped = scrape();
    questions[0]?.answer([two]);
    expect(await scraped).toEqual([line]);
  });
});
