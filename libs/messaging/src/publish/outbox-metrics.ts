import type { Metrics } from '@ce/service-kit';
import type { BacklogState, OutboxBacklog } from './outbox-backlog.js';

/** `bus_outbox_rows`, `bus_outbox_refused_rows` and `bus_outbox_oldest_seconds`; no figures while the database is away. */
export function measureOutbox(metrics: Metrics, backlog: Pick<OutboxBacklog, 'read'>): void {
  const gauge = (name: string, help: string, pick: (state: BacklogState) => number) => {
    metrics.gauge(name, help, [], async (one) => one.set(pick(await backlog.read())));
  };
  gauge('bus_outbox_rows', 'Events in the outbox that wait for Kafka', ({ waiting }) => waiting);
  gauge('bus_outbox_refused_rows', 'Events in the outbox that the broker never takes', ({ refused }) => refused);
  gauge('bus_outbox_oldest_seconds', 'How long the oldest event has waited for Kafka', (state) => state.oldestSeconds);
}
