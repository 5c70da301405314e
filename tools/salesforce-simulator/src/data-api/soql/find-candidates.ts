import { isComputed } from '../../org/read-value.js';
import type { OrgRecord } from '../../org/field-schema.js';
import type { Condition } from './condition-tree.js';
import type { QueryScope } from './query-scope.js';
import { unquote } from './read-literal.js';

/**
 * Rows that can possibly match, through an index when a condition that must hold names ids, references, external ids or
 * e-mail addresses; else all of the object.
 */
export function findCandidates(scope: QueryScope, condition: Condition | null): Iterable<OrgRecord> {
  const { org, view } = scope;
  for (const part of necessary(condition)) {
    if (part.kind !== 'comparison' || !('field' in part.comparison) || !('value' in part.comparison)) continue;
    const { field: name, operator, value, literalType } = part.comparison;
    if (operator !== '=' && operator !== 'IN') continue;
    const field = view.byLowerName.get(name.toLowerCase());
    const types = Array.isArray(literalType) ? literalType : [literalType];
    if (field === undefined || isComputed(view.schema.name, field.name) || types.some((type) => type !== 'STRING'))
      continue;
    const values = [...new Set((Array.isArray(value) ? value : [value]).map(unquote))];
    if (values.includes('')) continue;
    if (field.type === 'id') return values.flatMap((id) => org.records.get(id) ?? []);
    if (field.type === 'reference' || field.type === 'email' || field.idLookup)
      return new Set(values.flatMap((wanted) => org.records.findBy(view.schema.name, field, wanted)));
  }
  return org.records.all(view.schema.name);
}

function necessary(condition: Condition | null): readonly Condition[] {
  if (condition === null) return [];
  return condition.kind === 'and' ? condition.parts : [condition];
}
