import type { Query } from '@jetstreamapp/soql-parser-js';
import { SalesforceFault } from '../../http/salesforce-fault.js';
import type { Org, OrgUser } from '../../org/org.js';
import { aggregateRows, isAggregate, isBareCount } from './aggregate-rows.js';
import { projectChildren } from './child-relationships.js';
import { parseSoql } from './parse-soql.js';
import { projectRow, type Projected } from './project-row.js';
import type { QueryScope, Row } from './query-scope.js';
import { selectRows } from './select-rows.js';
import { malformed, unknownType } from './soql-fault.js';

export interface QueryOptions {
  /** `62.0`. */
  readonly version: string;
  /** `queryAll`: the recycle bin too. */
  readonly includeDeleted: boolean;
}

/** What a query found: rows that are still to be put into JSON, or the finished rows of an aggregate. */
export type QueryRun =
  | { readonly kind: 'rows'; readonly object: string; readonly rows: readonly Row[]; project(row: Row): Projected }
  | { readonly kind: 'aggregates'; readonly object: string; readonly records: readonly Projected[] }
  | { readonly kind: 'count'; readonly object: string; readonly count: number };

export function runQuery(org: Org, user: OrgUser, soql: string, options: QueryOptions): QueryRun {
  const query = parseSoql(soql);
  checkClauses(query);
  const view = org.access.view(user, query.sObject ?? '');
  if (view?.schema.queryable !== true) throw unknownType(soql, query.sObject ?? '');
  const scope: QueryScope = { org, user, soql, view, version: options.version, alias: query.sObjectAlias ?? null };
  const object = view.schema.name;
  const selection = { includeDeleted: options.includeDeleted };
  if (isBareCount(query)) return { kind: 'count', object, count: selectRows(scope, query, selection).length };
  if (isAggregate(query)) {
    const rows = selectRows(scope, { ...query, limit: undefined, offset: undefined, orderBy: undefined }, selection);
    return { kind: 'aggregates', object, records: oneBatch(query, aggregateRows(scope, query, rows)) };
  }
  checkFieldsFunction(query);
  const project = projectRow(scope, query.fields ?? [], projectChildren(scope, options.includeDeleted));
  return { kind: 'rows', object, rows: selectRows(scope, query, selection), project };
}

/** What the parser takes and a query over REST may not say: the language of Apex, and names for plain fields. */
function checkClauses(query: Query): void {
  if (query.withSecurityEnforced === true || query.withAccessLevel !== undefined)
    throw malformed("unexpected token: 'WITH'");
  if (query.for === 'UPDATE') throw malformed("unexpected token: 'FOR UPDATE'");
  const aliased = (query.fields ?? []).some((field) => field.type === 'Field' && field.alias !== undefined);
  if (aliased && !isAggregate(query)) throw malformed('only aggregate expressions use field aliasing');
}

/** Groups come in one batch or not at all. */
function oneBatch(query: Query, records: Projected[]): Projected[] {
  const from = query.offset ?? 0;
  const wanted = records.slice(from, from + (query.limit ?? records.length));
  if (wanted.length > maxGroups)
    throw new SalesforceFault(
      400,
      'EXCEEDED_ID_LIMIT',
      'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch',
    );
  return wanted;
}

const maxGroups = 2_000;

function checkFieldsFunction(query: Query): void {
  const fields = (query.fields ?? []).find(
    (field) => field.type === 'FieldFunctionExpression' && field.functionName.toUpperCase() === 'FIELDS',
  );
  if (fields?.type !== 'FieldFunctionExpression') return;
  const [which] = fields.parameters;
  if (typeof which === 'string' && which.toUpperCase() !== 'STANDARD' && (query.limit ?? 201) > 200)
    throw malformed('The SOQL FIELDS function must have a LIMIT of at most 200');
  if (query.fields?.length !== 1)
    throw new SalesforceFault(400, 'INVALID_FIELD', 'FIELDS() stands alone in the select list here.');
}
