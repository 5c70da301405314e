import type { Route } from '../../http/route.js';
import type { Dispatch } from '../../http/subrequest.js';
import { runBatch } from './run-batch.js';
import { runComposite } from './run-composite.js';

/** Several requests in one API call (salesforce-api.md §3.4). */
export function compositeRoutes(dispatch: Dispatch): Route[] {
  const base = '/services/data/:version/composite';
  return [
    {
      method: 'POST',
      path: base,
      kind: 'composite',
      access: 'session',
      handle: (call) => runComposite(call, dispatch),
    },
    {
      method: 'POST',
      path: `${base}/batch`,
      kind: 'composite-batch',
      access: 'session',
      handle: (call) => runBatch(call, dispatch),
    },
  ];
}
