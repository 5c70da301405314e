import { inboundEvents, outboundEvents, type EventDefinition } from '@ce/contracts';
import type { Outcome } from './outcome.js';
import type { Subscription } from './consumes.js';
import type { BatchContext, ReceivedEvent } from './received-event.js';

export type HandleBatch = (events: ReceivedEvent[], context: BatchContext) => Promise<Outcome[]>;

export interface WiredHandler {
  readonly subscription: Subscription;
  readonly handle: HandleBatch;
}

export interface Route {
  readonly definition: EventDefinition;
  readonly handler: WiredHandler;
}

/** topic → type → who takes it. A type that is not there is skipped: it is ignored on purpose, or newer than this service. */
export type Routes = ReadonlyMap<string, ReadonlyMap<string, Route>>;

/** The service does not start; says everything that is wrong with its handlers at once. */
export class WiringError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`${problems.length} handler(s) of the bus need attention.\n  - ${problems.join('\n  - ')}`);
    this.name = 'WiringError';
  }
}

/** @throws WiringError */
export function buildRoutes(handlers: readonly WiredHandler[]): Routes {
  const problems: string[] = [];
  const routes = new Map<string, Map<string, Route>>();
  for (const handler of handlers) {
    const { topic, definitions, handler: name } = handler.subscription;
    const ofTopic = routes.get(topic) ?? new Map<string, Route>();
    routes.set(topic, ofTopic);
    if (definitions.length === 0)
      problems.push(`${name} consumes ${topic} without naming an event. Name at least one.`);
    for (const definition of definitions) {
      const taken = ofTopic.get(definition.type)?.handler.subscription.handler;
      if (definition.topic !== topic) {
        problems.push(
          `${name} consumes ${topic}, but ${definition.type} is published to ${definition.topic}. Name that topic.`,
        );
      } else if (taken !== undefined) {
        problems.push(
          `${definition.type} has two handlers, ${taken} and ${name}. Remove one: each event has one handler per service.`,
        );
      } else {
        ofTopic.set(definition.type, { definition, handler });
      }
    }
  }
  problems.push(...unhandled(handlers, routes));
  if (problems.length > 0) throw new WiringError(problems);
  return routes;
}

function unhandled(handlers: readonly WiredHandler[], routes: Routes): string[] {
  const ignored = new Set(
    handlers.flatMap((handler) => handler.subscription.ignores).map((definition) => definition.type),
  );
  const known: readonly EventDefinition[] = [...inboundEvents, ...outboundEvents];
  return known
    .filter(({ topic, type }) => routes.get(topic)?.has(type) === false && !ignored.has(type))
    .map(
      ({ topic, type }) =>
        `${type} of the consumed topic ${topic} has no handler. Consume it, or name it under "ignores".`,
    );
}
