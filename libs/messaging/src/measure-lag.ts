import type { Metrics } from '@ce/service-kit';
import type { BusStatus } from './bus-status.js';

/** Prometheus gives a whole scrape up after ten seconds, and with it every other figure of the service. */
const PATIENCE_MS = 3_000;

/**
 * `bus_lag{group,topic,partition}`, asked for at each scrape. A scrape must neither fail nor wait because the bus is
 * away: there is no figure then, rather than an old one, and the readiness check says so.
 */
export function measureLag(metrics: Metrics, status: BusStatus, patienceMs = PATIENCE_MS): void {
  // One question at a time, however many scrapes a bus that is away keeps waiting.
  let asking: ReturnType<BusStatus['lag']> | undefined;
  const ask = () => {
    asking ??= status.lag().finally(() => (asking = undefined));
    return asking;
  };
  metrics.gauge('bus_lag', 'Events written and not yet taken', ['group', 'topic', 'partition'], async (gauge) => {
    const lags = await within(patienceMs, ask()).catch(() => []);
    gauge.reset();
    for (const { group, topic, partition, lag } of lags) gauge.set({ group, topic, partition }, lag);
  });
}

/** The result, or a rejection once the time is over. */
function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The bus did not answer in time.')), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
