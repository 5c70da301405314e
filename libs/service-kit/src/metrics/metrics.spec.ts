import { expect, it } from 'vitest';
import { Metrics } from './metrics.js';

const linesOf = async (metrics: Metrics, name: string) =>
  (await metrics.registry.metrics()).split('\n').filter((line) => line.startsWith(`${name}{`));

it('has no figure, rather than an old one, where asking for it fails, and all others', async () => {
  const metrics = new Metrics('tests');
  let away = false;
  const ask = async () => {
    if (away) throw new Error('connect ECONNREFUSED');
  };
  metrics.gauge('plain', 'p', [], async (gauge) => {
    await ask();
    gauge.set(7);
  });
  metrics.gauge('labelled', 'l', ['key'], async (gauge) => {
    await ask();
    gauge.set({ key: 'k' }, 8);
  });
  metrics.gauge('other', 'o', [], (gauge) => gauge.set(9));
  const all = async () => [
    ...(await linesOf(metrics, 'plain')),
    ...(await linesOf(metrics, 'labelled')),
    ...(await linesOf(metrics, 'other')),
  ];
  const there = ['plain{service="tests"} 7', 'labelled{key="k",service="tests"} 8', 'other{service="tests"} 9'];
  expect(await all()).toEqual(there);
  away = true;
  expect(await all()).toEqual(['other{service="tests"} 9']);
  away = false;
  expect(await all()).toEqual(there);
});

it('keeps a scrape no longer than its patience', async () => {
  const metrics = new Metrics('tests');
  metrics.gauge('hanging', 'h', [], () => new Promise(() => undefined), 20);
  expect(await linesOf(metrics, 'hanging')).toEqual([]);
});

it('keeps the figure of a gauge that is set where it changes', async () => {
  const metrics = new Metrics('tests');
  metrics.gauge('set', 's', []).set(3);
  expect(await linesOf(metrics, 'set')).toEqual(['set{service="tests"} 3']);
});
