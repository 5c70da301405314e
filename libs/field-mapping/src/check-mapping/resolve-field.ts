import { findField, findRelationship } from '../describe/find-field.js';
import type { FieldDescribe, ObjectDescribe } from '../describe/object-describe.js';
import type { Describes, MappingProblem } from './mapping-problem.js';

export type ResolvedField =
  | { readonly kind: 'field'; readonly field: Pick<FieldDescribe, 'name' | 'type'> }
  /** The related object was not described, so nothing more can be said. */
  | { readonly kind: 'unchecked' }
  | ({ readonly kind: 'problem' } & MappingProblem);

/** What a lookup to several object types still answers for, whatever it points to (salesforce-api.md §6). */
const polymorphicFields: Readonly<Record<string, string>> = {
  id: 'id',
  name: 'string',
  type: 'picklist',
  email: 'email',
  firstname: 'string',
  lastname: 'string',
  alias: 'string',
  title: 'string',
  phone: 'phone',
  username: 'string',
  isactive: 'boolean',
};

export function resolveField(path: string, describe: ObjectDescribe, describes: Describes): ResolvedField {
  const [first = '', second] = path.split('.');
  if (second === undefined) {
    const field = findField(describe, first);
    return field === undefined ? fieldMissing(describe.name, first) : { kind: 'field', field };
  }
  const lookup = findRelationship(describe, first);
  if (lookup === undefined) return relationshipMissing(describe.name, first);
  const targets = lookup.referenceTo ?? [];
  return targets.length > 1 ? polymorphic(path, second) : related(targets[0], second, describes);
}

function related(target: string | undefined, name: string, describes: Describes): ResolvedField {
  const describe = target === undefined ? undefined : describes[target];
  if (target === undefined || describe === undefined) return { kind: 'unchecked' };
  if (describe === null) {
    return problem(
      'object-missing',
      `The integration user may not see the object ${target}.`,
      `Give it read access to ${target}.`,
    );
  }
  const field = findField(describe, name);
  return field === undefined ? fieldMissing(target, name) : { kind: 'field', field };
}

function polymorphic(path: string, name: string): ResolvedField {
  const type = polymorphicFields[name.toLowerCase()];
  if (type !== undefined) return { kind: 'field', field: { name, type } };
  return problem(
    'field-missing',
    `${path} cannot be read, because this lookup may point to objects of several types.`,
    `Map one of the fields that all of them have, such as Name or Email.`,
  );
}

function fieldMissing(objectName: string, name: string): ResolvedField {
  return problem(
    'field-missing',
    `${objectName}.${name} does not exist in this org, or the integration user may not see it.`,
    `Map another field, or give the integration user read access to ${objectName}.${name}.`,
  );
}

function relationshipMissing(objectName: string, name: string): ResolvedField {
  return problem(
    'relationship-missing',
    `${objectName} has no lookup named ${name} in this org, or the integration user may not see it.`,
    'Map another field, or give the integration user read access to the lookup.',
  );
}

function problem(code: MappingProblem['code'], reason: string, fix: string): ResolvedField {
  return { kind: 'problem', code, reason, fix };
}
