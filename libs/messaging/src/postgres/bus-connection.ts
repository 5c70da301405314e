import pg from 'pg';

const SERVER_SETTINGS = [
  // A peer that vanished without a word is noticed within about 10 seconds, and its locks are freed.
  'tcp_keepalives_idle=4',
  'tcp_keepalives_interval=2',
  'tcp_keepalives_count=3',
  'tcp_user_timeout=10000',
  // The log is read along its indexes, in their order, whatever the statistics of a fresh table say.
  'enable_seqscan=off',
  'enable_bitmapscan=off',
  'max_parallel_workers_per_gather=0',
];

/**
 * A member's one connection: it listens, holds locks and reads the log. The loops of a member share it, one statement at
 * a time, so each statement must be whole in itself.
 */
export class BusConnection {
  #last: Promise<unknown> = Promise.resolve();

  private constructor(private readonly client: pg.Client) {}

  static async open(url: string, name: string): Promise<BusConnection> {
    const client = new pg.Client({
      connectionString: url,
      application_name: `${name}-bus`,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 4_000,
      options: SERVER_SETTINGS.map((setting) => `-c ${setting}`).join(' '),
    });
    await client.connect();
    return new BusConnection(client);
  }

  async query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]> {
    const answer = this.#last.then(() => this.client.query<Row & pg.QueryResultRow>(sql, parameters));
    this.#last = answer.catch(() => undefined);
    return (await answer).rows;
  }

  /** `onEnd` is called once, when the connection is lost. */
  watch(onNotification: (channel: string, payload: string) => void, onEnd: (error: Error) => void): void {
    this.client.on('notification', ({ channel, payload }) => onNotification(channel, payload ?? ''));
    this.client.on('error', onEnd);
    this.client.on('end', () => onEnd(new Error('The connection to the database ended.')));
  }

  async end(): Promise<void> {
    this.client.removeAllListeners('end');
    await this.client.end().catch(() => undefined);
  }
}
