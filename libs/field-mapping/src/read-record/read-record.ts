import { type FieldMapping, type MappedValue, type ObjectType, salesforceId } from '@ce/contracts';
import { readFields } from './read-fields.js';
import { readPath, type QueriedRecord } from './read-path.js';

/** A lead or contact as `selectFor` asks for it. Ids have 18 characters. */
export interface ImportedRecord {
  readonly id: string;
  readonly objectType: ObjectType;
  /** CE field → value. */
  readonly fields: Readonly<Record<string, MappedValue>>;
  readonly accountId: string | null;
  readonly ownerId: string | null;
  readonly ownerKind: 'user' | 'queue';
  /** Null for a queue, even one with an address of its own, and for a user whom the integration may not see. */
  readonly ownerEmail: string | null;
  /** Where the record went, or `here`. */
  readonly whereabouts: Whereabouts;
}

export type Whereabouts =
  | { readonly kind: 'here' }
  | { readonly kind: 'converted'; readonly contactId: string | null }
  | { readonly kind: 'merged'; readonly survivorId: string }
  | { readonly kind: 'deleted' };

export function readRecord(record: QueriedRecord, objectType: ObjectType, mapping: FieldMapping): ImportedRecord {
  const ownerId = idAt(record, 'OwnerId');
  const isQueue = ownerId?.startsWith('00G') === true || textAt(record, 'Owner.Type') === 'Queue';
  return {
    id: salesforceId.parse(readPath(record, 'Id')),
    objectType,
    fields: { ...readFields(record, mapping, objectType), ...(isQueue ? withoutQueue(mapping, objectType) : {}) },
    accountId: idAt(record, 'AccountId'),
    ownerId,
    ownerKind: isQueue ? 'queue' : 'user',
    ownerEmail: isQueue ? null : textAt(record, 'Owner.Email'),
    whereabouts: whereaboutsOf(record),
  };
}

function whereaboutsOf(record: QueriedRecord): Whereabouts {
  const survivorId = idAt(record, 'MasterRecordId');
  if (survivorId !== null) return { kind: 'merged', survivorId };
  if (readPath(record, 'IsDeleted') === true) return { kind: 'deleted' };
  if (readPath(record, 'IsConverted') === true) {
    return { kind: 'converted', contactId: idAt(record, 'ConvertedContactId') };
  }
  return { kind: 'here' };
}

/** What is read through a queue as if it were a person yields nothing. */
function withoutQueue(mapping: FieldMapping, objectType: ObjectType): Record<string, MappedValue> {
  const entries = mapping.entries.filter(
    (entry) => entry.objectType === objectType && /^owner\.email$/i.test(entry.salesforceField),
  );
  return Object.fromEntries(entries.map((entry) => [entry.ceField, null]));
}

function textAt(record: QueriedRecord, path: string): string | null {
  const value = readPath(record, path);
  return typeof value === 'string' && value !== '' ? value : null;
}

function idAt(record: QueriedRecord, path: string): string | null {
  return salesforceId.safeParse(readPath(record, path)).data ?? null;
}
