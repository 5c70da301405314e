import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { customerRoutes } from './customer/customer-routes.js';
import { dataApiRoutes } from './data-api/data-api-routes.js';
import { FaultPlan } from './faults/fault-plan.js';
import { faultRoutes } from './faults/fault-routes.js';
import { ApiUsage } from './http/api-usage.js';
import { handleRequest } from './http/handle-request.js';
import { LongRequests } from './http/long-requests.js';
import { Router } from './http/router.js';
import type { ServerContext } from './http/server-context.js';
import { dispatchThrough } from './http/subrequest.js';
import { Journal } from './journal/journal.js';
import { journalRoutes } from './journal/journal-routes.js';
import { OAuthServer } from './oauth/oauth-server.js';
import { metadataRoutes } from './metadata/metadata-routes.js';
import { type Clock, systemClock } from './org/clock.js';
import { type DurableState, fileState, memoryState } from './org/durable-state.js';
import { loadOrg } from './org/load-org.js';
import type { Org } from './org/org.js';
import type { OrgDescriptionInput } from './org/org-description.js';
import { reportRoutes } from './reports/report-routes.js';
import { reportRunsRemaining } from './reports/reports-state.js';

export interface SimulatorOptions {
  readonly description: OrgDescriptionInput;
  /** A free one when left out. */
  readonly port?: number;
  readonly host?: string;
  readonly clock?: Clock;
  /** A file in which records, reports, tokens and fields survive a restart. */
  readonly stateFile?: string;
}

export interface Simulator {
  /** `http://127.0.0.1:4000`, for login and API alike. */
  readonly url: string;
  /** The org at this moment; `POST /simulator/org` replaces it. */
  readonly org: Org;
  readonly faults: FaultPlan;
  readonly journal: Journal;
  readonly usage: ApiUsage;
  /** A valid access token without any OAuth flow. */
  issueSession(username: string): string;
  stop(): Promise<void>;
}

/** Starts a Salesforce org as an HTTP server. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const clock = options.clock ?? systemClock;
  const context = newContext(options.description, clock, stateOf(options.stateFile));
  const router: Router = new Router(routesOf(context, clock, options.stateFile, () => router));
  const host = options.host ?? '127.0.0.1';
  // The bound of Salesforce is checked, and told, by the simulator itself.
  const server = createServer({ maxHeaderSize: 256 * 1_024, keepAliveTimeout: 60_000 }, (request, response) => {
    handleRequest(context.server, router, request, response).catch((error: unknown) => {
      console.error(error);
      request.socket.destroy();
    });
  });
  await listen(server, options.port ?? 0, host);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    get org() {
      return context.server.org;
    },
    faults: context.server.faults,
    journal: context.server.journal,
    get usage() {
      return context.server.usage;
    },
    issueSession: (username) => context.oauth.issueSession(username),
    stop: () => close(server),
  };
}

function newContext(description: OrgDescriptionInput, clock: Clock, state: DurableState) {
  const org = loadOrg(description, clock, state);
  const oauth = new OAuthServer(() => server.org);
  const server: ServerContext = {
    org,
    ...limitsOf(org, clock),
    faults: new FaultPlan(),
    journal: new Journal(),
    resolveSession: (token) => oauth.resolveSession(token),
    expireSession: (token) => oauth.expireSession(token),
  };
  return { server, oauth };
}

function limitsOf(org: Org, clock: Clock): Pick<ServerContext, 'usage' | 'longRequests'> {
  const { limits } = org.description;
  return {
    usage: new ApiUsage(clock, limits.dailyApiRequests, limits.dailyApiRequestsUsed, limits.perAppApiRequests),
    longRequests: new LongRequests(limits.concurrentLongRequests, limits.longRequestSeconds),
  };
}

function routesOf(
  { server, oauth }: ReturnType<typeof newContext>,
  clock: Clock,
  stateFile: string | undefined,
  router: () => Router,
) {
  const load = (description: OrgDescriptionInput): void => {
    if (stateFile !== undefined) rmSync(stateFile, { force: true });
    server.org = loadOrg(description, clock, stateOf(stateFile));
    Object.assign(server, limitsOf(server.org, clock));
  };
  return [
    ...oauth.routes(),
    ...reportRoutes(),
    ...metadataRoutes(),
    ...dataApiRoutes({
      dispatch: dispatchThrough(router),
      usage: () => server.usage,
      reportRunsLeft: () => {
        const { sync, async, syncNow, readsNow } = reportRunsRemaining(server.org);
        return {
          HourlySyncReportRuns: sync,
          HourlyAsyncReportRuns: async,
          ConcurrentSyncReportRuns: syncNow,
          ConcurrentAsyncGetReportInstances: readsNow,
        };
      },
    }),
    ...faultRoutes(server.faults),
    ...journalRoutes(server.journal),
    ...customerRoutes(server, load),
  ];
}

function stateOf(stateFile: string | undefined): DurableState {
  return stateFile === undefined ? memoryState() : fileState(stateFile);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
