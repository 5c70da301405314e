import { z } from 'zod';

const calls = z.number().int().describe('API calls');
const byKind = { polling: calls, import: calls, tasks: calls, writeback: calls, total: calls };
const megabytes = z.number().describe('megabytes');

/** A forecast as HTTP answers it. */
export const forecastAnswer = z.object({
  specification: z
    .object({ ...byKind, storageMegabytes: megabytes, storageMegabytesAtSalesforce: megabytes })
    .describe('by the formulas of the specification: one call per thing'),
  expected: z
    .object({
      ...byKind,
      refresh: calls.describe('API calls that look for changes of imported people'),
      describes: calls.describe('API calls that read the org’s fields'),
      storageMegabytes: megabytes,
      assumptions: z.array(z.string()),
    })
    .describe('by how this system batches'),
  budget: z
    .object({ fits: z.boolean(), callsADay: calls, mayUse: calls, free: calls, verdict: z.string() })
    .optional()
    .describe('with a connectionId: whether it fits that connection’s day'),
});
