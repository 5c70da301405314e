import type { Metrics } from '@ce/service-kit';
import type { BusStatus } from './bus-status.js';

/** `bus_lag{group,topic,partition}`, asked for at each scrape; no figure while the bus is away. */
export function measureLag(metrics: Metrics, status: BusStatus, patienceMs?: number): void {
  const help = 'Events written and not yet taken';
  metrics.gauge(
    'bus_lag',
    help,
    ['group', 'topic', 'partition'],
    async (gauge) => {
      const lags = await status.lag();
      gauge.reset();
      for (const { group, topic, partition, lag } of lags) gauge.set({ group, topic, partition }, lag);
    },
    patienceMs,
  );
}
