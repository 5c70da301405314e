import type { ImportFailureCode, MappedValue } from '@ce/contracts';

export type ImportVerdict =
  | { readonly kind: 'importable' }
  | {
      readonly kind: 'not-importable';
      readonly code: ImportFailureCode;
      readonly reason: string;
      readonly fix: string;
    };

/** What a record must have to be written to. Source: spec D7, salesforce-api.md §9.2. */
export function checkImportable(fields: Readonly<Record<string, MappedValue>>): ImportVerdict {
  const firstName = text(fields['first_name']);
  const email = text(fields['email']);
  if (firstName === '') {
    return refused('missing-first-name', 'The record has no first name.', 'Fill in the first name in Salesforce.');
  }
  if (/^\p{N}+$/u.test(firstName.replace(/[\s.,-]/g, ''))) {
    return refused(
      'invalid-first-name',
      'The first name is made of digits only.',
      "Enter the person's real first name in Salesforce.",
    );
  }
  if (email === '') {
    return refused('missing-email', 'The record has no email address.', 'Fill in the email address in Salesforce.');
  }
  if (!isEmailAddress(email)) {
    return refused('invalid-email', 'The email address is not valid.', 'Correct the email address in Salesforce.');
  }
  return { kind: 'importable' };
}

/** Statuses that do not keep a record out; the two error states are left behind by an earlier attempt. */
const openStatuses: ReadonlySet<string> = new Set(['', 'unsynced', 'importerror', 'enrollmenterror']);

/** Records with a conversation status of their own are not enrolled again. Source: salesforce-api.md §9.2. */
export function checkNotSynced(packageStatus: MappedValue): ImportVerdict {
  if (
    openStatuses.has(
      text(packageStatus)
        .toLowerCase()
        .replace(/[\s_-]/g, ''),
    )
  )
    return { kind: 'importable' };
  return refused(
    'already-synced',
    'The record has a conversation status already.',
    'Clear its status field in Salesforce to enroll it again.',
  );
}

/** Stricter than the standards, as Salesforce is: one @, no blanks, a dot in the domain. */
export function isEmailAddress(address: string): boolean {
  return (
    address.length <= 254 &&
    /^[^\s@"(),:;<>[\]\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u.test(
      address,
    ) &&
    !/^\.|\.\.|\.@/.test(address)
  );
}

function refused(code: ImportFailureCode, reason: string, fix: string): ImportVerdict {
  return { kind: 'not-importable', code, reason, fix };
}

function text(value: MappedValue | undefined): string {
  return value === null || value === undefined ? '' : String(value).trim();
}
