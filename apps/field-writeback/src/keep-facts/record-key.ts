import type { ObjectType } from '@ce/contracts';

export interface RecordKey {
  connectionId: string;
  recordId: string;
}

export interface TouchedRecord extends RecordKey {
  recordType: ObjectType;
  /** Contacts of one account share Salesforce's lock on it; undefined where it is not known. */
  accountId?: string | null;
}

export function keyOf({ connectionId, recordId }: RecordKey): string {
  return `${connectionId}/${recordId}`;
}

/** Each once. */
export function distinct<Key extends RecordKey>(records: readonly Key[]): Key[] {
  return [...new Map(records.map((record) => [keyOf(record), record])).values()];
}
