import type { ErrorClass } from '@ce/contracts';
import { describe, expect, it } from 'vitest';
import { classify, judge } from './classify.js';
import { errorTable } from './error-table.js';

/** salesforce-api.md §4, row by row. */
const codes: [ErrorClass, string, string?, number?][] = [
  ['authentication', 'INVALID_SESSION_ID', 'Session expired or invalid', 401],
  ['authentication', 'INVALID_AUTH_HEADER', 'INVALID_HEADER_TYPE', 401],
  ['authentication', 'Bad_OAuth_Token', '', 403],
  ['configuration', 'API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.', 403],
  ['configuration', 'API_CURRENTLY_DISABLED', 'API is disabled for this User', 403],
  ['daily-limit', 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', 403],
  ['concurrency', 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentPerOrgLongTxn Limit exceeded.', 403],
  ['concurrency', 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.', 403],
  ['transient', 'SERVER_UNAVAILABLE', 'Server Unavailable', 503],
  ['transient', 'UNKNOWN_EXCEPTION', 'An unexpected error occurred. Please include this ErrorId', 500],
  ['concurrency', 'UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record or 1 records: 001', 400],
  ['transient', 'QUERY_TIMEOUT', 'Your query request was running for too long.', 400],
  ['configuration', 'TXN_SECURITY_METERING_ERROR', '', 400],
  ['configuration', 'EXCEEDED_QUOTA', '', 403],
  ['configuration', 'STORAGE_LIMIT_EXCEEDED', 'storage limit exceeded', 400],
  ['gone', 'NOT_FOUND', 'The requested resource does not exist', 404],
  ['configuration', 'NOT_FOUND', 'Provided external ID field does not exist or is not accessible: Namez', 404],
  ['gone', 'ENTITY_IS_DELETED', 'entity is deleted', 200],
  ['gone', 'ENTITY_IS_DELETED', 'entity is deleted', 400],
  ['gone', 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'],
  ['record', 'MALFORMED_ID', 'Account ID: id value of incorrect type: x', 400],
  ['configuration', 'INVALID_FIELD', "No such column 'foo' on sobject of type Bar", 400],
  ['configuration', 'INVALID_FIELD_FOR_INSERT_UPDATE', 'Unable to create/update fields: F__c.', 400],
  ['configuration', 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', 400],
  ['configuration', 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', 403],
  [
    'configuration',
    'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
    'insufficient access rights on cross-reference id',
  ],
  ['configuration', 'INSUFFICIENT_ACCESS', 'insufficient access rights on object id', 403],
  ['configuration', 'INSUFFICIENT_ACCESS', 'INSUFFICIENT_ACCESS: use of the Metadata API requires a user with …', 403],
  ['configuration', 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [Name]'],
  ['record', 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'The org’s own text'],
  ['record', 'FIELD_INTEGRITY_EXCEPTION', 'There’s a problem with this state'],
  ['configuration', 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'Race: bad value for restricted picklist field: X'],
  ['record', 'STRING_TOO_LONG', 'Name: data value too large: … (max length=80)'],
  ['record', 'INVALID_EMAIL_ADDRESS', 'email_field: invalid email address: badone'],
  ['record', 'NUMBER_OUTSIDE_VALID_RANGE', ''],
  ['record', 'DUPLICATE_VALUE', 'duplicate value found: X duplicates value on record with id: 1'],
  ['record', 'DUPLICATES_DETECTED', 'Use one of these records?'],
  ['record', 'MULTIPLE_CHOICES', 'Multiple records found', 300],
  ['gone', 'CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead'],
  [
    'configuration',
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    'T: execution of BeforeInsert caused by: System.NullPointerException',
  ],
  [
    'concurrency',
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    'T: execution of AfterUpdate caused by: System.DmlException: UNABLE_TO_LOCK_ROW, unable',
  ],
  ['concurrency', 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'T: System.LimitException: Too many SOQL queries: 101'],
  ['configuration', 'CANNOT_EXECUTE_FLOW_TRIGGER', 'The flow failed'],
  ['concurrency', 'CANNOT_EXECUTE_FLOW_TRIGGER', 'unable to obtain exclusive access to this record'],
  ['configuration', 'INACTIVE_OWNER_OR_USER', 'operation performed with inactive user [005] as owner of lead'],
  ['configuration', 'TRANSFER_REQUIRES_READ', 'new owner must have read permission'],
  ['transient', 'ALL_OR_NONE_OPERATION_ROLLED_BACK', 'Record rolled back because not all records were valid'],
  ['transient', 'PROCESSING_HALTED', 'The transaction was rolled back since another operation'],
  ['configuration', 'JSON_PARSER_ERROR', '', 400],
  ['configuration', 'MALFORMED_QUERY', '', 400],
  ['configuration', 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: x', 400],
  ['configuration', 'METHOD_NOT_ALLOWED', '', 405],
  ['configuration', 'UNSUPPORTED_MEDIA_TYPE', '', 415],
  ['configuration', 'INVALID_TYPE', "sObject type 'X' is not supported.", 400],
  ['transient', 'INVALID_QUERY_LOCATOR', '', 404],
  ['configuration', 'UNSUPPORTED_API_VERSION', '', 404],
  ['configuration', 'GONE', '', 410],
  ['configuration', 'TRIAL_EXPIRED', '', 401],
  ['configuration', 'ORG_LOCKED', '', 500],
  ['configuration', 'LOGIN_DURING_RESTRICTED_TIME', '', 403],
  ['configuration', 'LOGIN_DURING_RESTRICTED_DOMAIN', '', 403],
  ['concurrency', 'EXCEEDED_MAX_SIZE_REQUEST', '', 413],
];

/** salesforce-api.md §2.9: one code, told apart by the text. Real texts have typographic apostrophes. */
const reports: [ErrorClass, string, number, string][] = [
  ['configuration', 'BAD_REQUEST', 400, 'A report can only be sorted by one column.'],
  ['configuration', 'BAD_REQUEST', 400, 'The sort column name must be from a selected column.'],
  ['configuration', 'BAD_REQUEST', 400, 'Column sorting isn’t supported for matrix reports.'],
  ['configuration', 'BAD_REQUEST', 400, 'Only a report with fewer than 100 columns can be run.'],
  ['configuration', 'BAD_REQUEST', 400, 'Can’t run the report because it doesn’t have any columns selected.'],
  ['configuration', 'BAD_REQUEST', 400, 'The filter value for ID 00Q is incorrect. It must have 15 or 18 characters.'],
  ['configuration', 'BAD_REQUEST', 400, 'Specify a valid filterable column because X is invalid.'],
  ['configuration', 'BAD_REQUEST', 400, 'Specify a valid condition because X is invalid.'],
  ['configuration', 'BAD_REQUEST', 400, 'The request is invalid because there are no filters.'],
  ['configuration', 'BAD_REQUEST', 400, 'The request is invalid because there is no metadata.'],
  [
    'configuration',
    'FORBIDDEN',
    403,
    'You don’t have permission to run reports. Check that you have the Run Reports user permission.',
  ],
  ['configuration', 'FORBIDDEN', 403, 'You don’t have sufficient privileges to perform this operation.'],
  ['configuration', 'FORBIDDEN', 403, 'The report definition is obsolete.'],
  [
    'concurrency',
    'FORBIDDEN',
    403,
    'Your org can accept only as many as 20 requests at a time to run reports synchronously.',
  ],
  [
    'transient',
    'FORBIDDEN',
    403,
    'You can’t run more than 500 reports synchronously every 60 minutes. Try again later.',
  ],
  [
    'transient',
    'FORBIDDEN',
    403,
    'You can’t run more than 1200 reports asynchronously every 60 minutes. Try again later.',
  ],
  ['gone', 'NOT_FOUND', 404, 'The data you’re trying to access is unavailable.'],
  ['configuration', 'HTTP_410', 410, ''],
  ['configuration', 'UNSUPPORTED_MEDIA_TYPE', 415, 'Only JSON content type'],
  ['transient', 'UNKNOWN_EXCEPTION', 500, 'An error occurred when running this report. Try to re-submit.'],
  ['configuration', 'HTTP_501', 501, 'You’re requesting data for an unsupported report format.'],
];

describe('the class of an error', () => {
  it.each(codes)('%s: %s %s %s', (errorClass, code, message = '', status = undefined) => {
    expect(classify(code, message, status)).toBe(errorClass);
  });

  it.each(reports)('%s: report error %s %s “%s”', (errorClass, code, status, message) => {
    expect(classify(code, message, status)).toBe(errorClass);
  });

  it.each([
    ['authentication', 401],
    ['configuration', 403],
    ['gone', 404],
    ['configuration', 410],
    ['concurrency', 413],
    ['concurrency', 429],
    ['transient', 500],
    ['transient', 502],
    ['transient', 302],
    ['record', 400],
  ] as const)('%s without a known code: %s', (errorClass, status) => {
    expect(classify(`HTTP_${status}`, '<html>', status)).toBe(errorClass);
    expect(classify('SOMETHING_NEW', 'x', status)).toBe(errorClass);
  });

  it('covers every code of the table, each with a meaning and a fix in a sentence', () => {
    const tested = new Set(codes.map(([, code]) => code));
    const ours = [
      'CONNECTION_REFUSED',
      'NO_ANSWER',
      'UNREADABLE_ANSWER',
      'DUPLICATE_IN_BATCH',
      'NOT_ISOLATED',
      'FORBIDDEN',
    ];
    const silent = [
      'OPERATION_TOO_LARGE',
      'INVALID_ID_FIELD',
      'DUPLICATE_EXTERNAL_ID',
      'FIELD_FILTER_VALIDATION_EXCEPTION',
      'INVALID_TYPE_ON_FIELD_IN_RECORD',
    ];
    const untested = Object.keys(errorTable).filter(
      (code) => !tested.has(code) && !ours.includes(code) && !silent.includes(code),
    );
    expect(untested).toEqual([]);
    for (const rule of Object.values(errorTable)) {
      expect(rule.means.replace('{fields}', '')).toMatch(/^[A-Z].+\.$/);
      expect(rule.fix).toMatch(/^[A-Z].+\.$/);
    }
  });

  it('tells the throttles apart', () => {
    expect(judge('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.').throttle).toBe('daily');
    expect(judge('REQUEST_LIMIT_EXCEEDED', 'ConcurrentPerOrgLongTxn Limit exceeded.').throttle).toBe('concurrent');
    expect(judge('FORBIDDEN', 'You can’t run more than 500 reports synchronously every 60 minutes.').throttle).toBe(
      'reports-per-hour',
    );
    expect(judge('FORBIDDEN', 'can accept only as many as 20 requests at a time').throttle).toBe('reports-at-once');
  });
});
