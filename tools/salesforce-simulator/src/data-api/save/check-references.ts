import type { FieldSchema, FieldValue, ObjectSchema } from '../../org/field-schema.js';
import { type RowError, rowError } from './row-result.js';
import type { SaveContext } from './save-context.js';

type Values = Readonly<Record<string, FieldValue>>;

/** Ids must lead to a living, visible record of a right type; owners have rules of their own. */
export function checkReferences(context: SaveContext, object: ObjectSchema, values: Values): RowError | null {
  for (const [name, value] of Object.entries(values)) {
    const field = object.fields.get(name);
    if (field?.type !== 'reference' || value === null || name === 'OwnerId') continue;
    const error = checkReference(context, field, String(value));
    if (error !== null) return error;
  }
  return null;
}

function checkReference({ org, user }: SaveContext, field: FieldSchema, id: string): RowError | null {
  const target = org.schema.objectOfId(id);
  if (target === undefined || !field.referenceTo.includes(target.name))
    return target !== undefined || org.schema.object(field.referenceTo[0] ?? '') !== undefined
      ? rowError('MALFORMED_ID', `${field.label}: id value of incorrect type: ${id}`, [field.name])
      : rowError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field.name]);
  const record = org.records.get(id);
  if (record === undefined) return rowError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  if (record['IsDeleted'] === true) return rowError('ENTITY_IS_DELETED', 'entity is deleted');
  if (target.permissionable && !org.access.canReadRecord(user, target, record))
    return rowError(
      'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
      `insufficient access rights on cross-reference id: ${id.slice(0, 15)}`,
    );
  if (target.name === 'Lead' && record['IsConverted'] === true)
    return org.description.switches.convertedReferenceCode === 'CANNOT_UPDATE_CONVERTED_LEAD'
      ? rowError('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead')
      : rowError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  return null;
}
