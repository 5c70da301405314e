import type { FieldType as SelectedField } from '@jetstreamapp/soql-parser-js';
import { functionOf } from './date-functions.js';
import type { QueryScope, Row } from './query-scope.js';
import { resolvePath, type ResolvedPath } from './resolve-path.js';
import { badFilter, malformed } from './soql-fault.js';

export type Projected = Record<string, unknown>;
/** Adds one selected thing to the row's JSON object. */
export type Projection = (row: Row, into: Projected) => void;
/** Builds the projection of a child subselect such as `(SELECT Id FROM Contacts)`. */
export type ProjectChildren = (subquery: Extract<SelectedField, { type: 'FieldSubquery' }>['subquery']) => Projection;

/** The selected fields as nested JSON with `attributes`, in the spelling of describe (salesforce-api.md §3.1). */
export function projectRow(
  scope: QueryScope,
  fields: readonly SelectedField[],
  children: ProjectChildren,
): (row: Row) => Projected {
  checkSelectedOnce(scope, fields);
  const projections = fields.flatMap((field) => projectionsOf(scope, field, children));
  return (row) => {
    const projected: Projected = { attributes: attributesOf(scope, row) };
    for (const project of projections) project(row, projected);
    return projected;
  };
}

/** A field may be selected once, however its name is spelt. */
function checkSelectedOnce(scope: QueryScope, fields: readonly SelectedField[]): void {
  const seen = new Set<string>();
  for (const field of fields) {
    if (field.type !== 'Field' && field.type !== 'FieldRelationship') continue;
    const { plain } = resolvePath(scope, pathOf(field));
    if (seen.has(plain.toLowerCase())) throw badFilter(scope.soql, plain, `duplicate field selected: ${plain}`);
    seen.add(plain.toLowerCase());
  }
}

function pathOf(field: Extract<SelectedField, { type: 'Field' | 'FieldRelationship' }>): string {
  if (field.type === 'FieldRelationship') return [...field.relationships, field.field].join('.');
  return 'rawValue' in field ? field.rawValue : field.field;
}

export function attributesOf(scope: Pick<QueryScope, 'version'>, row: Row): { type: string; url: string } {
  const type = row.object.name;
  return { type, url: `/services/data/v${scope.version}/sobjects/${type}/${row.record.Id}` };
}

function projectionsOf(scope: QueryScope, selected: SelectedField, children: ProjectChildren): Projection[] {
  switch (selected.type) {
    case 'Field':
    case 'FieldRelationship':
      return [projectPath(scope, resolvePath(scope, pathOf(selected)))];
    case 'FieldSubquery':
      return [children(selected.subquery)];
    case 'FieldFunctionExpression': {
      if (selected.functionName.toUpperCase() === 'FIELDS') return everyField(scope, selected.parameters[0]);
      const path = functionOf(scope, selected);
      const key = selected.alias ?? path.field.name;
      return [(row, into) => void (into[key] = path.read(row))];
    }
    case 'FieldTypeof':
      throw malformed('TYPEOF is not supported; select the fields of Name through the relationship instead.');
  }
}

function everyField(scope: QueryScope, parameter: unknown): Projection[] {
  const which = typeof parameter === 'string' ? parameter.toUpperCase() : '';
  const wanted = [...scope.view.fields.values()].filter(
    (field) => which === 'ALL' || field.custom === (which === 'CUSTOM'),
  );
  return wanted.map((field) => projectPath(scope, resolvePath(scope, field.name)));
}

function projectPath(scope: QueryScope, path: ResolvedPath): Projection {
  const { hops, field } = path;
  if (hops.length === 0) return (row, into) => void (into[field.name] = path.read(row));
  return (row, into) => {
    let current: Row | null = row;
    let target = into;
    for (const hop of hops) {
      current = hop.follow(current);
      if (current === null) {
        target[hop.relationship] ??= null;
        return;
      }
      target = nested(scope, target, hop.relationship, current, hop.polymorphic);
    }
    target[field.name] = path.read(row);
  };
}

function nested(scope: QueryScope, into: Projected, key: string, row: Row, polymorphic: boolean): Projected {
  const present = into[key];
  if (typeof present === 'object' && present !== null) return present as Projected;
  const attributes = attributesOf(scope, row);
  const created: Projected = { attributes: polymorphic ? { ...attributes, type: 'Name' } : attributes };
  into[key] = created;
  return created;
}
