import type { Query, QueryBase } from '@jetstreamapp/soql-parser-js';
import { SalesforceFault } from '../../http/salesforce-fault.js';
import type { OrgRecord } from '../../org/field-schema.js';
import { isArchived } from '../../org/archived-task.js';
import { isClosedReport } from '../../org/report-access.js';
import { comparable, type Comparable } from './comparable.js';
import { compileCondition, targetsOf, type Predicate, type Subselect } from './compile-condition.js';
import { conditionTree } from './condition-tree.js';
import { findCandidates } from './find-candidates.js';
import { orderRows } from './order-rows.js';
import type { QueryScope, Row } from './query-scope.js';
import { resolvePath } from './resolve-path.js';
import { malformed, unknownType } from './soql-fault.js';
import { scopeTest } from './using-scope.js';
import { virtualRows } from './virtual-rows.js';

export interface Selection {
  /** Only these; all of the object when left out. */
  readonly from?: readonly OrgRecord[];
  readonly includeDeleted: boolean;
}

/** The rows a query names, visible to its user, in order and within LIMIT and OFFSET. */
export function selectRows(scope: QueryScope, query: QueryBase, selection: Selection): Row[] {
  const rows = orderRows(scope, matchingRows(scope, query, selection), query.orderBy);
  const offset = query.offset ?? 0;
  if (offset > 2_000)
    throw new SalesforceFault(400, 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000');
  return query.limit === undefined && offset === 0 ? rows : rows.slice(offset, offset + (query.limit ?? rows.length));
}

function matchingRows(scope: QueryScope, query: QueryBase, selection: Selection): Row[] {
  const { org, user, view } = scope;
  const condition = query.where === undefined ? null : conditionTree(query.where);
  const matches: Predicate =
    condition === null
      ? () => true
      : compileCondition(scope, condition, (outer, inner) => subselect(outer, inner, selection.includeDeleted));
  const candidates = selection.from ?? virtualRows(scope, condition) ?? findCandidates(scope, condition);
  const everyone = view.permissions.viewAll;
  const inScope = scopeTest(scope, query.usingScope);
  const rows: Row[] = [];
  for (const record of candidates) {
    const row = { object: view.schema, record };
    if (!selection.includeDeleted && (record['IsDeleted'] === true || isArchived(org, record))) continue;
    if (!everyone && view.schema.permissionable && !org.access.canReadRecord(user, view.schema, record)) continue;
    if (isClosedReport(org, user, view.schema.name, record)) continue;
    if (inScope !== null && !inScope(record)) continue;
    if (matches(row)) rows.push(row);
  }
  return rows;
}

/** The values of a semi-join's one column. */
function subselect(outer: QueryScope, query: Query, includeDeleted: boolean): ReturnType<Subselect> {
  const view = outer.org.access.view(outer.user, query.sObject ?? '');
  if (view === undefined) throw unknownType(outer.soql, query.sObject ?? '');
  const scope: QueryScope = { ...outer, view, alias: query.sObjectAlias ?? null };
  const [selected, more] = query.fields ?? [];
  if (
    selected === undefined ||
    more !== undefined ||
    (selected.type !== 'Field' && selected.type !== 'FieldRelationship')
  )
    throw malformed('A subselect of a condition names exactly one field.');
  const relationships = selected.type === 'FieldRelationship' ? selected.relationships : [];
  const path = resolvePath(scope, [...relationships, selected.field].join('.'));
  const rows = selectRows(scope, query, { includeDeleted });
  const values = new Set<Comparable>(rows.map((row) => comparable(path.field, path.read(row))));
  return { values, targets: targetsOf(scope, path) };
}
