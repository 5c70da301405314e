import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../testing/any-text.js';
import { changing, hiding, leadDescribe } from '../testing/index.js';
import { type PackageValues, packagePatch } from './package-patch.js';

const lead = leadDescribe();
const wanted: PackageValues = {
  status: 'not_started',
  last_synced_at: '2026-03-01T10:00:00Z',
  campaign_name: 'Spring',
  campaign_status: 'running',
  campaign_creator: 'Ada',
  campaign_url: 'https://ce.example.com/c/1',
};

describe('packagePatch', () => {
  it.each([
    ['managed-v2', 'sixsense_ce__status__c', 'sixsense_ce__campaign_url__c'],
    ['legacy', 'sw01_status__c', 'sw01_campaign_url__c'],
  ] as const)('writes the six fields under the names of %s', (variant, status, url) => {
    const patch = packagePatch(variant, wanted, leadDescribe(variant));
    expect(patch).toMatchObject({
      kind: 'patch',
      fields: { [status]: 'not_started', [url]: wanted.campaign_url },
      cuts: [],
      refusals: [],
    });
    expect(patch.kind === 'patch' && Object.keys(patch.fields)).toHaveLength(6);
  });

  it('uses whichever of the two names the org has where the package is there in part', () => {
    const patch = packagePatch('partial', { status: 'paused' }, leadDescribe('legacy'));
    expect(patch).toMatchObject({ fields: { sw01_status__c: 'paused' } });
  });

  it('lets one bad value stop nothing but itself', () => {
    const patch = packagePatch('managed-v2', { ...wanted, status: 'no_such_status' }, lead);
    expect(patch).toMatchObject({
      kind: 'patch',
      refusals: [{ field: 'sixsense_ce__status__c', class: 'configuration', code: 'picklist-value-missing' }],
    });
    expect(patch.kind === 'patch' && Object.keys(patch.fields)).toHaveLength(5);
  });

  it.each([
    ['no package', 'none', leadDescribe('none'), 'package-missing'],
    ['a hidden field', 'managed-v2', hiding(lead, 'sixsense_ce__status__c'), 'field-missing'],
    [
      'a read-only field',
      'managed-v2',
      changing(lead, 'sixsense_ce__status__c', { updateable: false }),
      'field-not-writable',
    ],
  ] as const)('refuses with %s', (_what, variant, describe, code) => {
    expect(packagePatch(variant, { status: 'paused' }, describe)).toMatchObject({
      kind: 'refused',
      class: 'configuration',
      code,
    });
  });

  it('says what was cut', () => {
    const patch = packagePatch('managed-v2', { campaign_name: 'x'.repeat(300) }, lead);
    expect(patch).toMatchObject({ cuts: [{ field: 'sixsense_ce__campaign_name__c', from: 300, to: 200 }] });
  });

  it('writes no time alone, and the time with any other change', () => {
    const first = packagePatch('managed-v2', wanted, lead);
    const written = first.kind === 'patch' ? first.fields : {};
    const later = { ...wanted, last_synced_at: '2026-03-02T10:00:00Z' };
    expect(packagePatch('managed-v2', later, lead, written)).toEqual({ kind: 'unchanged' });
    expect(packagePatch('managed-v2', { ...later, status: 'qualified' }, lead, written)).toMatchObject({
      fields: {
        sixsense_ce__status__c: 'qualified',
        sixsense_ce__last_synced_at__c: '2026-03-02T10:00:00.000+0000',
      },
    });
    expect(packagePatch('managed-v2', { last_synced_at: later.last_synced_at }, lead, written)).toMatchObject({
      kind: 'patch',
    });
  });

  it('writes nothing the second time, whatever is wanted', () => {
    const text = fc.option(anyText(400));
    const values = fc.record(
      { status: text, last_synced_at: fc.constant('2026-03-01T10:00:00Z'), campaign_name: text, campaign_url: text },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(values, (some) => {
        const first = packagePatch('managed-v2', some, lead);
        const second = packagePatch('managed-v2', some, lead, first.kind === 'patch' ? first.fields : {});
        expect(second.kind).not.toBe('patch');
      }),
    );
  });
});
