import { deadLetterTopic } from '@ce/contracts';
import { BatchAbandoned } from '../consume/deliver-part.js';
import { type BatchProcessor, processBatch } from '../consume/process-batch.js';
import { messageBatch } from '../consume/message-batch.js';
import type { RawMessage } from '../consume/raw-message.js';
import { Bell } from './bell.js';
import type { BusConnection } from './bus-connection.js';
import { moveReaders } from './move-readers.js';
import { readLog } from './read-log.js';
import { type Claim, releaseSeats } from './seats.js';
import type { Turnstile } from './turnstile.js';

/** Without a notification the log is looked at this often; a notification cannot get lost while its connection lives. */
const SLOW_POLL_MS = 5_000;

export interface ReaderSurroundings {
  readonly connection: BusConnection;
  readonly group: string;
  readonly batchSize: number;
  readonly turnstile: Turnstile;
  readonly processor: BatchProcessor;
  /** Aborted when the connection, and with it every claim, is lost. */
  readonly lost: AbortSignal;
  readonly stopping: AbortSignal;
  /** Called after seats were given back, so that the members who wait for them look again. */
  readonly onRelease: () => Promise<void>;
}

/** Reads one topic for this member: all partitions that it holds, in batches, one batch at a time. */
export class TopicReader {
  readonly bell = new Bell();
  #claims: Claim[] = [];

  constructor(
    readonly topic: string,
    private readonly around: ReaderSurroundings,
  ) {}

  take(claims: readonly Claim[]): void {
    if (claims.length === 0) return;
    this.#claims.push(...claims);
    this.bell.ring();
  }

  /** Gives seats back once the batch in hand is settled. */
  leave(ids: readonly number[]): void {
    for (const claim of this.#claims) if (ids.includes(claim.id)) claim.leaving = true;
    if (ids.length > 0) this.bell.ring();
  }

  /** Until the service stops or the connection is lost; throws what broke the connection. */
  async run(): Promise<void> {
    const { turnstile, lost, stopping } = this.around;
    while (!lost.aborted && !stopping.aborted) {
      await this.#release();
      const found = this.#claims.length > 0 && (await turnstile.pass(() => this.#takeBatch()));
      if (!found) await this.bell.wait(SLOW_POLL_MS);
    }
  }

  async #release(): Promise<void> {
    const leaving = this.#claims.filter((claim) => claim.leaving);
    if (leaving.length === 0) return;
    this.#claims = this.#claims.filter((claim) => !claim.leaving);
    await releaseSeats(
      this.around.connection,
      leaving.map((claim) => claim.id),
    );
    await this.around.onRelease();
  }

  async #takeBatch(): Promise<boolean> {
    const { connection, group, batchSize, processor, lost, stopping } = this.around;
    if (lost.aborted || stopping.aborted) return false;
    const messages = await readLog(connection, this.topic, this.#claims, batchSize);
    if (messages.length === 0) return false;
    try {
      const letters = await processBatch(
        messageBatch(this.topic, messages, (message) => message),
        processor,
        {
          signal: lost,
          stopping,
          heartbeat: async () => undefined,
        },
      );
      await moveReaders(connection, this.#movesAfter(messages), deadLetterTopic(group), letters);
    } catch (error) {
      if (!(error instanceof BatchAbandoned)) throw error;
    }
    // The partition that was read first goes to the end of the line, so that a busy one does not starve the others.
    this.#claims.push(...this.#claims.splice(0, 1));
    return true;
  }

  #movesAfter(messages: readonly RawMessage[]): { claim: Claim; next: bigint }[] {
    const last = new Map(messages.map(({ partition, offset }) => [partition, offset]));
    return this.#claims.flatMap((claim) => {
      const offset = last.get(claim.partition);
      return offset === undefined ? [] : [{ claim, next: BigInt(offset) + 1n }];
    });
  }
}
