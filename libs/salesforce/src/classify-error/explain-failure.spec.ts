import { describe, expect, it } from 'vitest';
import { explainFailure } from './explain-failure.js';

describe('a failure in words', () => {
  it('names the fields but never their values', () => {
    const values: [string, string, string[]][] = [
      [
        'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        'Race: bad value for restricted picklist field: Martian',
        ['Race__c'],
      ],
      ['INVALID_EMAIL_ADDRESS', 'email: invalid email address: Martian', ['Email']],
      ['STRING_TOO_LONG', 'Name: data value too large: Martian (max length=80)', ['Name']],
      ['DUPLICATE_VALUE', 'duplicate value found: Martian', ['Key__c']],
      ['SOMETHING_NEW', 'the value Martian is odd', ['X']],
      [
        'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
        'TaskTrigger: execution of AfterInsert caused by: System.DmlException: Martian',
        [],
      ],
    ];
    for (const [statusCode, message, fields] of values) {
      const failure = explainFailure({ statusCode, message, fields }, 200, false);
      expect(JSON.stringify(failure)).not.toContain('Martian');
      expect(failure.fields).toEqual(fields);
    }
  });

  it('keeps the trigger that failed', () => {
    const text = 'TaskTrigger: execution of AfterInsert caused by: System.NullPointerException: x';
    const failure = explainFailure({ statusCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message: text }, 200, false);
    expect(failure.message).toContain('(TaskTrigger: System.NullPointerException)');
  });

  it('keeps a validation rule’s own text, which an administrator wrote, without addresses', () => {
    const message = 'Phone is required for partners (ask ann@example.com, +49 170 1234567)';
    const failure = explainFailure({ statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message }, 200, false);
    expect(failure.message).toContain('Phone is required for partners');
    expect(failure.message).not.toMatch(/ann@|1234567/);
  });

  it('finds the field that is not there', () => {
    const message =
      "SELECT Id, Foo__c FROM Lead\n^\nERROR at Row:1:Column:12\nNo such column 'Foo__c' on entity 'Lead'. If you are";
    expect(explainFailure({ errorCode: 'INVALID_FIELD', message }, 400, false)).toMatchObject({
      errorClass: 'configuration',
      fields: ['Lead.Foo__c'],
      scope: 'request',
    });
  });

  it('finds the lookup to an object that the user may not see', () => {
    const message =
      "SELECT Id, Account.Name FROM Contact\n^\nDidn't understand relationship 'Account' in field path. If you are";
    expect(explainFailure({ errorCode: 'INVALID_FIELD', message }, 400, false).fields).toEqual(['Account']);
  });
});
