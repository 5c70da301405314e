import type { CallAnswer, OrgCalls } from '../call-org/org-calls.js';
import type { QueriedRecord } from '../salesforce-org.js';
import { queryPath, type QueryPage } from './query-page.js';
import { soqlThroughComposite } from './run-many-queries.js';

/** URIs above this go through a composite body. Salesforce refuses them from 16,384 bytes, proxies earlier (§3.1). */
const LONGEST_URI = 2_000;

export async function* queryPages<Fields>(
  calls: OrgCalls,
  soql: string,
  resource: 'query' | 'queryAll' = 'query',
): AsyncGenerator<QueriedRecord<Fields>[]> {
  const path = queryPath(soql, resource);
  let page =
    path.length > LONGEST_URI
      ? await soqlThroughComposite<Fields>(calls, path)
      : (await readPage<Fields>(calls, path)).body;
  for (;;) {
    yield page.records;
    if (page.done || page.nextRecordsUrl === undefined) return;
    page = (await readPage<Fields>(calls, page.nextRecordsUrl)).body;
  }
}

/** An array of a million rows cannot be spread into `push`. */
export async function collectPages<Fields>(
  pages: AsyncIterable<QueriedRecord<Fields>[]>,
): Promise<QueriedRecord<Fields>[]> {
  const rows: QueriedRecord<Fields>[] = [];
  for await (const page of pages) for (const row of page) rows.push(row);
  return rows;
}

function readPage<Fields>(calls: OrgCalls, path: string): Promise<CallAnswer<QueryPage<Fields>>> {
  return calls.answer({
    kind: 'query',
    attempted: 'query',
    method: 'GET',
    path,
    headers: { 'sforce-query-options': 'batchSize=2000' },
  });
}
