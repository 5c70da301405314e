import type { ObjectView } from '../../org/access.js';
import type { FieldSchema } from '../../org/field-schema.js';
import { readValue, type ReadValue } from '../../org/read-value.js';
import { nameFields, readNameField } from './name-fields.js';
import type { QueryScope, Row } from './query-scope.js';
import { unknownColumn, unknownRelationship } from './soql-fault.js';

/** One step over a relationship, to the row it leads to. */
export interface Hop {
  /** As describe spells it, e.g. `Owner`. */
  readonly relationship: string;
  /** The step may lead to several objects. */
  readonly polymorphic: boolean;
  follow(row: Row): Row | null;
}

export interface ResolvedPath {
  readonly field: FieldSchema;
  readonly hops: readonly Hop[];
  readonly text: string;
  /** The same without the name or alias of the object in front. */
  readonly plain: string;
  read(row: Row): ReadValue;
}

/** SOQL goes up at most five relationships. */
const maxHops = 5;

/** `Account.Owner.Name` as a function of a row; refuses what the caller may not see as if it were not there. */
export function resolvePath(scope: QueryScope, text: string): ResolvedPath {
  const parts = text.split('.');
  if (
    parts.length > 1 &&
    [scope.alias, scope.view.schema.name].some((name) => name?.toLowerCase() === parts[0]?.toLowerCase())
  )
    parts.shift();
  const plain = parts.join('.');
  const fieldName = parts.pop() ?? '';
  if (parts.length > maxHops) throw unknownRelationship(scope.soql, text, parts.join('.'));
  const hops: Hop[] = [];
  let view: ObjectView | null = scope.view;
  for (const part of parts) {
    const hop: { hop: Hop; next: ObjectView | null } = resolveHop(scope, view, part, text);
    hops.push(hop.hop);
    view = hop.next;
  }
  const field = (view === null ? nameFields : view.byLowerName).get(fieldName.toLowerCase());
  if (field === undefined) throw unknownColumn(scope.soql, text, fieldName, view?.schema.name ?? 'Name');
  const readOwn = view === null ? readNameField : (row: Row) => readValue(scope.org, row.object, row.record, field);
  return {
    field,
    hops,
    text,
    plain,
    read: (row) => {
      let current: Row | null = row;
      for (const hop of hops) current = current && hop.follow(current);
      return current === null ? null : readOwn(current, field);
    },
  };
}

function resolveHop(scope: QueryScope, view: ObjectView | null, name: string, text: string) {
  const field = view?.byRelationship.get(name.toLowerCase());
  if (view === null || field === undefined) throw unknownRelationship(scope.soql, text, name);
  const polymorphic = field.referenceTo.length > 1;
  const next = polymorphic ? null : scope.org.access.view(scope.user, field.referenceTo[0] ?? '');
  if (next === undefined) throw unknownRelationship(scope.soql, text, name);
  const hop: Hop = {
    relationship: field.relationshipName ?? name,
    polymorphic,
    follow: (row) => {
      const id = readValue(scope.org, row.object, row.record, field);
      const record = typeof id === 'string' ? scope.org.records.get(id) : undefined;
      const object = record && scope.org.schema.objectOfId(record.Id);
      return record === undefined || object === undefined ? null : { object, record };
    },
  };
  return { hop, next };
}
