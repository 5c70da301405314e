import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@ce/postgres';

export interface TestDatabase {
  url: string;
  close(): Promise<void>;
}

/** A real PostgreSQL of the test's own, empty; gone after `close`. Starts in about a second. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ce-test-'));
  const postgres = await startPostgres({ dataDir, durable: false, database: 'test' });
  return {
    url: postgres.url,
    close: async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
