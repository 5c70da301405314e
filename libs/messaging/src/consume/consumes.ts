import type { EventDefinition, TopicName } from '@ce/contracts';
import { UseFilters } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { HandlerFailures } from './handler-failures.js';
import type { Outcome } from './outcome.js';
import type { BatchContext, ReceivedEvent } from './received-event.js';

/** One answer per event, in the order of the events. A throw means: the whole batch again. */
export type BatchHandler<Definition extends EventDefinition> = (
  events: ReceivedEvent<Definition>[],
  context: BatchContext,
) => Promise<Outcome[]>;

export interface ConsumesOptions {
  /**
   * Events of this topic that this service knows and has no use for. Every event that the contracts list for a topic
   * must be consumed or named here by somebody in the service, otherwise the service does not start.
   */
  ignores?: readonly EventDefinition[];
}

/** What the strategy finds in Nest's handler extras. */
export interface Subscription {
  readonly topic: TopicName;
  readonly definitions: readonly EventDefinition[];
  readonly ignores: readonly EventDefinition[];
  /** `Class.method`, for logs and start-up errors. */
  readonly handler: string;
}

/**
 * A controller's method that takes events of one topic, a whole batch at a time.
 *
 * The batch holds only events of `definitions`, read and validated; events of one key stand in the order in which they
 * were published. The method stores them durably and answers per event. It may see an event twice (at-least-once) and
 * must then answer `done`. Events of one topic that go to two methods keep their order within each method only.
 *
 *     @Consumes('ce.email.v1', [emailSent, emailReceived])
 *     async onEmails(events: ReceivedEvent<typeof emailSent | typeof emailReceived>[], context: BatchContext) {
 *       await this.activities.store(events);
 *       return events.map(() => done());
 *     }
 */
export function Consumes<const Definitions extends readonly EventDefinition[]>(
  topic: TopicName,
  definitions: Definitions,
  options: ConsumesOptions = {},
) {
  return <Method extends BatchHandler<Definitions[number]>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    const handler = `${target.constructor.name}.${String(key)}`;
    const subscription: Subscription = { topic, definitions, ignores: options.ignores ?? [], handler };
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
    (EventPattern(topic as string, { subscription }) as MethodDecorator)(target, key, descriptor);
    UseFilters(HandlerFailures)(target, key, descriptor);
  };
}
