import type { ObjectView } from '../../org/access.js';
import type { FieldValue, OrgRecord } from '../../org/field-schema.js';
import { isIdShaped } from '../../org/record-id.js';
import { updateRecord } from '../../org/write-record.js';
import { checkLocks } from './check-locks.js';
import { checkOwner } from './check-owner.js';
import { checkReferences } from './check-references.js';
import { checkRequired } from './check-required.js';
import { checkUnique } from './check-unique.js';
import { notSupported } from './create-row.js';
import { findDuplicates } from './find-duplicates.js';
import { checkObjectRules } from './object-rules.js';
import { readFields } from './read-fields.js';
import { refused, rowError, type RowError, type RowResult } from './row-result.js';
import { assignedOwner, checkValidationRules } from './run-automation.js';
import type { SaveContext } from './save-context.js';

/** Updates one record, or says why not. `record` is the JSON object of the request; its id is `id`. */
export function updateRow(
  context: SaveContext,
  type: string,
  id: string,
  record: Readonly<Record<string, unknown>>,
): RowResult {
  const { org, user } = context;
  const found = findRow(context, type, id);
  if (found.kind === 'refused') return refused(found.error);
  const { view, before } = found;
  const { schema: object } = view;
  if (!view.permissions.edit || !org.access.canEditRecord(user, object, before))
    return refused(rowError('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id'));
  const blocked = checkObjectRules(context, object.name, {}, before);
  if (blocked !== null) return refused(blocked);
  const fields = readFields(view, record, 'update');
  if (fields.kind === 'refused') return refused(fields.error);
  const values: Record<string, FieldValue> = { ...fields.values };
  const assigned = assignedOwner(context, object, () => ({ ...before, ...values }));
  const owner = assigned ?? values['OwnerId'];
  if (typeof owner === 'string') values['OwnerId'] = owner;
  const error =
    checkRequired(object, values, 'update') ??
    checkReferences(context, object, changed(values, before)) ??
    // A rule hands over on the org's authority, not on the caller's.
    (typeof owner === 'string' && assigned === null ? checkOwner(context, object, owner, before) : null) ??
    checkObjectRules(context, object.name, values, before) ??
    checkUnique(org, object, values, before.Id) ??
    checkValidationRules(context, object, () => ({ ...before, ...values })) ??
    findDuplicates(context, object, { ...before, ...values }, before.Id) ??
    checkLocks(context, values, before);
  if (error !== null) return refused(error);
  updateRecord(org, object, before.Id, values, user.id);
  return { kind: 'saved', id: before.Id, created: false };
}

type Found = { kind: 'found'; view: ObjectView; before: OrgRecord } | { kind: 'refused'; error: RowError };

/** The row to change or delete: of this type, alive and visible. */
export function findRow({ org, user }: SaveContext, type: string, id: string): Found {
  const view = org.access.view(user, type);
  if (view === undefined) return { kind: 'refused', error: notSupported(type) };
  if (!isIdShaped(id)) return { kind: 'refused', error: rowError('MALFORMED_ID', `malformed id ${id}`, ['Id']) };
  const { schema: object } = view;
  if (org.schema.objectOfId(id) !== object)
    return {
      kind: 'refused',
      error: rowError('MALFORMED_ID', `${object.label} ID: id value of incorrect type: ${id}`, ['Id']),
    };
  const before = org.records.get(id);
  if (before === undefined || !org.access.canReadRecord(user, object, before))
    return { kind: 'refused', error: rowError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id') };
  if (before['IsDeleted'] === true)
    return { kind: 'refused', error: rowError('ENTITY_IS_DELETED', 'entity is deleted') };
  return { kind: 'found', view, before };
}

/** A reference that stays as it is may lead to something that has gone since. */
function changed(values: Readonly<Record<string, FieldValue>>, before: OrgRecord): Record<string, FieldValue> {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => before[name] !== value));
}
