import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectPackageVariant } from './detect-package-variant.js';
import { packageFieldNames } from './package-fields.js';

const current = Object.values(packageFieldNames['managed-v2']);
const legacy = Object.values(packageFieldNames.legacy);

describe('detectPackageVariant', () => {
  it('knows either package by its six fields', () => {
    expect(detectPackageVariant(['Id', ...current])).toEqual({ variant: 'managed-v2', missing: [], note: null });
    expect(detectPackageVariant(['Id', ...legacy])).toEqual({ variant: 'legacy', missing: [], note: null });
  });

  it('takes the current package where both are installed, and says so', () => {
    const detection = detectPackageVariant([...legacy, ...current]);
    expect(detection.variant).toBe('managed-v2');
    expect(detection.note).toContain('Both packages');
  });

  it('falls back to a complete legacy package when the current one is hidden in part', () => {
    const detection = detectPackageVariant([...legacy, ...current.slice(1)]);
    expect(detection.variant).toBe('legacy');
    expect(detection.note).toContain('only in part');
  });

  it('names what is missing of a partly visible package', () => {
    const detection = detectPackageVariant(legacy.filter((name) => name !== 'sw01_campaign_url__c'));
    expect(detection).toMatchObject({ variant: 'partial', missing: ['sw01_campaign_url__c'] });
    expect(detection.note).toContain('sw01_campaign_url__c');
  });

  it('says none when no field of either is there', () => {
    expect(detectPackageVariant(['Id', 'Email'])).toMatchObject({ variant: 'none', missing: current });
  });

  it('never calls a package installed that misses a field, whatever else the object has', () => {
    fc.assert(
      fc.property(fc.subarray(current), fc.subarray(legacy), fc.array(fc.string()), (some, others, noise) => {
        const { variant, missing } = detectPackageVariant([...noise, ...some, ...others]);
        expect(variant === 'managed-v2').toBe(some.length === current.length);
        expect(variant === 'legacy').toBe(some.length < current.length && others.length === legacy.length);
        expect(variant === 'none').toBe(some.length + others.length === 0);
        expect(missing.some((name) => some.includes(name) || others.includes(name))).toBe(false);
      }),
    );
  });
});
