import { Problem } from '@ce/service-kit';

export interface RefusedEvent {
  /** Place in the request, from 0. */
  readonly index: number;
  /** The event's own id, where it has one. */
  readonly id: string | null;
  readonly problem: string;
  readonly fix: string;
}

export const MOST_EVENTS = 1_000;

/** No event of the request could be taken. */
export class EventsRefused extends Problem {
  constructor(refused: readonly RefusedEvent[]) {
    const body = {
      status: 400,
      title: 'Events refused',
      detail: refused.length === 1 ? 'The event was not taken.' : `None of the ${refused.length} events was taken.`,
      fix: 'Correct what is listed under "refused" and send it again.',
      refused,
    };
    super(body);
  }
}

export function tooManyEvents(count: number): Problem {
  return new Problem({
    status: 413,
    title: 'Too many events',
    detail: `The batch has ${count} events; this service takes ${MOST_EVENTS} at once.`,
    fix: 'Send it in smaller batches.',
  });
}

export function outboxIsFull(): Problem {
  return new Problem({
    status: 503,
    title: 'Not now',
    detail: 'Kafka has been away for long, and no more events can be kept until it is back.',
    fix: 'Send the same events again later, with the same ids.',
  });
}
