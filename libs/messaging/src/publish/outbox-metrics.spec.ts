import { Metrics } from '@ce/service-kit';
import { expect, it } from 'vitest';
import type { BacklogState } from './outbox-backlog.js';
import { measureOutbox } from './outbox-metrics.js';

/** A database whose answers the test gives. */
function measuring(read: () => Promise<BacklogState>) {
  const metrics = new Metrics('tests');
  measureOutbox(metrics, { read });
  return async () =>
    ((await metrics.registry.metrics()).match(/^bus_outbox_\w+\{.*$/gm) ?? []).map((line) =>
      line.replace('{service="tests"}', ''),
    );
}

const state = { waiting: 5, refused: 2, oldestSeconds: 91 };
const lines = ['bus_outbox_rows 5', 'bus_outbox_refused_rows 2', 'bus_outbox_oldest_seconds 91'];
const away = () => Promise.reject(new Error('connect ECONNREFUSED'));

it('has no figures, rather than old ones, while the database is away, and has them again afterwards', async () => {
  let read: () => Promise<BacklogState> = () => Promise.resolve(state);
  const scrape = measuring(() => read());
  expect(await scrape()).toEqual(lines);
  read = away;
  expect(await scrape()).toEqual([]);
  read = () => Promise.resolve(state);
  expect(await scrape()).toEqual(lines);
});

it('says nothing of a database that it has never reached', async () => {
  expect(await measuring(away)()).toEqual([]);
});
