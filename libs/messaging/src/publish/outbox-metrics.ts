import type { Metrics } from '@ce/service-kit';
import type { BacklogState, OutboxBacklog } from './outbox-backlog.js';

/** `bus_outbox_rows`, `bus_outbox_refused_rows` and `bus_outbox_oldest_seconds`, asked for at each scrape. */
export function measureOutbox(metrics: Metrics, backlog: OutboxBacklog): void {
  const gauge = (name: string, help: string, pick: (state: BacklogState) => number) => {
    const one = metrics.gauge(name, help, [], async () => {
      // A scrape must not fail because the database is away; readiness says so.
      const state = await backlog.read().catch(() => undefined);
      if (state !== undefined) one.set(pick(state));
    });
  };
  gauge('bus_outbox_rows', 'Events in the outbox that wait for Kafka', ({ waiting }) => waiting);
  gauge('bus_outbox_refused_rows', 'Events in the outbox that the broker never takes', ({ refused }) => refused);
  gauge('bus_outbox_oldest_seconds', 'How long the oldest event has waited for Kafka', (state) => state.oldestSeconds);
}
