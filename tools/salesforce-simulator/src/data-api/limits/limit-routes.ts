import { listVersions } from '../../http/api-version.js';
import { callerOf, type Answer, type Call, type Route } from '../../http/route.js';
import { SalesforceFault } from '../../http/salesforce-fault.js';
import type { ApiUsage } from '../../http/api-usage.js';

/** How many runs of reports the current hour has left; the reports part knows. */
export type ReportRunsLeft = () => Partial<Record<ReportLimit, number>>;
type ReportLimit =
  'HourlySyncReportRuns' | 'HourlyAsyncReportRuns' | 'ConcurrentSyncReportRuns' | 'ConcurrentAsyncGetReportInstances';

export function limitRoutes(usage: () => ApiUsage, reportRunsLeft: ReportRunsLeft = () => ({})): Route[] {
  return [
    {
      method: 'GET',
      path: '/services/data',
      kind: 'versions',
      access: 'public',
      handle: () => ({ status: 200, body: listVersions() }),
    },
    {
      method: 'GET',
      path: '/services/data/:version',
      kind: 'versions',
      access: 'session',
      handle: ({ version }) => ({ status: 200, body: resources(version) }),
    },
    {
      method: 'GET',
      path: '/services/data/:version/limits',
      kind: 'limits',
      access: 'session',
      handle: (call) => showLimits(call, usage(), reportRunsLeft()),
    },
  ];
}

function resources(version: string): Record<string, string> {
  const base = `/services/data/v${version}`;
  return Object.fromEntries(
    ['sobjects', 'query', 'queryAll', 'composite', 'limits', 'analytics', 'metadata'].map((name) => [
      name,
      `${base}/${name}`,
    ]),
  );
}

/** Allocations that this org never uses up (salesforce-api.md §3.7 and its recorded list). */
const untouched: Record<string, number> = {
  DailyAsyncApexExecutions: 250_000,
  DailyBulkApiBatches: 15_000,
  DailyBulkApiRequests: 5_000,
  DailyBulkV2QueryJobs: 10_000,
  DailyDurableGenericStreamingApiEvents: 10_000,
  DailyDurableStreamingApiEvents: 10_000,
  DailyGenericStreamingApiEvents: 10_000,
  DailyStreamingApiEvents: 10_000,
  DailyWorkflowEmails: 390,
  DurableStreamingApiConcurrentClients: 20,
  HourlyDashboardRefreshes: 200,
  HourlyDashboardResults: 5_000,
  HourlyDashboardStatuses: 999_999_999,
  HourlyODataCallout: 10_000,
  HourlyTimeBasedWorkflow: 50,
  MassEmail: 10,
  SingleEmail: 15,
  StreamingApiConcurrentClients: 20,
};

/** Bytes of one record by object; the others take two kilobytes (salesforce-api.md §5.2). */
const recordKilobytes: Record<string, number> = { Campaign: 8, CampaignMember: 1 };
const dataStorageMb = 10_240;

function showLimits(call: Call, usage: ApiUsage, reportRunsLeft: ReturnType<ReportRunsLeft>): Answer {
  const user = callerOf(call);
  if (!call.org.access.has(user, 'ViewSetup'))
    throw new SalesforceFault(403, 'API_DISABLED_FOR_ORG', 'limits resource is not enabled');
  call.note({ kind: 'limits', object: null, records: 0 });
  const { limits } = call.org.description;
  const reports: Record<ReportLimit, number> = {
    HourlySyncReportRuns: limits.hourlySyncReportRuns,
    HourlyAsyncReportRuns: limits.hourlyAsyncReportRuns,
    ConcurrentSyncReportRuns: limits.concurrentSyncReportRuns,
    ConcurrentAsyncGetReportInstances: limits.concurrentAsyncReportReads,
  };
  const entries: [string, number, number][] = [
    ['DailyApiRequests', usage.limit, Math.max(0, usage.limit - usage.used())],
    ...Object.entries(reports).map(([name, max]): [string, number, number] => [
      name,
      max,
      reportRunsLeft[name as ReportLimit] ?? max,
    ]),
    ...Object.entries(untouched).map(([name, max]): [string, number, number] => [name, max, max]),
  ];
  if (call.org.access.has(user, 'ManageUsers')) {
    entries.push(['DataStorageMB', dataStorageMb, Math.max(0, dataStorageMb - usedMb(call))]);
    entries.push(['FileStorageMB', dataStorageMb, dataStorageMb]);
  }
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return { status: 200, body: Object.fromEntries(entries.map(([name, Max, Remaining]) => [name, { Max, Remaining }])) };
}

function usedMb({ org }: Call): number {
  const kilobytes = [...org.schema.all()]
    .filter(({ permissionable }) => permissionable)
    .reduce((sum, { name }) => sum + org.records.count(name) * (recordKilobytes[name] ?? 2), 0);
  return Math.ceil(kilobytes / 1_024);
}
