import { deadLetterTopic } from '@ce/contracts';
import type { DataSource } from 'typeorm';
import type { MessageContent } from '../consume/raw-message.js';
import { deadLetterId, readDeadLetter, toReplay } from '../dead-letters/dead-letter-message.js';
import { type DeadLetter, type DeadLetterContent, DeadLetters } from '../dead-letters/dead-letters.js';
import { withoutContent } from '../dead-letters/without-content.js';
import { replayTopic } from '../topic-policy.js';
import { appendToLog } from './append-to-log.js';

type LetterRow = MessageContent & { id: string };

const COLUMNS = `select id, key, headers, value from bus.log where topic = $1 and position is null`;
const ID = `concat_ws('/', headers->>'ce-dead-letter-topic', headers->>'ce-dead-letter-partition', headers->>'ce-dead-letter-offset')`;

/** Dead letters lie in the log under the group's own topic; nobody reads that one, so they never get a position. */
export class PostgresDeadLetters extends DeadLetters {
  readonly #topic: string;

  constructor(
    private readonly dataSource: DataSource,
    private readonly group: string,
  ) {
    super();
    this.#topic = deadLetterTopic(group);
  }

  async list({ limit = 100 }: { limit?: number } = {}): Promise<DeadLetter[]> {
    const rows = await this.dataSource.query<LetterRow[]>(`${COLUMNS} order by id limit $2`, [this.#topic, limit]);
    return rows.map((row) => withoutContent(readDeadLetter(row)));
  }

  async read(id: string): Promise<DeadLetterContent | undefined> {
    const [row] = await this.dataSource.query<LetterRow[]>(`${COLUMNS} and ${ID} = $2`, [this.#topic, id]);
    return row === undefined ? undefined : readDeadLetter(row);
  }

  async replay(ids: readonly string[]): Promise<string[]> {
    return this.dataSource.transaction(async (manager) => {
      // Locked, so that of two people who replay the same letter one finds it gone.
      const rows: LetterRow[] = await manager.query(
        `${COLUMNS} and ${ID} = any($2) order by id for update skip locked`,
        [this.#topic, ids],
      );
      const topic = replayTopic(this.group);
      await appendToLog(
        (sql, parameters) => manager.query(sql, parameters),
        rows.map(({ key, headers, value }) => ({ topic, content: toReplay({ key, headers, value }) })),
      );
      await manager.query('delete from bus.log where id = any($1::bigint[])', [rows.map((row) => row.id)]);
      return rows.map(deadLetterId);
    });
  }
}
