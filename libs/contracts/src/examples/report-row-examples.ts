import type { z } from 'zod';
import type { reportRowFound, reportRowLeft } from '../report-row-events.js';
import { exampleEnrollment } from './example-ids.js';

const row = { ...exampleEnrollment, reportId: '00O5e000002AbCdEAK' };

export const reportRowExamples = {
  'salesforce.report-row.found.v1': {
    ...row,
    at: '2026-03-01T08:15:00Z',
    enrollment: 'auto',
    rules: [{ ceField: 'title', operator: 'contains', values: ['sales', 'revenue'] }],
  },
  'salesforce.report-row.left.v1': { ...row, at: '2026-03-09T08:15:00Z' },
} satisfies {
  'salesforce.report-row.found.v1': z.input<(typeof reportRowFound)['schema']>;
  'salesforce.report-row.left.v1': z.input<(typeof reportRowLeft)['schema']>;
};
