import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedPackageFields, allowedWrites } from './allowed-writes.js';

const toggles = fc.record({
  emailActivitySync: fc.boolean(),
  statusWithoutActivitySync: fc.boolean(),
  doNotContactSync: fc.boolean(),
  ownerSync: fc.boolean(),
});
const allOn = { emailActivitySync: true, statusWithoutActivitySync: false, doNotContactSync: true, ownerSync: true };

describe('allowedWrites', () => {
  it('stops Tasks and status together, and lets campaign fields and Do Not Contact go on', () => {
    const allowed = allowedWrites({ ...allOn, emailActivitySync: false });
    expect(allowed).toEqual({ tasks: false, status: false, campaign: true, doNotContact: true, owner: true });
    expect(allowedPackageFields(allowed)).toEqual([
      'campaign_name',
      'campaign_status',
      'campaign_creator',
      'campaign_url',
    ]);
  });

  it('lets status go on alone by the second switch', () => {
    const allowed = allowedWrites({ ...allOn, emailActivitySync: false, statusWithoutActivitySync: true });
    expect(allowed).toMatchObject({ tasks: false, status: true });
    expect(allowedPackageFields(allowed)).toHaveLength(6);
  });

  it('never stops campaign fields, and never logs Tasks against the switch', () => {
    fc.assert(
      fc.property(toggles, (some) => {
        const allowed = allowedWrites(some);
        expect(allowed.campaign).toBe(true);
        expect(allowed.tasks).toBe(some.emailActivitySync);
        expect(allowed.doNotContact).toBe(some.doNotContactSync);
      }),
    );
  });
});
