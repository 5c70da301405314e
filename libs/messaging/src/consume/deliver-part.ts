import { isDatabaseError } from '@ce/service-kit';
import { backOff, pause } from './back-off.js';
import type { WiredHandler } from './build-routes.js';
import { isOutage } from './is-outage.js';
import { never, type Outcome } from './outcome.js';
import type { BatchContext, ReceivedEvent } from './received-event.js';

export interface RetryPolicy {
  /** How often a batch, and later a lone event, is tried before it is split or given up. */
  readonly attempts: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

export const defaultRetryPolicy: RetryPolicy = { attempts: 3, firstWaitMs: 200, longestWaitMs: 10_000 };

/** The batch was left without an answer; nothing of it counts as taken, and it comes again, here or elsewhere. */
export class BatchAbandoned extends Error {
  constructor(cause?: unknown) {
    super('The batch was left because its partitions were lost or the service is stopping.', { cause });
    this.name = 'BatchAbandoned';
  }
}

export interface Delivery {
  readonly handler: WiredHandler;
  readonly context: BatchContext;
  /** Aborted when the service drains: the call in hand may finish, but nothing is tried again. */
  readonly stopping: AbortSignal;
  readonly policy: RetryPolicy;
  /** Called for every failed attempt, before the wait. */
  readonly onFailure: (failure: { error: unknown; events: number; attempt: number; outage: boolean }) => void;
}

/**
 * Gets an answer for every event. A throw means again: the whole first, then halves, quarters and so on, until the
 * events that fail alone are found; those get `never`. While the database is away nothing is to blame and nothing is
 * split: it waits, as long as it takes.
 * @throws BatchAbandoned
 */
export function deliverPart(events: ReceivedEvent[], delivery: Delivery): Promise<Outcome[]> {
  return attempt(events, delivery, delivery.policy.attempts);
}

async function attempt(events: ReceivedEvent[], delivery: Delivery, attempts: number): Promise<Outcome[]> {
  let failures = 0;
  let outages = 0;
  for (;;) {
    const result = await callHandler(events, delivery);
    if (result.kind === 'answered') return result.outcomes;
    const outage = isOutage(result.error);
    if (outage) outages += 1;
    else failures += 1;
    delivery.onFailure({ error: result.error, events: events.length, attempt: outage ? outages : failures, outage });
    if (!outage && failures >= attempts) {
      return events.length === 1 ? [never(reasonOf(result.error, failures))] : bisect(events, delivery);
    }
    const wait = backOff(outage ? outages : failures, delivery.policy.firstWaitMs, delivery.policy.longestWaitMs);
    if (!(await pause(wait, delivery.context.signal, delivery.stopping))) throw new BatchAbandoned(result.error);
  }
}

/** One half after the other, so that events of one key keep their order. */
async function bisect(events: ReceivedEvent[], delivery: Delivery): Promise<Outcome[]> {
  const middle = Math.ceil(events.length / 2);
  const outcomes: Outcome[] = [];
  for (const half of [events.slice(0, middle), events.slice(middle)]) {
    outcomes.push(...(await attempt(half, delivery, half.length === 1 ? delivery.policy.attempts : 1)));
  }
  return outcomes;
}

type Answer = { kind: 'answered'; outcomes: Outcome[] } | { kind: 'threw'; error: unknown };

async function callHandler(events: ReceivedEvent[], { handler, context }: Delivery): Promise<Answer> {
  if (context.signal.aborted) throw new BatchAbandoned();
  try {
    const outcomes = await handler.handle(events, context);
    if (!Array.isArray(outcomes) || outcomes.length !== events.length) {
      return { kind: 'threw', error: new MissingOutcomes(handler.subscription.handler, events.length) };
    }
    return { kind: 'answered', outcomes };
  } catch (error) {
    if (context.signal.aborted) throw new BatchAbandoned(error);
    return { kind: 'threw', error };
  }
}

class MissingOutcomes extends Error {
  constructor(handler: string, events: number) {
    super(`${handler} must answer once for each of its ${events} event(s), in their order.`);
    this.name = 'MissingOutcomes';
  }
}

/** Database messages may quote values of the event, so only their code is told, here and in the log. */
function reasonOf(error: unknown, attempts: number): string {
  if (!(error instanceof Error)) return `The handler failed ${attempts} times.`;
  const code = (error as { code?: unknown }).code;
  const message = isDatabaseError(error) ? '' : `: ${error.message.slice(0, 300)}`;
  const what = `${error.name}${typeof code === 'string' ? ` ${code}` : message}`;
  return `The handler failed ${attempts} times, last with ${what}.`;
}
