import type { OrgCalls } from '../call-org/org-calls.js';
import { SalesforceError } from '../classify-error/salesforce-error.js';
import type { ManyQueryOptions, QueriedRecord } from '../salesforce-org.js';
import { collectPages, queryPages } from './run-query.js';
import { queryMany } from './run-many-queries.js';
import { soqlString } from './soql-text.js';

/** One page of rows: more ids would only cost a second page. */
const IDS_PER_QUERY = 2_000;
/** Salesforce takes 100,000 characters of SOQL; the rest is for what `soqlFor` adds. Source: salesforce-api.md §3.1. */
const LONGEST_ID_LIST = 80_000;

export async function queryByIds<Fields>(
  calls: OrgCalls,
  ids: readonly string[],
  soqlFor: (idList: string) => string,
  options: ManyQueryOptions = {},
): Promise<QueriedRecord<Fields>[]> {
  const soqls = idLists(ids).map(soqlFor);
  const [first] = soqls;
  if (first === undefined) return [];
  if (soqls.length === 1)
    return collectPages(queryPages<Fields>(calls, first, options.deletedToo === true ? 'queryAll' : 'query'));
  const rows: QueriedRecord<Fields>[] = [];
  for (const answer of await queryMany<Fields>(calls, soqls, options)) {
    if (answer.kind === 'refused')
      throw new SalesforceError({ ...answer.error, attempted: 'query by ids', status: 200 });
    for (const row of answer.rows) rows.push(row);
  }
  return rows;
}

/** `'00Q…','00Q…'` lists, each id once. */
export function idLists(ids: readonly string[]): string[] {
  const lists: string[] = [];
  let list: string[] = [];
  let length = 0;
  for (const id of new Set(ids)) {
    const literal = soqlString(id);
    if (list.length === IDS_PER_QUERY || length + literal.length > LONGEST_ID_LIST) {
      lists.push(list.join(','));
      list = [];
      length = 0;
    }
    list.push(literal);
    length += literal.length + 1;
  }
  if (list.length > 0) lists.push(list.join(','));
  return lists;
}
