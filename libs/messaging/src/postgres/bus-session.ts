import { BatchAbandoned } from '../consume/deliver-part.js';
import type { BatchProcessor } from '../consume/process-batch.js';
import { policyOf } from '../topic-policy.js';
import { CHANNEL } from './append-to-log.js';
import { Bell } from './bell.js';
import { BusConnection } from './bus-connection.js';
import { planShare } from './plan-share.js';
import { addReaders, claimSeats, joinGroup, surveySeats } from './seats.js';
import { TopicReader } from './topic-reader.js';
import { Turnstile } from './turnstile.js';

/** How often a member looks for seats that a killed member left. */
const SURVEY_MS = 1_000;
/** Its payload is the group whose members or seats changed. */
const MEMBERS_CHANNEL = 'ce_bus_members';

export interface SessionOptions {
  readonly url: string;
  readonly group: string;
  readonly topics: readonly string[];
  readonly batchSize: number;
  readonly concurrency: number;
  readonly processor: BatchProcessor;
  readonly stopping: AbortSignal;
}

/** One life of a member: from the connection to its end. Claims, positions and fences hang on that connection. */
export class BusSession {
  readonly #lost = new AbortController();
  readonly #survey = new Bell();
  readonly #readers: TopicReader[];

  private constructor(
    private readonly connection: BusConnection,
    private readonly options: SessionOptions,
  ) {
    const { group, topics, batchSize, concurrency, processor, stopping } = options;
    const turnstile = new Turnstile(concurrency);
    const around = { connection, group, batchSize, turnstile, processor, stopping, lost: this.#lost.signal };
    this.#readers = topics.map((topic) => new TopicReader(topic, { ...around, onRelease: () => this.#tellMembers() }));
    connection.watch(
      (channel, payload) => this.#onNotification(channel, payload),
      (error) => this.#lose(error),
    );
    stopping.addEventListener('abort', () => this.#ringAll(), { signal: this.#lost.signal });
  }

  /** Connects and joins the group; resolves as a member with its first seats. */
  static async open(options: SessionOptions): Promise<BusSession> {
    const connection = await BusConnection.open(options.url, options.group);
    const session = new BusSession(connection, options);
    try {
      await connection.query(`listen ${CHANNEL}; listen ${MEMBERS_CHANNEL}`);
      await addReaders(
        connection,
        options.group,
        new Map(options.topics.map((topic) => [topic, policyOf(topic).partitions])),
      );
      await joinGroup(connection, options.group, options.topics);
      await session.#tellMembers();
      await session.#balance();
      return session;
    } catch (error) {
      await connection.end();
      throw error;
    }
  }

  /** Reads until the service stops; throws when the connection is lost or a statement fails. */
  async run(): Promise<void> {
    const loops = [this.#keepBalance(), ...this.#readers.map((reader) => reader.run())].map((loop) =>
      loop.catch((error: unknown) => this.#lose(error)),
    );
    await Promise.all(loops);
    const { aborted, reason } = this.#lost.signal as { aborted: boolean; reason: unknown };
    if (!aborted) await this.#tellMembersOfLeaving();
    await this.connection.end();
    if (aborted) throw reason;
  }

  async #keepBalance(): Promise<void> {
    while (!this.#lost.signal.aborted && !this.options.stopping.aborted) {
      await this.#survey.wait(SURVEY_MS);
      if (!this.#lost.signal.aborted && !this.options.stopping.aborted) await this.#balance();
    }
  }

  async #balance(): Promise<void> {
    const { group, topics } = this.options;
    for (const { topic, seats, rank, members } of await surveySeats(this.connection, group, topics)) {
      const reader = this.#readers.find((one) => one.topic === topic);
      const plan = planShare(seats, rank, members);
      reader?.leave(plan.release);
      reader?.take(await claimSeats(this.connection, plan.claim));
    }
  }

  #onNotification(channel: string, payload: string): void {
    if (channel === MEMBERS_CHANNEL && payload === this.options.group) this.#survey.ring();
    if (channel === CHANNEL) this.#readers.find((reader) => reader.topic === payload)?.bell.ring();
  }

  async #tellMembers(): Promise<void> {
    await this.connection.query('select pg_notify($1, $2)', [MEMBERS_CHANNEL, this.options.group]);
  }

  async #tellMembersOfLeaving(): Promise<void> {
    // Together: whoever hears of it must find the seats free.
    await this.connection
      .query('select pg_advisory_unlock_all(), pg_notify($1, $2)', [MEMBERS_CHANNEL, this.options.group])
      .catch(() => undefined);
  }

  #lose(error: unknown): void {
    // A batch that was left on purpose is no reason to give the connection up.
    if (error instanceof BatchAbandoned || this.#lost.signal.aborted) return;
    this.#lost.abort(error);
    this.#ringAll();
  }

  #ringAll(): void {
    this.#survey.ring();
    for (const reader of this.#readers) reader.bell.ring();
  }
}
