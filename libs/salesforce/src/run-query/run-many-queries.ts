import type { OrgCalls } from '../call-org/org-calls.js';
import { MAX_HEAVY_SUBREQUESTS, runComposite, type Subanswer, subrequestPath } from '../call-org/run-composite.js';
import { explainFailure } from '../classify-error/explain-failure.js';
import { SalesforceError } from '../classify-error/salesforce-error.js';
import type { ManyQueryAnswer, ManyQueryOptions, QueriedRecord } from '../salesforce-org.js';
import { queryPath, type QueryPage } from './query-page.js';

interface OpenQuery<Fields> {
  path: string | null;
  rows: QueriedRecord<Fields>[];
  refused: ManyQueryAnswer<Fields> | null;
}

/** Reads all pages of all queries, five at a time in one call; pages of different queries share calls as well. */
export async function queryMany<Fields>(
  calls: OrgCalls,
  soqls: readonly string[],
  { deletedToo = false }: ManyQueryOptions = {},
): Promise<ManyQueryAnswer<Fields>[]> {
  const resource = deletedToo ? 'queryAll' : 'query';
  const queries: OpenQuery<Fields>[] = soqls.map((soql) => ({
    path: queryPath(soql, resource),
    rows: [],
    refused: null,
  }));
  for (;;) {
    const open = queries.filter((query) => query.path !== null).slice(0, MAX_HEAVY_SUBREQUESTS);
    if (open.length === 0) break;
    const answers = await runComposite(calls, {
      kind: 'query',
      attempted: `${open.length} queries`,
      subrequests: open.map((query) => ({ method: 'GET', path: query.path ?? '' })),
    });
    for (const [index, query] of open.entries()) {
      takePage(query, answers[index]);
      if (query.refused?.kind === 'refused') calls.noteRefusal(query.refused.error);
    }
  }
  return queries.map((query) => query.refused ?? { kind: 'rows', rows: query.rows });
}

/** The first page of one query too long for a URI. `path` is from the version root. */
export async function soqlThroughComposite<Fields>(calls: OrgCalls, path: string): Promise<QueryPage<Fields>> {
  const [answer] = await runComposite(calls, {
    kind: 'query',
    attempted: 'query',
    subrequests: [{ method: 'GET', path: subrequestPath(calls, path) }],
  });
  if (answer !== undefined && answer.status < 300) return answer.body as QueryPage<Fields>;
  const failure = explainFailure(answer?.error ?? {}, answer?.status, false);
  throw new SalesforceError({ ...failure, attempted: 'query', status: answer?.status ?? null });
}

function takePage<Fields>(query: OpenQuery<Fields>, answer: Subanswer | undefined): void {
  query.path = null;
  if (answer === undefined || answer.status >= 300) {
    query.refused = { kind: 'refused', error: explainFailure(answer?.error ?? {}, answer?.status, false) };
    return;
  }
  const page = answer.body as QueryPage<Fields>;
  for (const row of page.records) query.rows.push(row);
  if (!page.done && page.nextRecordsUrl !== undefined) query.path = page.nextRecordsUrl;
}
