import type { ObjectType } from '@ce/contracts';
import { idList } from './soql-literal.js';

export interface RecordQuery {
  readonly objectType: ObjectType;
  readonly fields: readonly string[];
  readonly ids: readonly string[];
}

/** One query for these ids. The caller keeps it short enough for its transport, or uses `buildQueries`. */
export function buildQuery({ objectType, fields, ids }: RecordQuery): string {
  return `SELECT ${fields.join(', ')} FROM ${objectType} WHERE Id IN (${idList(ids)})`;
}

/** `maxLength` in bytes of the URL-encoded query; the default stays under Salesforce's 16,384 for URI and headers. */
export function buildQueries(query: RecordQuery, maxLength = 12_000): string[] {
  const withoutIds = encodeURIComponent(buildQuery({ ...query, ids: [] })).length;
  const perId = encodeURIComponent(`'${'x'.repeat(18)}',`).length;
  const size = Math.max(1, Math.floor((maxLength - withoutIds) / perId));
  const queries: string[] = [];
  for (let start = 0; start < query.ids.length; start += size) {
    queries.push(buildQuery({ ...query, ids: query.ids.slice(start, start + size) }));
  }
  return queries;
}
