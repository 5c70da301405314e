import type { FieldValue } from '../../org/field-schema.js';
import { insertRecord } from '../../org/write-record.js';
import { checkLocks } from './check-locks.js';
import { checkOwner } from './check-owner.js';
import { checkReferences } from './check-references.js';
import { checkRequired } from './check-required.js';
import { checkUnique } from './check-unique.js';
import { findDuplicates } from './find-duplicates.js';
import { checkObjectRules } from './object-rules.js';
import { readFields } from './read-fields.js';
import { refused, rowError, type RowError, type RowResult } from './row-result.js';
import { assignedOwner, checkValidationRules } from './run-automation.js';
import type { SaveContext } from './save-context.js';

/** Creates one record, or says why not. `record` is the JSON object of the request. */
export function createRow(context: SaveContext, type: string, record: Readonly<Record<string, unknown>>): RowResult {
  const { org, user } = context;
  const view = org.access.view(user, type);
  if (view === undefined) return refused(notSupported(type));
  const { schema: object } = view;
  if (!object.createable)
    return refused(rowError('INVALID_TYPE_FOR_OPERATION', `entity type ${object.name} does not support create`));
  if (!view.permissions.create)
    return refused(rowError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be inserted: ${object.label}`));
  const fields = readFields(view, record, 'create');
  if (fields.kind === 'refused') return refused(fields.error);
  const values: Record<string, FieldValue> = { ...fields.values };
  const owner = assignedOwner(context, object, () => withDefaults(object, values)) ?? values['OwnerId'] ?? null;
  if (object.fields.has('OwnerId')) values['OwnerId'] = owner ?? user.id;
  const error =
    checkRequired(object, values, 'create') ??
    checkReferences(context, object, values) ??
    (typeof owner === 'string' ? checkOwner(context, object, owner, undefined) : null) ??
    checkObjectRules(context, object.name, values, undefined) ??
    checkUnique(org, object, values, null) ??
    checkValidationRules(context, object, () => withDefaults(object, values)) ??
    findDuplicates(context, object, values, null) ??
    checkLocks(context, values, undefined);
  if (error !== null) return refused(error);
  return { kind: 'saved', id: insertRecord(org, object, values, user.id).Id, created: true };
}

export function notSupported(type: string): RowError {
  return rowError('INVALID_TYPE', `sObject type '${type}' is not supported.`);
}

function withDefaults(
  object: { fields: ReadonlyMap<string, { name: string; defaultValue: FieldValue }> },
  values: Record<string, FieldValue>,
) {
  const defaults = [...object.fields.values()].flatMap(({ name, defaultValue }) =>
    defaultValue === null ? [] : [[name, defaultValue] as const],
  );
  return { ...Object.fromEntries(defaults), ...values };
}
