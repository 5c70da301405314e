import type { ObjectView } from '../../org/access.js';
import type { FieldValue } from '../../org/field-schema.js';
import { coerceValue } from './coerce-value.js';
import { type RowError, rowError } from './row-result.js';

export type ReadFields =
  | { readonly kind: 'values'; readonly values: Readonly<Record<string, FieldValue>> }
  | { readonly kind: 'refused'; readonly error: RowError };

/** The fields of a request's record under their API names, when this user may write them and they hold sound values. */
export function readFields(
  view: ObjectView,
  record: Readonly<Record<string, unknown>>,
  purpose: 'create' | 'update',
): ReadFields {
  const values: Record<string, FieldValue> = {};
  const closed: string[] = [];
  let first: RowError | null = null;
  for (const [name, raw] of Object.entries(record)) {
    if (name === 'attributes' || (purpose === 'update' && name.toLowerCase() === 'id')) continue;
    const field = view.byLowerName.get(name.toLowerCase());
    if (field === undefined) return refused(rowError('INVALID_FIELD', noSuchColumn(name, view.schema.name)));
    if (!(purpose === 'create' ? field.createable : field.updateable)) {
      closed.push(field.name);
      continue;
    }
    const coerced = coerceValue(field, raw);
    if (coerced.kind === 'refused') first ??= coerced.error;
    else values[field.name] = coerced.value;
  }
  if (closed.length > 0) return refused(rowError('INVALID_FIELD_FOR_INSERT_UPDATE', closedFields(closed), closed));
  return first === null ? { kind: 'values', values } : refused(first);
}

const refused = (error: RowError): ReadFields => ({ kind: 'refused', error });

export const noSuchColumn = (name: string, object: string): string =>
  `No such column '${name}' on sobject of type ${object}`;

const closedFields = (names: readonly string[]): string =>
  `Unable to create/update fields: ${names.join(', ')}. Please check the security settings of this field and verify ` +
  `that it is read/write for your profile or permission set.`;
