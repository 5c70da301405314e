import { serviceDataSource } from '@ce/database';
import { type OrgDescriptionInput, type Simulator, startSimulator } from '@ce/salesforce-simulator';
import { eventually, startTestDatabase } from '@ce/testing';
import { database } from '../src/database.js';
import { reportPolling } from '../src/service.js';
import { aCampaign, aConnection, token } from './an-org.js';
import { type LeaseStub, startLeaseStub } from './lease-stub.js';
import { type ServiceUnderTest, startServiceUnderTest } from './service-under-test.js';

export interface Polling extends Omit<ServiceUnderTest, 'app'> {
  simulator: Simulator;
  leases: LeaseStub;
  reportId(name: string): string;
  stopService(): Promise<void>;
  restartService(): Promise<void>;
  /** Also while the service is stopped. */
  database(sql: string): Promise<Record<string, unknown>[]>;
}

/** The service with an org behind it, one connection `c1` of workspace `w1`, and one running campaign `k1`. */
export async function startPolling(
  description: OrgDescriptionInput,
  environment: Record<string, string> = {},
): Promise<Polling> {
  const simulator = await startSimulator({ description });
  const postgres = await startTestDatabase();
  const leases = await startLeaseStub(simulator, token);
  const settings = { AUTH_URL: leases.url, POLL_TICK_MS: '20', ...environment };
  const start = () => startServiceUnderTest(reportPolling, database, postgres.url, settings);
  let service = await start();
  await service.publish(aConnection(), aCampaign());
  await eventually(async () => {
    const [known]: { ready: boolean }[] = await service.dataSource.query(
      'select exists (select from connection) and exists (select from campaign) as ready',
    );
    if (known?.ready !== true) throw new Error('the connection and the campaign are not stored yet');
  });
  return {
    get dataSource() {
      return service.dataSource;
    },
    http: (workspaceId) => service.http(workspaceId),
    publish: (...events) => service.publish(...events),
    published: (type) => service.published(type),
    simulator,
    leases,
    stopService: () => service.close(),
    restartService: async () => {
      service = await start();
    },
    database: async (sql) => {
      const outside = serviceDataSource(database, { url: postgres.url, poolSize: 1, applicationName: 'test' });
      await outside.initialize();
      const rows = await outside.query<Record<string, unknown>[]>(sql);
      await outside.destroy();
      return rows;
    },
    reportId: (name) => {
      for (const report of simulator.org.reports.all()) if (report.name === name) return report.id;
      throw new Error(`the org has no report ${name}`);
    },
    close: async () => {
      await service.close();
      await leases.close();
      await simulator.stop();
      await postgres.close();
    },
  };
}
