import { findNarrowings } from './find-narrowings.js';
import type { EventContract } from './event-contract.js';
import { removedProperties } from './removed-properties.js';

export interface Problem {
  type: string;
  path: string;
  /** Who would be hurt. */
  breaks: 'publishers' | 'stored-events' | 'readers' | 'order';
  message: string;
}

/**
 * Why `proposed` must not take the place of `released` under the same type name. Events that were published before stay
 * readable (they are kept, replayed and dead-lettered); publishers and readers out there need not change at the same time.
 * An incompatible change gets a new type name with the next version.
 */
export function checkCompatibility(released: EventContract, proposed: EventContract | undefined): Problem[] {
  const { type } = released;
  if (proposed === undefined) {
    return [{ type, path: '$', breaks: 'readers', message: 'the event was released and is gone' }];
  }
  return [
    ...movedAway(released, proposed),
    ...removedProperties(released.accepts, proposed.accepts).map((path) => ({
      type,
      path,
      breaks: released.direction === 'inbound' ? ('publishers' as const) : ('readers' as const),
      message: 'was released and is gone; mark it as deprecated and keep it',
    })),
    ...refusedEvents(released, proposed),
    ...brokenPromises(released, proposed),
  ];
}

function movedAway(released: EventContract, proposed: EventContract): Problem[] {
  const problems: Problem[] = [];
  const { type } = released;
  if (released.topic !== proposed.topic) {
    problems.push({ type, path: '$', breaks: 'readers', message: `moved from ${released.topic} to ${proposed.topic}` });
  }
  if (released.direction !== proposed.direction) {
    problems.push({
      type,
      path: '$',
      breaks: 'publishers',
      message: `was ${released.direction} and is ${proposed.direction}`,
    });
  }
  if (released.example.key !== proposed.example.key) {
    problems.push({ type, path: '$', breaks: 'order', message: 'the same data has another key, so its order is lost' });
  }
  return problems;
}

function refusedEvents({ type, direction, accepts }: EventContract, proposed: EventContract): Problem[] {
  const breaks = direction === 'inbound' ? 'publishers' : 'stored-events';
  return findNarrowings(accepts, proposed.accepts).map(({ path, message }) => ({
    type,
    path,
    breaks,
    message: `events that were valid are refused now: ${message}`,
  }));
}

function brokenPromises({ type, direction, publishes }: EventContract, proposed: EventContract): Problem[] {
  if (direction === 'inbound') return [];
  return findNarrowings(proposed.publishes, publishes).map(({ path, code, message }) => ({
    type,
    path,
    breaks: 'readers',
    message:
      code === 'required'
        ? 'was always there and may be absent now'
        : `readers of the released contract do not expect this: for them ${message}`,
  }));
}
