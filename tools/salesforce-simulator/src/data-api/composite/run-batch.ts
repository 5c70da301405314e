import { z } from 'zod';
import type { Answer, Call } from '../../http/route.js';
import { SalesforceFault } from '../../http/salesforce-fault.js';
import type { Dispatch } from '../../http/subrequest.js';

const maxParts = 25;

const batch = z.object({
  haltOnError: z.boolean().default(false),
  batchRequests: z.array(z.object({ method: z.string(), url: z.string(), richInput: z.unknown().optional() })),
});

/** `POST /composite/batch`: up to 25 independent parts, in order, nothing shared and nothing taken back. */
export function runBatch(call: Call, dispatch: Dispatch): Answer {
  const parsed = batch.safeParse(call.body);
  if (!parsed.success)
    throw new SalesforceFault(400, 'JSON_PARSER_ERROR', 'batchRequests must list requests with method and url.');
  const { haltOnError, batchRequests } = parsed.data;
  if (batchRequests.length > maxParts)
    throw new SalesforceFault(
      400,
      'INVALID_INPUT',
      `Limit of ${maxParts} subrequests exceeded: ${batchRequests.length}.`,
    );
  const results: { statusCode: number; result: unknown }[] = [];
  for (const { method, url, richInput } of batchRequests) {
    if (haltOnError && results.some(({ statusCode }) => statusCode >= 300)) {
      results.push({
        statusCode: 412,
        result: [
          { errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted as an earlier request failed.' },
        ],
      });
      continue;
    }
    const full = url.startsWith('/services/') ? url : `/services/data/${url.replace(/^\//, '')}`;
    const answer = dispatch(call, { method: method.toUpperCase(), url: full, headers: {}, body: richInput });
    results.push({ statusCode: answer.status, result: answer.body ?? null });
  }
  return { status: 200, body: { hasErrors: results.some(({ statusCode }) => statusCode >= 300), results } };
}
