import type { ImportFailureCode } from '@ce/contracts';
import { checkImportable, checkNotSynced, type ImportedRecord, meetsRules } from '@ce/field-mapping';
import type { RecordError } from '@ce/salesforce';
import type { FieldsToRead } from '../check-mappings/org-fields.js';
import type { Followed } from './follow-people.js';
import type { ImportRow } from './import-row.js';

export type RowVerdict =
  | { readonly kind: 'importable'; readonly record: ImportedRecord }
  | NotImportable
  /** Nothing is known of the record itself; the retry policy decides. */
  | { readonly kind: 'unread'; readonly error: RecordError };

export interface NotImportable {
  readonly kind: 'not-importable';
  readonly code: ImportFailureCode;
  readonly reason: string;
  readonly fix: string;
}

export interface RowContext {
  readonly unusable: FieldsToRead['unusable'];
  /** Records that this system enrolled before: their status is its own doing and keeps nobody out. */
  readonly enrolledBefore: ReadonlySet<string>;
}

type Judged = Pick<ImportRow, 'enrollment' | 'rules'>;

/** Whether a named record is imported, and if not, why and what to do. Rules hold for automatic enrollment only (D2). */
export function judgeRow(row: Judged, followed: Followed | undefined, context: RowContext): RowVerdict {
  if (followed === undefined) return notVisible('here');
  switch (followed.kind) {
    case 'refused':
      return { kind: 'unread', error: followed.error };
    case 'deleted':
      return refused(
        'deleted',
        'The record was deleted in Salesforce.',
        'Restore it in Salesforce if it should be enrolled.',
      );
    case 'not-visible':
      return notVisible(followed.ended);
    case 'found':
      return judgePerson(row, followed.person, context);
  }
}

function judgePerson(
  row: Judged,
  { record, packageStatus }: Extract<Followed, { kind: 'found' }>['person'],
  context: RowContext,
): RowVerdict {
  const unusable = context.unusable[record.objectType];
  if (unusable !== undefined) return refused('mapping-broken', unusable.reason, unusable.fix);
  const importable = checkImportable(record.fields);
  if (importable.kind === 'not-importable') return importable;
  if (row.enrollment === 'auto') {
    const rules = meetsRules(record.fields, row.rules);
    if (rules.kind === 'not-met') {
      return refused('rules-not-met', rules.reason, 'Nothing to do, or enroll the row by hand.');
    }
    const synced = checkNotSynced(packageStatus);
    if (synced.kind === 'not-importable' && !context.enrolledBefore.has(record.id)) return synced;
  }
  return { kind: 'importable', record };
}

function notVisible(ended: 'here' | 'converted' | 'merged'): NotImportable {
  const what = {
    here: 'The record does not exist, or the connected user may not see it.',
    converted: 'The lead was converted, and the connected user may not see the contact it became.',
    merged: 'The record was merged into another one, which the connected user may not see.',
  }[ended];
  return refused('not-visible', what, 'Share the record with the connected user, then enroll the row again.');
}

function refused(code: ImportFailureCode, reason: string, fix: string): NotImportable {
  return { kind: 'not-importable', code, reason, fix };
}
