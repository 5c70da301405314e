import { describe, expect, it } from 'vitest';
import { isIdShaped, RecordIds, soundId, toId18 } from './record-id.js';

describe('record ids', () => {
  it.each([
    ['00Q4S000002sSac', '00Q4S000002sSacUAE'],
    ['0054S000000JFmh', '0054S000000JFmhQAG'],
    ['0034S000005YJVlQAO', '0034S000005YJVlQAO'],
  ])('%s has the recorded ending', (id, long) => expect(toId18(id)).toBe(long));

  it('rise with every record, also above those of a file', () => {
    const ids = new RecordIds();
    const first = ids.next('00Q');
    const second = ids.next('00Q');
    expect(first < second).toBe(true);
    const later = new RecordIds();
    later.seen(second);
    expect(later.next('00Q') > second).toBe(true);
  });

  it('of a file must be possible', () => {
    expect(soundId('00Q4S000002sSac')).toBe('00Q4S000002sSacUAE');
    expect(() => soundId('00Q4S000002sSacAAA')).toThrow('00Q4S000002sSacUAE');
    expect(() => soundId('lead-1')).toThrow('no Salesforce id');
    expect([isIdShaped('00Q4S000002sSac'), isIdShaped('00Q4S000002sSacU')]).toEqual([true, false]);
  });
});
