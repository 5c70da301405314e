import type { RecordError } from '@ce/salesforce';

/** A record refused for good, unless `facts` say otherwise. */
export function failure(facts: Partial<RecordError>): RecordError {
  return {
    errorClass: 'record',
    code: 'STRING_TOO_LONG',
    message: 'too long',
    fix: 'shorten it',
    fields: [],
    scope: 'record',
    throttle: null,
    ambiguous: false,
    ...facts,
  };
}
