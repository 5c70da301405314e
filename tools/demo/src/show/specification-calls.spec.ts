import { expect, it } from 'vitest';
import { specificationCalls } from './specification-calls.js';

it('gives the specification’s own example: 2 campaigns, 500 contacts each, 5 emails (spec E2)', () => {
  const month = { reportChecks: 2 * 30 * 96, importedPeople: 2 * 500, emails: 5 * 1000, finishedConversations: 1000 };
  expect(specificationCalls(month)).toEqual({
    polling: 12_000,
    import: 4_000,
    tasks: 5_000,
    writeback: 1_000,
    total: 22_000,
  });
});
