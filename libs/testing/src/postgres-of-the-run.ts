import type { TestProject } from 'vitest/node';
import { startOwnTestDatabase } from './test-database.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of a database of the run's PostgreSQL that nobody uses; tests make their own beside it. */
    postgres: string;
  }
}

/** Vitest's global set-up: one PostgreSQL for all files of a run, since each of its own would cost a second. */
export default async function startPostgresOfTheRun(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startOwnTestDatabase();
  project.provide('postgres', postgres.url);
  return () => postgres.close();
}
