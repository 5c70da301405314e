import { describe, expect, it } from 'vitest';
import { date, datetime, flag, int, number, picklist, reference, text } from '../../org/schema/field-builders.js';
import { coerceValue } from './coerce-value.js';

const restricted = picklist('P__c', 'Pick', ['Red', 'Blue'], { restricted: true });

describe('coerceValue', () => {
  it.each([
    [text('A', 'A', 5), ' abc ', 'abc'],
    [text('A', 'A', 5), '', null],
    [date('D', 'D'), '2024-02-29', '2024-02-29'],
    [flag('F', 'F'), null, false],
    [flag('F', 'F'), 'true', true],
    [int('I', 'I', 3), '12', 12],
    [number('double', 'D', 'D', 5, 2), 1.239, 1.24],
    [datetime('T', 'T'), '2026-01-02T03:04:05.678+02:00', '2026-01-02T01:04:05.000+0000'],
    [datetime('T', 'T'), '2026-01-02T03:04:05.000+0000', '2026-01-02T03:04:05.000+0000'],
    [reference('WhoId', 'Who', ['Lead']), '00Q4S000002sSac', '00Q4S000002sSacUAE'],
    [restricted, 'Red', 'Red'],
    [picklist('S', 'S', ['Red']), 'anything', 'anything'],
  ])('%# keeps', (field, raw, value) => expect(coerceValue(field, raw)).toEqual({ kind: 'value', value }));

  it.each([
    [text('A', 'A label', 3), 'abcd', 'STRING_TOO_LONG', 'A label: data value too large: abcd (max length=3)'],
    [
      restricted,
      'Green',
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      'Pick: bad value for restricted picklist field: Green',
    ],
    [int('I', 'I', 3), 1_000, 'NUMBER_OUTSIDE_VALID_RANGE', 'I: value outside of valid range on numeric field: 1000'],
    [reference('WhoId', 'Who', ['Lead']), 'nobody', 'MALFORMED_ID', 'Who: id value of incorrect type: nobody'],
  ])('%# refuses', (field, raw, statusCode, message) => {
    expect(coerceValue(field, raw)).toEqual({ kind: 'refused', error: { statusCode, message, fields: [field.name] } });
  });

  it.each([
    [text('A', 'A', 5), 5],
    [datetime('T', 'T'), '2026-01-02'],
    [date('D', 'D'), '2026-02-29'],
    [date('D', 'D'), '2026-13-01'],
    [flag('F', 'F'), 1],
    [int('I', 'I', 3), 1.5],
  ])('%# refuses the request', (field, raw) => expect(() => coerceValue(field, raw)).toThrow('JSON_PARSER_ERROR'));
});
