import { backOff, pause } from '../consume/back-off.js';
import type { BusJournal } from '../consume/bus-journal.js';
import { BrokersAway, explainConnection } from './explain-connection.js';
import { TokenRefused } from './fetch-oauth-token.js';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
/** A broker that starts ends connections for a moment; one that wants TLS or another login ends them for ever. */
const HANG_UP_PATIENCE_MS = 30_000;

export interface KafkaWaitOptions {
  readonly brokers: string;
  readonly journal: BusJournal;
  readonly stopping: AbortSignal;
  /** One look at the brokers, without patience and without a word in the log. */
  readonly look: () => Promise<void>;
  readonly hangUpPatienceMs?: number;
}

/**
 * Gets a start past brokers that are away: a service and its brokers may come up in any order. What waiting does not
 * mend (a refused login, a certificate, a topic) is thrown at once, and a broker that ends every connection is not
 * waited for without end. Says once that Kafka is away and once that it is back, however often it looks.
 */
export class KafkaWait {
  #reason: string | undefined;
  #awaySince: number | undefined;
  #hangsUpSince: number | undefined;

  constructor(private readonly options: KafkaWaitOptions) {}

  /** What is missing, in words; undefined while the brokers answer. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** Resolves when the work is done, or when the service is stopping; a stop need not wait for that. */
  async until(work: () => Promise<void>): Promise<void> {
    const { look, stopping } = this.options;
    for (let attempt = 1; !stopping.aborted; attempt += 1) {
      try {
        await look();
        if (stopping.aborted) return;
        this.#reason = undefined;
        await work();
        this.#tellBack();
        return;
      } catch (error) {
        if (stopping.aborted) return;
        this.#wait(explainConnection(error));
      }
      await pause(backOff(attempt, FIRST_PAUSE_MS, LONGEST_PAUSE_MS), stopping);
    }
  }

  #wait(error: Error): void {
    const { brokers, journal, hangUpPatienceMs = HANG_UP_PATIENCE_MS } = this.options;
    const away = error instanceof BrokersAway;
    // The endpoint that hands out tokens is as much a part of the way to Kafka as the brokers are.
    if (!away && !(error instanceof TokenRefused && error.transient)) throw error;
    const now = Date.now();
    this.#hangsUpSince = away && error.hangsUp ? (this.#hangsUpSince ?? now) : undefined;
    if (this.#hangsUpSince !== undefined && now - this.#hangsUpSince > hangUpPatienceMs) throw error;
    this.#reason = away ? error.at(brokers) : error.message;
    if (this.#awaySince === undefined)
      journal.note('warn', 'Kafka does not answer; waiting for it', { brokers, error });
    this.#awaySince ??= now;
  }

  #tellBack(): void {
    if (this.#awaySince === undefined) return;
    const { brokers, journal } = this.options;
    journal.note('info', 'Kafka answers', {
      brokers,
      afterSeconds: Math.round((Date.now() - this.#awaySince) / 1_000),
    });
    this.#awaySince = undefined;
  }
}
