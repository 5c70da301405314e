import type { IncomingHttpHeaders } from 'node:http';
import { callerOf, type Answer, type Call, type Route } from './route.js';
import { checkVersion } from './api-version.js';
import { splitUrl } from './build-call.js';
import { refusal } from './render-answer.js';
import type { Router } from './router.js';
import { notFound, SalesforceFault } from './salesforce-fault.js';

export interface Subrequest {
  readonly method: string;
  /** `/services/data/v62.0/…`, query included. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Carries out a part of a composite call at once; a part is no API call of its own. */
export type Dispatch = (parent: Call, part: Subrequest) => Answer;

export function dispatchThrough(router: () => Router): Dispatch {
  return (parent, part) => {
    try {
      callerOf(parent);
      const { path, query } = splitUrl(part.url);
      const match = router().match(part.method, path);
      if (match.kind === 'wrong-method')
        throw new SalesforceFault(
          405,
          'METHOD_NOT_ALLOWED',
          `HTTP Method '${part.method}' not allowed. Allowed are ${match.allowed.join(',')}`,
        );
      if (match.kind === 'missing' || match.route.access !== 'session') throw notFound();
      if (standsAlone(match.route))
        throw new SalesforceFault(400, 'INVALID_INPUT', `${path} cannot be part of a composite request.`);
      const answer = match.route.handle({
        ...parent,
        method: part.method,
        path,
        query,
        params: match.params,
        version: checkVersion(match.params['version'] ?? ''),
        headers: { ...inherited(parent.headers), ...lowerKeys(part.headers) },
        body: part.body,
        rawBody: '',
        bytes: Buffer.alloc(0),
      });
      if (answer instanceof Promise)
        throw new SalesforceFault(400, 'INVALID_INPUT', `${path} cannot be part of a composite request.`);
      return answer;
    } catch (error) {
      return refusal(error, part.url);
    }
  };
}

/** Calls of calls, and the resources that composite does not offer. */
function standsAlone({ kind }: Route): boolean {
  return kind.startsWith('composite') || kind.startsWith('report-') || kind === 'metadata';
}

/** Only these three reach a part from the call around it; every other header is said again in the part. */
export const inheritedHeaders = ['accept', 'authorization', 'content-type'] as const;

function inherited(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(inheritedHeaders.map((name) => [name, headers[name]]));
}

function lowerKeys(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
