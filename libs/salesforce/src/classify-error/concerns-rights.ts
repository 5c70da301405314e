import type { Failure } from './salesforce-error.js';

/** Refusals behind which a right, a field or a picklist value may have gone since the org was last looked at. Source: §4. */
const codes = new Set([
  'API_CURRENTLY_DISABLED',
  'API_DISABLED_FOR_ORG',
  'FORBIDDEN',
  'INSUFFICIENT_ACCESS',
  'INSUFFICIENT_ACCESS_OR_READONLY',
  'INVALID_FIELD',
  'INVALID_FIELD_FOR_INSERT_UPDATE',
  'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
  'INVALID_TYPE',
]);

/** Whether a new look at the org may explain the failure. `configuration` also covers triggers, storage and our own faults. */
export function concernsRights({ code, errorClass }: Pick<Failure, 'code' | 'errorClass'>): boolean {
  if (errorClass !== 'configuration') return false;
  // An external-id field that was removed or hidden comes as NOT_FOUND.
  return codes.has(code) || code === 'NOT_FOUND';
}
