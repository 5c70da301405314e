import { explainFailure, type WireError } from '../classify-error/explain-failure.js';
import { SalesforceError } from '../classify-error/salesforce-error.js';
import type { OrgCalls } from './org-calls.js';

/** Of the 25 subrequests of a composite call at most 5 may be collections or queries. Source: salesforce-api.md §3.4. */
export const MAX_HEAVY_SUBREQUESTS = 5;

export interface Subrequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** From the version root, or from `/services`. */
  path: string;
  body?: unknown;
  /** Only Accept, Authorization and Content-Type pass from the call to its parts; others are said again for each. */
  headers?: Record<string, string>;
}

export interface Subanswer {
  status: number;
  body: unknown;
  /** The first error of a failed part. */
  error: WireError | null;
}

interface CompositeAnswer {
  compositeResponse: { body: unknown; httpStatusCode: number; referenceId: string }[];
}

/** Independent parts in one API call, in order; each has its own answer. */
export async function runComposite(
  calls: OrgCalls,
  request: { kind: string; attempted: string; subrequests: readonly Subrequest[]; writes?: boolean },
): Promise<Subanswer[]> {
  const answer = await calls.json<CompositeAnswer>({
    kind: request.kind,
    attempted: request.attempted,
    method: 'POST',
    path: '/composite',
    writes: request.writes,
    body: {
      allOrNone: false,
      // Collated parts may run in any order, and as one transaction.
      collateSubrequests: false,
      compositeRequest: request.subrequests.map((part, index) => ({
        method: part.method,
        url: subrequestPath(calls, part.path),
        referenceId: `part${index}`,
        ...(part.headers === undefined ? {} : { httpHeaders: part.headers }),
        ...(part.body === undefined ? {} : { body: part.body }),
      })),
    },
  });
  if (!Array.isArray(answer.compositeResponse)) {
    const failure = explainFailure({ errorCode: 'UNREADABLE_ANSWER' }, undefined, request.writes ?? false);
    throw new SalesforceError({ ...failure, attempted: request.attempted, status: 200 });
  }
  const byReference = new Map(answer.compositeResponse.map((part) => [part.referenceId, part]));
  return request.subrequests.map((_, index) => {
    const part = byReference.get(`part${index}`);
    if (part === undefined) return { status: 500, body: null, error: { errorCode: 'UNREADABLE_ANSWER' } };
    return {
      status: part.httpStatusCode,
      body: part.body,
      error: part.httpStatusCode < 300 ? null : firstError(part.body),
    };
  });
}

export function subrequestPath(calls: OrgCalls, path: string): string {
  return path.startsWith('/services/') ? path : `/services/data/v${calls.apiVersion}${path}`;
}

function firstError(body: unknown): WireError {
  const first: unknown = Array.isArray(body) ? body[0] : body;
  return typeof first === 'object' && first !== null ? first : {};
}
