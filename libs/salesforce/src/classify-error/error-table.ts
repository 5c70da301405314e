import { type ErrorRule, report, rule, wait } from './error-rule.js';
import { refusedValues } from './refused-values.js';

const reconnect = 'Reconnect the org with a Salesforce user that is active and may use this app.';
const notFound = 'Check that the record still exists and that the connected user may see it; then replay.';
const grantField = (what: string) =>
  `Give the connected user ${what} on these fields in a permission set, or take them out of the mapping; then replay.`;
const grantRecord = 'Give the connected user access to the record (sharing and object permissions); then replay.';
const orgUnlocked = 'Ask Salesforce or the org’s administrator to make the org usable again.';

/** Every code of salesforce-api.md §4. Codes whose class depends on the text have their say in classify.ts first. */
export const errorTable: Readonly<Record<string, ErrorRule>> = {
  INVALID_SESSION_ID: rule('authentication', 'org', 'The access token has expired or was revoked.', reconnect),
  INVALID_AUTH_HEADER: rule('authentication', 'org', 'Salesforce did not accept the access token.', reconnect),
  Bad_OAuth_Token: rule('authentication', 'org', 'The access token has expired or was revoked.', reconnect),

  API_DISABLED_FOR_ORG: rule(
    'configuration',
    'org',
    'The org does not offer its API to the connected user.',
    'Use an edition with API access (Enterprise, Unlimited, Performance, or Professional with the API add-on), and give the user the permission “API Enabled”.',
  ),
  API_CURRENTLY_DISABLED: rule(
    'configuration',
    'org',
    'The API is switched off for the connected user.',
    'Give the connected user the permission “API Enabled”.',
  ),
  TRIAL_EXPIRED: rule('configuration', 'org', 'The org’s trial has ended.', orgUnlocked),
  ORG_LOCKED: rule('configuration', 'org', 'The org is locked.', orgUnlocked),
  LOGIN_DURING_RESTRICTED_TIME: rule(
    'configuration',
    'org',
    'The connected user may not log in at this time of day.',
    'Widen the login hours of the user’s profile.',
  ),
  LOGIN_DURING_RESTRICTED_DOMAIN: rule(
    'configuration',
    'org',
    'The connected user may not log in from this network address.',
    'Add this system’s addresses to the login IP ranges of the user’s profile.',
  ),
  TXN_SECURITY_METERING_ERROR: rule(
    'configuration',
    'org',
    'A transaction security policy of the org stopped the call.',
    'Except the connected user from the policy, or relax it.',
  ),
  EXCEEDED_QUOTA: rule(
    'configuration',
    'org',
    'A quota of the org is used up.',
    'Raise the quota or free what it counts.',
  ),
  STORAGE_LIMIT_EXCEEDED: rule(
    'configuration',
    'org',
    'The org’s data storage is full.',
    'Free or buy data storage in Salesforce; writing goes on by itself after that.',
  ),

  REQUEST_LIMIT_EXCEEDED: rule('daily-limit', 'org', 'The org has used up its API calls of the last 24 hours.', wait),
  SERVER_UNAVAILABLE: rule('transient', 'org', 'Salesforce is not available at the moment.', wait),
  UNKNOWN_EXCEPTION: rule('transient', 'request', 'Salesforce failed with an unexpected error.', wait),
  QUERY_TIMEOUT: rule('transient', 'request', 'The query took Salesforce too long.', wait),
  INVALID_QUERY_LOCATOR: rule('transient', 'request', 'Salesforce forgot how far the query had been read.', wait),
  UNABLE_TO_LOCK_ROW: rule('concurrency', 'record', 'Something else was changing the record at the same time.', wait),
  EXCEEDED_MAX_SIZE_REQUEST: rule('concurrency', 'request', 'The request was larger than Salesforce takes.', wait),
  OPERATION_TOO_LARGE: rule('concurrency', 'request', 'The query covered more rows than Salesforce allows.', wait),
  ALL_OR_NONE_OPERATION_ROLLED_BACK: rule('transient', 'record', 'It was rolled back because of another record.', wait),
  PROCESSING_HALTED: rule('transient', 'record', 'It was not tried because another part of the call failed.', wait),
  DUPLICATE_IN_BATCH: rule('concurrency', 'record', 'The same record was twice in one call.', wait),
  NOT_ISOLATED: rule('concurrency', 'request', 'Another record of the same call was refused, and spoilt it.', wait),

  NOT_FOUND: rule(
    'gone',
    'record',
    'The record, report or field does not exist, or the connected user may not see it.',
    notFound,
  ),
  ENTITY_IS_DELETED: rule('gone', 'record', 'The record was deleted or merged into another.', notFound),
  INVALID_CROSS_REFERENCE_KEY: rule(
    'gone',
    'record',
    'A record that this one points to is gone or not visible.',
    notFound,
  ),
  CANNOT_UPDATE_CONVERTED_LEAD: rule(
    'gone',
    'record',
    'The lead was converted.',
    'Nothing to do where the contact is followed; else write to the contact it became.',
  ),

  INVALID_FIELD: rule(
    'configuration',
    'request',
    'A field does not exist in the org, or is hidden from the connected user{fields}.',
    grantField('read access'),
  ),
  INVALID_FIELD_FOR_INSERT_UPDATE: rule(
    'configuration',
    'request',
    'The connected user may not write a field{fields}.',
    grantField('edit access'),
  ),
  INVALID_TYPE: rule(
    'configuration',
    'request',
    'An object does not exist in the org, or is hidden from the connected user.',
    'Give the connected user read access to the object in a permission set; then replay.',
  ),
  INSUFFICIENT_ACCESS: rule('configuration', 'record', 'The connected user may not do this.', grantRecord),
  INSUFFICIENT_ACCESS_OR_READONLY: rule(
    'configuration',
    'record',
    'The connected user may not change this record.',
    grantRecord,
  ),
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: rule(
    'configuration',
    'record',
    'The connected user may not use a record that this one points to{fields}.',
    grantRecord,
  ),
  TRANSFER_REQUIRES_READ: rule(
    'configuration',
    'record',
    'The new owner may not read this kind of record.',
    'Give the new owner read access to the object; then replay.',
  ),
  INACTIVE_OWNER_OR_USER: rule(
    'configuration',
    'record',
    'The owner is not an active user.',
    'Give the record an active owner, or activate the user; then replay.',
  ),
  REQUIRED_FIELD_MISSING: rule(
    'configuration',
    'record',
    'The org requires a field that is not given{fields}.',
    'Give the field a default, make it optional, or map it; then replay.',
  ),
  INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: rule(
    'configuration',
    'record',
    'A restricted picklist lacks the value{fields}.',
    'Add the value to the picklist (and to the record type); then replay.',
  ),
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: rule(
    'configuration',
    'record',
    'A trigger of the org stopped the change.',
    'Mend the Apex trigger that the text names, or give the connected user what it needs; then replay.',
  ),
  CANNOT_EXECUTE_FLOW_TRIGGER: rule(
    'configuration',
    'record',
    'A flow of the org failed and stopped the change.',
    'Mend the flow; then replay.',
  ),

  ...refusedValues,

  FORBIDDEN: rule(
    'configuration',
    'request',
    'The connected user may not do this.',
    'Check the user’s permission “Run Reports”, its access to the report’s folder, and read access to every object of the report.',
  ),
  UNSUPPORTED_API_VERSION: rule('configuration', 'request', 'Salesforce no longer offers this API version.', report),
  GONE: rule('configuration', 'request', 'Salesforce no longer offers this API version.', report),
  JSON_PARSER_ERROR: rule('configuration', 'request', 'Salesforce could not read the request.', report),
  MALFORMED_QUERY: rule('configuration', 'request', 'Salesforce could not read the query.', report),
  INVALID_QUERY_FILTER_OPERATOR: rule(
    'configuration',
    'request',
    'A value in the query does not fit its field.',
    report,
  ),
  METHOD_NOT_ALLOWED: rule('configuration', 'request', 'Salesforce does not offer this operation.', report),
  UNSUPPORTED_MEDIA_TYPE: rule('configuration', 'request', 'Salesforce did not take the form of the request.', report),

  // Ours, for what came without a code of Salesforce's.
  CONNECTION_REFUSED: rule('transient', 'org', 'Salesforce could not be reached.', wait),
  NO_ANSWER: rule('transient', 'org', 'Salesforce did not answer in time, or the connection broke.', wait),
  UNREADABLE_ANSWER: rule('transient', 'org', 'Salesforce’s answer was not in the form that was agreed.', wait),
};
