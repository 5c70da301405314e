import { correlationIdOf } from '@ce/contracts';
import { withLogContext } from '@ce/service-kit';
import { toDeadLetter } from '../dead-letters/dead-letter-message.js';
import type { Routes, WiredHandler } from './build-routes.js';
import type { BusJournal } from './bus-journal.js';
import { deliverPart, type RetryPolicy } from './deliver-part.js';
import type { MessageBatch } from './message-batch.js';
import type { MessageContent } from './raw-message.js';
import type { BatchContext, ReceivedEvent } from './received-event.js';
import { sortBatch } from './sort-batch.js';

export interface BatchProcessor {
  readonly routes: Routes;
  readonly journal: BusJournal;
  readonly policy: RetryPolicy;
}

export interface BatchConditions extends BatchContext {
  readonly stopping: AbortSignal;
}

/**
 * Everything between reading a batch and moving on: read, validate, hand over, collect the answers.
 *
 * When it resolves, every message is settled, and the positions may move as soon as the returned dead letters are
 * written. When it throws `BatchAbandoned`, nothing may move.
 */
export async function processBatch(
  messages: MessageBatch,
  processor: BatchProcessor,
  conditions: BatchConditions,
): Promise<MessageContent[]> {
  const sorted = sortBatch(messages, processor.routes);
  const refused = [...sorted.unreadable];
  processor.journal.count(messages.topic, 'skipped', sorted.skipped);
  for (const { handler, places, events } of sorted.parts) {
    const outcomes = await handOver(handler, events, processor, conditions);
    for (const [index, outcome] of outcomes.entries()) {
      const place = places[index];
      if (outcome.kind === 'never' && place !== undefined) refused.push({ place, reason: outcome.reason });
    }
  }
  const at = new Date();
  return refused.map(({ place, reason }) => {
    const message = messages.read(place);
    processor.journal.refused(message, reason);
    return toDeadLetter(message, reason, at);
  });
}

async function handOver(
  handler: WiredHandler,
  events: ReceivedEvent[],
  { journal, policy }: BatchProcessor,
  conditions: BatchConditions,
) {
  const { handler: name, topic } = handler.subscription;
  const started = performance.now();
  const alone = events.length === 1 ? events[0]?.event : undefined;
  const context = {
    handler: name,
    messageId: alone?.id,
    correlationId: alone?.correlationid ?? correlationIdOf(alone?.data),
  };
  return withLogContext(context, async () => {
    const outcomes = await deliverPart(events, {
      handler,
      policy,
      context: conditions,
      stopping: conditions.stopping,
      onFailure: (failure) => journal.failed(topic, failure),
    });
    const stored = events.filter((_, index) => outcomes[index]?.kind === 'done');
    journal.count(topic, 'done', stored.length);
    journal.stored(stored);
    journal.took(topic, events.length, performance.now() - started);
    return outcomes;
  });
}
