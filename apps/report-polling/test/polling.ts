import { type OrgDescriptionInput, type Simulator, startSimulator } from '@ce/salesforce-simulator';
import { eventually, startTestDatabase } from '@ce/testing';
import { database } from '../src/database.js';
import { reportPolling } from '../src/service.js';
import { aCampaign, aConnection, token } from './an-org.js';
import { type LeaseStub, startLeaseStub } from './lease-stub.js';
import { type ServiceUnderTest, startServiceUnderTest } from './service-under-test.js';

export interface Polling extends ServiceUnderTest {
  simulator: Simulator;
  leases: LeaseStub;
  reportId(name: string): string;
  /** Another process of the same service on the same database. */
  another(environment?: Record<string, string>): Promise<ServiceUnderTest>;
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
  const start = (more: Record<string, string> = {}) =>
    startServiceUnderTest(reportPolling, database, postgres.url, { ...settings, ...more });
  const service = await start();
  await service.publish(aConnection(), aCampaign());
  await eventually(async () => {
    const [known]: { ready: boolean }[] = await service.dataSource.query(
      'select exists (select from connection) and exists (select from campaign) as ready',
    );
    if (known?.ready !== true) throw new Error('the connection and the campaign are not stored yet');
  });
  return {
    ...service,
    simulator,
    leases,
    another: start,
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
