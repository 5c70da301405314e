import { callKind } from '@ce/contracts';
import { z } from 'zod';
import { budgetRules } from '../lease-calls/budget-rules.js';

const calls = z.number().int().describe('API calls');
const kind = { kind: callKind, used: calls, mayReach: calls };

/** A budget as HTTP answers it; all figures are of the last 24 hours. */
export const budgetAnswer = z.object({
  state: z.enum(['open', 'reduced', 'exhausted']),
  rules: budgetRules,
  cap: calls,
  reserve: calls,
  used: calls,
  leased: calls,
  left: calls,
  org: z
    .object({ used: calls, limit: calls, seenAt: z.iso.datetime() })
    .nullable()
    .describe('what the org said last of all its applications; null before its first answer'),
  kinds: z.array(
    z.discriminatedUnion('state', [
      z.object({ ...kind, state: z.literal('open') }),
      z.object({ ...kind, state: z.literal('exhausted'), reason: z.string(), resumesAt: z.iso.datetime() }),
    ]),
  ),
  notes: z.array(z.string()).describe('what these rules will never allow'),
  hours: z.array(z.object({ hour: z.iso.datetime(), kind: callKind, calls })),
});
