import { type OrgDescriptionInput, type Simulator, startSimulator } from '@ce/salesforce-simulator';
import { aCampaign, extend, orgAccess, type ServiceOnOrg, startOnOrg } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { database } from '../src/database.js';
import { reportPolling } from '../src/service.js';

export interface Polling extends ServiceOnOrg<Simulator> {
  reportId(name: string): string;
}

/** The service with an org behind it, one connection `c1` of workspace `w1`, and one running campaign `k1`. */
export async function startPolling(
  org: Omit<OrgDescriptionInput, 'users'>,
  environment: Record<string, string> = {},
): Promise<Polling> {
  const simulator = await startSimulator({ description: { ...orgAccess, ...org } });
  const service = await startOnOrg(simulator, {
    service: reportPolling,
    database,
    environment: { POLL_TICK_MS: '20', ...environment },
  });
  await service.connect();
  await service.publish(aCampaign());
  await eventually(async () => {
    const known = await service.database.query<unknown[]>('select from campaign');
    if (known.length === 0) throw new Error('the campaign is not stored yet');
  });
  return extend(service, {
    reportId: (name: string) => {
      for (const report of simulator.org.reports.all()) if (report.name === name) return report.id;
      throw new Error(`the org has no report ${name}`);
    },
  });
}

export function leads(count: number, prefix = 'Lead'): Record<string, string>[] {
  return Array.from({ length: count }, (_, index) => ({
    FirstName: prefix,
    LastName: `${prefix} ${index}`,
    Company: 'Acme',
    Email: `${prefix.toLowerCase()}${index}@example.com`,
  }));
}
