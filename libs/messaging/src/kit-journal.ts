import { correlationIdOf } from '@ce/contracts';
import type { Logger, Metrics } from '@ce/service-kit';
import type { BusJournal } from './consume/bus-journal.js';

/** The journal of a running service: its logger and its metrics. */
export function kitJournal(log: Logger, metrics: Metrics): BusJournal {
  const events = metrics.counter('bus_events_total', 'Events that the service took, by what became of them', [
    'topic',
    'fate',
  ]);
  const failures = metrics.counter('bus_handler_failures_total', 'Attempts that ended with an error', [
    'topic',
    'cause',
  ]);
  const seconds = metrics.histogram(
    'bus_batch_seconds',
    'How long a batch was with its handler, retries included',
    ['topic'],
    [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
  );
  return {
    count: (topic, fate, count) => {
      if (count > 0) events.inc({ topic, fate }, count);
    },
    // Thousands a second may come, so at debug alone. Of an email at info there is the line of its Task.
    stored: (received) => {
      if (!log.isEnabled('debug')) return;
      for (const { event, topic, partition, offset } of received) {
        const correlationId = event.correlationid ?? correlationIdOf(event.data);
        log.debug('event stored', { messageId: event.id, correlationId, type: event.type, topic, partition, offset });
      }
    },
    took: (topic, count, milliseconds) => {
      seconds.observe({ topic }, milliseconds / 1000);
      log.debug('batch taken', { topic, events: count, ms: Math.round(milliseconds) });
    },
    refused: (message, reason) => {
      events.inc({ topic: message.topic, fate: 'dead-letter' });
      const { topic, partition, offset, headers } = message;
      log.warn('event went to the dead letters', {
        ...{ topic, partition, offset, reason },
        ...{ messageId: headers['ce_id'], correlationId: headers['ce_correlationid'], type: headers['ce_type'] },
      });
    },
    failed: (topic, { error, events: count, attempt, outage }) => {
      failures.inc({ topic, cause: outage ? 'outage' : 'handler' });
      log.warn(outage ? 'waiting, because the database is away' : 'handler failed; the events come again', {
        ...{ topic, events: count, attempt, error },
      });
    },
    note: (level, message, facts) => log[level](message, facts),
  };
}
