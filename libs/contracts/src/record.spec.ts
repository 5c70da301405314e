import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ceId, objectTypeOf, personKey, recordRef, salesforceId, toLongId } from './record.js';

const shortId = fc.stringMatching(/^[a-zA-Z0-9]{15}$/);

describe('toLongId', () => {
  // Pairs as Salesforce itself gave them out: salesforce-api.md §1.3, §3.3.
  it.each([
    ['00Q4S000002sSac', '00Q4S000002sSacUAE'],
    ['005x00000012Q9P', '005x00000012Q9PAAU'],
  ])('turns %s into %s', (short, long) => {
    expect(toLongId(short)).toBe(long);
  });

  it('gives ids that differ only in case different endings, so that no database confuses them', () => {
    fc.assert(
      fc.property(shortId, shortId, (one, other) => {
        fc.pre(one !== other);
        expect(toLongId(one).toLowerCase() === toLongId(other).toLowerCase()).toBe(false);
      }),
    );
    expect(toLongId('00Q5e00001abcde').toLowerCase()).not.toBe(toLongId('00Q5e00001ABCDE').toLowerCase());
  });

  it('leaves a long id as it is', () => {
    fc.assert(fc.property(shortId, (short) => toLongId(toLongId(short)) === toLongId(short)));
  });
});

describe('salesforceId', () => {
  it('makes one key of both forms', () => {
    expect(salesforceId.parse('00Q5e00001AbCdE')).toBe(salesforceId.parse('00Q5e00001AbCdEEAV'));
  });

  it.each(['', '00Q', '00Q5e00001AbCdEE', "00Q5e00001AbC'E", '00Q5e00001AbCdEEAV1'])('refuses %j', (id) => {
    expect(salesforceId.safeParse(id).success).toBe(false);
  });
});

describe('recordRef', () => {
  it('refuses an id of another type', () => {
    expect(recordRef.safeParse({ type: 'Contact', id: '00Q5e00001AbCdE' }).success).toBe(false);
    expect(recordRef.parse({ type: 'Contact', id: '0035e00001AbCdE' }).id).toHaveLength(18);
    expect(objectTypeOf('0015e00001AbCdE')).toBeUndefined();
  });

  it('gives one key per connection and record, whichever form the id came in', () => {
    const of = (id: string) => personKey({ connectionId: 'c', record: recordRef.parse({ type: 'Lead', id }) });
    expect(of('00Q5e00001AbCdE')).toBe('c/00Q5e00001AbCdEEAV');
    expect(of('00Q5e00001AbCdEEAV')).toBe(of('00Q5e00001AbCdE'));
  });
});

describe('ceId', () => {
  it('takes no separator of keys', () => {
    expect(ceId.safeParse('conn/1').success).toBe(false);
    expect(ceId.safeParse('conn-1.a_b:c').success).toBe(true);
  });
});
