import type { FieldSchema } from '../../org/field-schema.js';
import { email, flag, phone, picklist, text } from '../../org/schema/field-builders.js';
import { idField } from '../../org/schema/system-fields.js';
import type { ReadValue } from '../../org/read-value.js';
import type { Row } from './query-scope.js';

/** Behind a relationship that may lead to several objects stands `Name`, with these fields only. */
export const nameFields: ReadonlyMap<string, FieldSchema> = new Map(
  [
    idField('Name ID'),
    text('Name', 'Name', 121),
    picklist('Type', 'Type', []),
    text('FirstName', 'First Name', 40),
    text('LastName', 'Last Name', 80),
    email('Email', 'Email'),
    text('Username', 'Username', 80),
    text('Alias', 'Alias', 8),
    phone('Phone', 'Phone'),
    text('Title', 'Title', 80),
    flag('IsActive', 'Active'),
  ].map((field) => [field.name.toLowerCase(), field]),
);

/** A queue has a name and a type and nothing else to go by (salesforce-api.md §6, Owner.Email). */
export function readNameField({ object, record }: Row, field: FieldSchema): ReadValue {
  if (field.name === 'Type') return object.name === 'Group' ? 'Queue' : object.name;
  if (object.name === 'Group' && !['Id', 'Name'].includes(field.name)) return field.type === 'boolean' ? false : null;
  return record[field.name] ?? null;
}
