import { describe, expect, it } from 'vitest';
import { newestOutcomes } from './newest-outcomes.js';
import type { ImportOutcome } from './store-outcomes.js';

const failed: ImportOutcome = {
  ...{ sourceId: 's1', recordId: '00Q000000000001EAA', state: 'not-imported', at: '2026-03-02T10:00:00+01:00' },
  ...{ code: 'missing-email', reason: 'It has no email.', fix: 'Give it one.' },
};
const imported: ImportOutcome = {
  ...{ ...failed, state: 'imported', at: '2026-03-02T09:30:00Z' },
  ...{ code: null, reason: null, fix: null },
};

describe('newestOutcomes', () => {
  it('lets the later outcome of a row hold, also where an earlier one is delivered again behind it', () => {
    expect(newestOutcomes([failed, imported])).toEqual([imported]);
    expect(newestOutcomes([failed, imported, failed])).toEqual([imported]);
  });

  it('takes the later to come of two of one moment', () => {
    const again = { ...imported, at: failed.at };
    expect(newestOutcomes([failed, again])).toEqual([again]);
  });

  it('keeps the rows of several sources and records apart', () => {
    const others = [
      { ...failed, sourceId: 's2' },
      { ...failed, recordId: '00Q000000000002EAA' },
    ];
    expect(newestOutcomes([failed, ...others])).toEqual([failed, ...others]);
  });
});
