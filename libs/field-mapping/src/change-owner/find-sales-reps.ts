import { salesforceId } from '@ce/contracts';
import { textList } from '../read-record/soql-literal.js';
import type { SalesRep } from './decide-owner.js';

export interface UserRow {
  readonly Id: string;
  readonly Email: string | null;
  readonly IsActive: boolean;
}

/** The users behind the e-mail addresses of cc-ed sales reps; inactive ones too, so that the refusal can say so. */
export function salesRepQuery(emails: readonly string[]): string {
  return `SELECT Id, Email, IsActive FROM User WHERE Email IN (${textList(emails)})`;
}

/** The rows of `salesRepQuery` that belong to one address; Salesforce compares addresses without regard to case. */
export function salesRepsOf(email: string, rows: readonly UserRow[]): SalesRep[] {
  return rows
    .filter((row) => row.Email?.toLowerCase() === email.trim().toLowerCase())
    .map((row) => ({ id: salesforceId.parse(row.Id), active: row.IsActive }));
}
