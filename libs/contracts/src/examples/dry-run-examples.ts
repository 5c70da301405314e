import type { z } from 'zod';
import type { dryRunJudged, dryRunRequested } from '../dry-run-events.js';
import { exampleEnrollment } from './example-ids.js';

const row = { ...exampleEnrollment, dryRunId: '7f2d6a0e-4d0b-4b55-9f0e-6f6d2a3f1c11' };

export const dryRunExamples = {
  'salesforce.dry-run.requested.v1': {
    ...row,
    at: '2026-02-27T09:00:00Z',
    enrollment: 'auto',
    rules: [{ ceField: 'title', operator: 'contains', values: ['sales', 'revenue'] }],
  },
  'salesforce.dry-run.judged.v1': {
    ...row,
    at: '2026-02-27T09:00:03Z',
    refusal: {
      code: 'missing-email',
      reason: 'The record has no email address.',
      fix: 'Fill in the email address in Salesforce.',
    },
  },
} satisfies {
  'salesforce.dry-run.requested.v1': z.input<(typeof dryRunRequested)['schema']>;
  'salesforce.dry-run.judged.v1': z.input<(typeof dryRunJudged)['schema']>;
};
