import type { ObjectSchema, OrgRecord } from '../../org/field-schema.js';
import { type RowError, rowError } from './row-result.js';
import type { SaveContext } from './save-context.js';

/** A new owner must exist, be active and be able to read; the caller must be allowed to hand over (§6). */
export function checkOwner(
  context: SaveContext,
  object: ObjectSchema,
  ownerId: string,
  before: OrgRecord | undefined,
): RowError | null {
  const { org, user } = context;
  if (before !== undefined && before['OwnerId'] === ownerId) return null;
  const field = object.fields.get('OwnerId');
  const target = org.schema.objectOfId(ownerId);
  if (target === undefined || field?.referenceTo.includes(target.name) !== true)
    return rowError('MALFORMED_ID', `Owner ID: id value of incorrect type: ${ownerId}`, ['OwnerId']);
  if (org.records.get(ownerId) === undefined)
    return rowError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', ['OwnerId']);
  const owner = org.userById(ownerId);
  if (owner?.active === false)
    return rowError(
      'INACTIVE_OWNER_OR_USER',
      `operation performed with inactive user [${ownerId}] as owner of ${object.name.toLowerCase()}`,
      ['OwnerId'],
    );
  if (owner !== undefined && !org.access.canReadObject(owner, object.name))
    return rowError('TRANSFER_REQUIRES_READ', 'The new owner must have read permission', ['OwnerId']);
  if (before !== undefined && !org.access.canTransferRecord(user, object, before))
    return rowError('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', ['OwnerId']);
  return null;
}
