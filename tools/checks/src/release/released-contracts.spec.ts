import { describe, expect, it } from 'vitest';
import { currentContracts } from '../compatibility/event-contract-of.js';
import { findProblems, inWords, readReleased } from './released-contracts.js';

const released = readReleased();

describe('the contracts of this tree', () => {
  it('can take the place of the released ones; an incompatible change needs a new type name', () => {
    expect(inWords(findProblems(released))).toBe('');
  });

  it('are all released, so that the next change is checked; run `npm run contracts:release` after adding an event', () => {
    const known = released.map((contract) => contract.type).sort();
    expect(
      currentContracts()
        .map((contract) => contract.type)
        .sort(),
    ).toEqual(known);
  });

  it('would be refused if a released event asked for less than this tree does', () => {
    const [first] = released;
    if (first === undefined) throw new Error('nothing is released');
    const { required: _required, ...accepts } = first.accepts;
    expect(inWords(findProblems([{ ...first, accepts }]))).toContain(`${first.type} $.`);
    expect(inWords(findProblems([{ ...first, type: 'ce.gone.gone.v1' }]))).toContain('is gone');
  });
});
