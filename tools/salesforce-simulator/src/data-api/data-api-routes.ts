import type { ApiUsage } from '../http/api-usage.js';
import type { Route } from '../http/route.js';
import type { Dispatch } from '../http/subrequest.js';
import { collectionRoutes } from './collections/collection-routes.js';
import { compositeRoutes } from './composite/composite-routes.js';
import { describeRoutes } from './describe/describe-routes.js';
import { limitRoutes, type ReportRunsLeft } from './limits/limit-routes.js';
import { recordRoutes } from './records/record-routes.js';
import { queryRoutes } from './soql/query-routes.js';

/** Everything below /services/data but reports. */
export function dataApiRoutes(parts: {
  dispatch: Dispatch;
  usage: () => ApiUsage;
  reportRunsLeft?: ReportRunsLeft;
}): Route[] {
  return [
    ...limitRoutes(parts.usage, parts.reportRunsLeft),
    ...describeRoutes(),
    ...recordRoutes(),
    ...collectionRoutes(),
    ...compositeRoutes(parts.dispatch),
    ...queryRoutes(),
  ];
}
