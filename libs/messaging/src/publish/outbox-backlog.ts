import type { DataSource } from 'typeorm';
import { addressOf } from '../address-of.js';

export interface BacklogState {
  /** Events that wait for Kafka; counted up to the limit, in rows of many events each. */
  readonly waiting: number;
  /** Events that the broker never takes; they stay until a person looks. */
  readonly refused: number;
  /** How long the oldest has waited. Seconds. */
  readonly oldestSeconds: number;
}

/** How old an answer may be, because every request asks and the count reads the table. Milliseconds. */
const FRESH_MS = 1_000;

/**
 * What the service's outbox holds while the broker is away. Work that comes from the bus stops by itself then; at the limit
 * what comes over HTTP is refused, and what the clock begins waits, so that the table never fills the disk.
 */
export class OutboxBacklog {
  #state: Promise<BacklogState> | undefined;
  #readAt = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly limit: number,
  ) {}

  async isFull(): Promise<boolean> {
    if (this.#state === undefined || Date.now() - this.#readAt > FRESH_MS) {
      this.#readAt = Date.now();
      this.#state = this.read();
    }
    return (await this.#state).waiting >= this.limit;
  }

  async read(): Promise<BacklogState> {
    const { schema } = addressOf(this.dataSource);
    const [row] = await this.dataSource.query<{ waiting: string; refused: string; oldest: string | null }[]>(
      `select (select coalesce(sum(events), 0)
               from (select events from "${schema}".bus_outbox where refused is null limit $1) oldest_rows) as waiting,
              (select count(*) from "${schema}".bus_outbox where refused is not null) as refused,
              (select extract(epoch from clock_timestamp() - written_at) from "${schema}".bus_outbox
               where refused is null order by id limit 1) as oldest`,
      [this.limit],
    );
    return {
      waiting: Number(row?.waiting),
      refused: Number(row?.refused),
      oldestSeconds: Math.max(0, Number(row?.oldest ?? 0)),
    };
  }
}
