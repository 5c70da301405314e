import { z } from 'zod';
import { inheritedHeaders, type Subrequest } from '../../http/subrequest.js';
import { SalesforceFault } from '../../http/salesforce-fault.js';

const maxParts = 25;
/** Of the parts, so many may be collections or queries (salesforce-api.md §3.4). */
const maxHeavy = 5;

const composite = z.object({
  allOrNone: z.boolean().default(false),
  compositeRequest: z.array(
    z.object({
      method: z.string(),
      url: z.string(),
      referenceId: z.string(),
      body: z.unknown().optional(),
      httpHeaders: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

export interface Part extends Subrequest {
  readonly referenceId: string;
}

export function readComposite(body: unknown): { allOrNone: boolean; parts: Part[] } {
  const parsed = composite.safeParse(body);
  if (!parsed.success)
    throw new SalesforceFault(
      400,
      'JSON_PARSER_ERROR',
      'compositeRequest must list requests with method, url and referenceId.',
    );
  const parts = parsed.data.compositeRequest.map(({ httpHeaders, ...part }) => ({
    ...part,
    method: part.method.toUpperCase(),
    headers: httpHeaders ?? {},
    body: part.body,
  }));
  if (parts.length > maxParts) throw invalid(`Limit of ${maxParts} subrequests exceeded: ${parts.length}.`);
  const heavy = parts.filter(({ url }) => /\/(?:composite\/sobjects|query|queryAll)(?:[/?]|$)/.test(url)).length;
  if (heavy > maxHeavy)
    throw invalid(`Limit of ${maxHeavy} sObject collection or query subrequests exceeded: ${heavy}.`);
  for (const { headers } of parts) {
    const own = Object.keys(headers).find((name) => inheritedHeaders.some((header) => header === name.toLowerCase()));
    if (own !== undefined) throw invalid(`The header ${own} cannot be set for a subrequest.`);
  }
  const names = new Set<string>();
  for (const { referenceId } of parts) {
    if (!/^[A-Za-z]\w*$/.test(referenceId)) throw invalid(`Provided referenceId ('${referenceId}') is invalid.`);
    if (names.has(referenceId)) throw invalid(`Provided referenceId ('${referenceId}') must be unique in a request.`);
    names.add(referenceId);
  }
  return { allOrNone: parsed.data.allOrNone, parts };
}

const invalid = (message: string): SalesforceFault => new SalesforceFault(400, 'INVALID_INPUT', message);
