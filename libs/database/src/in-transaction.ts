import type { DataSource, EntityManager } from 'typeorm';

/**
 * Runs `work` in one transaction, which is READ COMMITTED (`dataSourceOptions`). Never call Salesforce or the bus inside: the
 * outbox is for that.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  return dataSource.transaction(work);
}
