import { type MessageHandler, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { BusTransport } from './bus-transport.js';
import { buildRoutes, type HandleBatch, type WiredHandler, WiringError } from './consume/build-routes.js';
import type { BusJournal } from './consume/bus-journal.js';
import type { Subscription } from './consume/consumes.js';
import { defaultRetryPolicy, type RetryPolicy } from './consume/deliver-part.js';
import type { Outcome } from './consume/outcome.js';

/**
 * The transport strategy of a service, among the providers of `MessagingModule`: list it under `strategies` of the
 * service definition, also in a service that only publishes, because the relay of its outbox runs here.
 */
export class BusStrategy extends Server {
  readonly #handlers: WiredHandler[] = [];
  readonly #problems: string[] = [];
  #stopped: Promise<void> | undefined;

  constructor(
    private readonly transport: BusTransport,
    private readonly journal: BusJournal,
    private readonly policy: RetryPolicy = defaultRetryPolicy,
  ) {
    super();
  }

  /** Nest calls it for every decorated method it finds; nothing is chained, so that two takers of one type are seen. */
  override addHandler(
    pattern: unknown,
    callback: MessageHandler,
    _isEvent?: boolean,
    extras?: Record<string, unknown>,
  ): void {
    const subscription = extras?.['subscription'] as Subscription | undefined;
    if (subscription === undefined) {
      this.#problems.push(
        `The handler of ${JSON.stringify(pattern)} does not say what it consumes. Decorate it with @Consumes.`,
      );
      return;
    }
    this.#handlers.push({ subscription, handle: batchHandler(callback) });
  }

  override listen(callback: (error?: unknown) => void): void {
    this.#start().then(() => callback(), callback);
  }

  async #start(): Promise<void> {
    if (this.#problems.length > 0) throw new WiringError(this.#problems);
    const routes = buildRoutes(this.#handlers);
    await this.transport.start([...routes.keys()], { routes, journal: this.journal, policy: this.policy });
  }

  /** Drains. Nest calls it when the application closes; it may be called earlier and more than once. */
  override close(): Promise<void> {
    this.#stopped ??= this.transport.stop();
    return this.#stopped;
  }

  override on(): never {
    throw new Error('The bus has no events of its own to listen to.');
  }

  override unwrap<T>(): T {
    return this.transport as T;
  }
}

/** Nest wraps what a handler returns, and what it throws, in promises and observables. */
function batchHandler(callback: MessageHandler): HandleBatch {
  return async (events, context) => {
    const answer: unknown = await callback(events, context);
    return (isObservable(answer) ? await lastValueFrom(answer) : answer) as Outcome[];
  };
}
