import { enrollmentRule, objectType } from '@ce/contracts';
import { z } from 'zod';
import { rowState } from './list-rows.js';

const at = z.iso.datetime().nullable();
const finding = z.object({
  code: z.string(),
  problem: z.string().describe('one sentence: what is wrong'),
  fix: z.string().describe('one sentence: what to do'),
});

/** A `SourceView` as HTTP answers it. */
export const sourceAnswer = z.object({
  id: z.string(),
  campaignId: z.string(),
  campaignStatus: z.string().nullable().describe('null while nothing was heard of the campaign'),
  connectionId: z.string(),
  reportId: z.string(),
  reportName: z.string().nullable(),
  autoImport: z.boolean(),
  rules: z.array(enrollmentRule),
  state: z.enum(['unread', 'unchecked', 'read', 'incomplete', 'refused', 'failing']).describe('of the report'),
  problem: finding.nullable(),
  warnings: z.array(finding),
  reading: z.boolean().describe('a process is reading it right now'),
  backgroundRun: at.describe('since when Salesforce runs it in the background; null while it does not'),
  rowsInReport: z.number().int().nullable().describe('at its last read'),
  rows: z.partialRecord(rowState, z.number().int()).describe('how many are in which state'),
  calls: z.object({ lastPoll: z.number().int(), total: z.number().int() }).describe('API calls'),
  lastPolledAt: at,
  lastReadAt: at.describe('of the last read that saw the whole report'),
  nextPollAt: at.describe('null while nothing makes the report due'),
});

export const sourcesAnswer = z.array(sourceAnswer);

/** A `RowPage` as HTTP answers it. */
export const rowsAnswer = z.object({
  rows: z.array(
    z.object({
      recordId: z.string(),
      objectType,
      state: rowState,
      code: z.string().nullable(),
      reason: z.string().nullable(),
      fix: z.string().nullable(),
      foundAt: z.iso.datetime(),
      publishedAt: at,
      settledAt: at,
      leftAt: at.describe('since when the record is no longer in the report'),
    }),
  ),
  next: z.string().nullable().describe('`after` of the next page; null on the last'),
});
