import { type ErrorRule, report, rule } from './error-rule.js';

const mendRecord = 'Correct the record in Salesforce, or change the rule that refuses it; then replay.';

/** Codes by which an org refuses what a record would become: its values, or another record like it. */
export const refusedValues: Readonly<Record<string, ErrorRule>> = {
  FIELD_CUSTOM_VALIDATION_EXCEPTION: rule(
    'record',
    'record',
    'A validation rule of the org refused the record{fields}.',
    mendRecord,
  ),
  FIELD_INTEGRITY_EXCEPTION: rule('record', 'record', 'A value does not fit the org’s data{fields}.', mendRecord),
  FIELD_FILTER_VALIDATION_EXCEPTION: rule(
    'record',
    'record',
    'A lookup filter of the org refused the record{fields}.',
    mendRecord,
  ),
  STRING_TOO_LONG: rule('record', 'record', 'A text is longer than its field{fields}.', mendRecord),
  INVALID_EMAIL_ADDRESS: rule('record', 'record', 'An e-mail address is not valid{fields}.', mendRecord),
  NUMBER_OUTSIDE_VALID_RANGE: rule(
    'record',
    'record',
    'A number is outside the range of its field{fields}.',
    mendRecord,
  ),
  MALFORMED_ID: rule('record', 'record', 'An id is not one of the right kind{fields}.', report),
  INVALID_ID_FIELD: rule('record', 'record', 'An id is not valid{fields}.', report),
  INVALID_TYPE_ON_FIELD_IN_RECORD: rule(
    'record',
    'record',
    'A value has the wrong type for its field{fields}.',
    mendRecord,
  ),
  DUPLICATE_VALUE: rule(
    'record',
    'record',
    'Another record holds the same value in a unique field{fields}.',
    'Merge the two records or change the value; then replay.',
  ),
  DUPLICATE_EXTERNAL_ID: rule(
    'record',
    'record',
    'Several records hold the same external id.',
    'Make the external-id field unique and remove the duplicates; then replay.',
  ),
  MULTIPLE_CHOICES: rule(
    'record',
    'record',
    'Several records hold the same external id.',
    'Make the external-id field unique and remove the duplicates; then replay.',
  ),
  DUPLICATES_DETECTED: rule(
    'record',
    'record',
    'A duplicate rule of the org blocks the record.',
    'Merge the duplicates, or let the duplicate rule allow saves by the connected user; then replay.',
  ),
};
