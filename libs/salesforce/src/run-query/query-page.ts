import type { QueriedRecord } from '../salesforce-org.js';

export interface QueryPage<Fields> {
  totalSize: number;
  done: boolean;
  nextRecordsUrl?: string;
  records: QueriedRecord<Fields>[];
}

/** The first page's path, from the version root. */
export function queryPath(soql: string, resource: 'query' | 'queryAll' = 'query'): string {
  return `/${resource}?q=${encodeURIComponent(soql)}`;
}
