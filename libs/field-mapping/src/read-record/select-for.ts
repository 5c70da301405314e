import type { FieldMapping, ObjectType } from '@ce/contracts';
import { findField, findRelationship } from '../describe/find-field.js';
import type { ObjectDescribe } from '../describe/object-describe.js';

/**
 * The fields to select for one object: what following a record needs, the mapped fields to read, and `extra`. Only what
 * the describe has, each once, in the org's own spelling; one hidden field would fail the whole query (INVALID_FIELD).
 */
export function selectFor(
  mapping: FieldMapping,
  objectType: ObjectType,
  describe: ObjectDescribe,
  extra: readonly string[] = [],
): string[] {
  const mapped = mapping.entries
    .filter((entry) => entry.objectType === objectType && entry.direction !== 'write')
    .map((entry) => entry.salesforceField);
  const wanted = [...ownFields[objectType], ...mapped, ...extra].map((path) => visiblePath(describe, path));
  return [...new Set(wanted.filter((path) => path !== undefined))];
}

/**
 * `Owner.Type` tells a queue from a user where the owner is polymorphic; a contact's owner is always a user, and User
 * has no such field. Source: salesforce-api.md §6.
 */
const ownFields: Readonly<Record<ObjectType, readonly string[]>> = {
  Lead: [
    'Id',
    'IsDeleted',
    'MasterRecordId',
    'IsConverted',
    'ConvertedContactId',
    'OwnerId',
    'Owner.Type',
    'Owner.Email',
  ],
  Contact: ['Id', 'IsDeleted', 'MasterRecordId', 'AccountId', 'OwnerId', 'Owner.Email'],
};

function visiblePath(describe: ObjectDescribe, path: string): string | undefined {
  const [first = '', second] = path.split('.');
  if (second === undefined) return findField(describe, first)?.name;
  const relationship = findRelationship(describe, first)?.relationshipName;
  return relationship ? `${relationship}.${second}` : undefined;
}
