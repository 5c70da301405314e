import type { Switches } from '../../org/describe-switches.js';
import { SalesforceFault } from '../../http/salesforce-fault.js';

/** Why one row was refused, in the words of a collections answer (salesforce-api.md §3.3). */
export interface RowError {
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
  /** Keys that only some codes carry. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

export type RowResult =
  | { readonly kind: 'saved'; readonly id: string; readonly created: boolean }
  | { readonly kind: 'refused'; readonly error: RowError };

export function rowError(statusCode: string, message: string, fields: readonly string[] = []): RowError {
  return { statusCode, message, fields };
}

export const refused = (error: RowError): RowResult => ({ kind: 'refused', error });

/** The same refusal as the answer of a single-record call. Sources disagree on some statuses, hence the switches. */
export function faultOf({ statusCode, message, fields, extra }: RowError, switches: Switches): SalesforceFault {
  const status =
    statusCode === 'ENTITY_IS_DELETED'
      ? switches.entityIsDeletedStatus
      : statusCode === 'INSUFFICIENT_ACCESS_OR_READONLY'
        ? switches.insufficientAccessStatus
        : 400;
  return new SalesforceFault(status, statusCode, message, fields, extra);
}
