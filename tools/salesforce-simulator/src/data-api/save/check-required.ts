import type { FieldValue, ObjectSchema } from '../../org/field-schema.js';
import { type RowError, rowError } from './row-result.js';

type Values = Readonly<Record<string, FieldValue>>;

/** On create every required field without a default must be given; on update none may be emptied. */
export function checkRequired(object: ObjectSchema, values: Values, purpose: 'create' | 'update'): RowError | null {
  const missing: string[] = [];
  for (const field of object.fields.values()) {
    if (field.nillable || field.type === 'boolean' || !field.createable) continue;
    const given = values[field.name];
    if (
      given === null
        ? field.defaultValue === null || purpose === 'update'
        : given === undefined && purpose === 'create' && !field.defaultedOnCreate
    )
      missing.push(field.name);
  }
  return missing.length === 0
    ? null
    : rowError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, missing);
}
