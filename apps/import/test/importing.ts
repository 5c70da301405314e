import type { ConnectionState, FieldMapping } from '@ce/contracts';
import { defaultMapping } from '@ce/field-mapping';
import { type OrgDescriptionInput, type Simulator, startSimulator } from '@ce/salesforce-simulator';
import { eventually, startTestDatabase } from '@ce/testing';
import { database } from '../src/database.js';
import { importService } from '../src/service.js';
import { aConnection, token } from './an-org.js';
import { type LeaseStub, startLeaseStub } from './lease-stub.js';
import { type ServiceUnderTest, startServiceUnderTest } from './service-under-test.js';

export interface Importing extends ServiceUnderTest {
  simulator: Simulator;
  leases: LeaseStub;
  /** By record id, once there are that many outcomes. */
  outcomes(count: number): Promise<Map<string, Outcome>>;
  connect(change: Partial<ConnectionState>): Promise<void>;
}

export interface Outcome {
  state: string;
  code: string | null;
  reason: string | null;
  fix: string | null;
  importedRecordId: string | null;
}

/** The service with an org behind it and one connection `c1` of workspace `w1`. */
export async function startImporting(
  description: OrgDescriptionInput,
  mapping: FieldMapping = defaultMapping,
  environment: Record<string, string> = {},
): Promise<Importing> {
  const simulator = await startSimulator({ description });
  const postgres = await startTestDatabase();
  const leases = await startLeaseStub(simulator, token);
  const settings = { AUTH_URL: leases.url, DELIVERY_LINGER_MS: '50', DELIVERY_POLL_MS: '50', ...environment };
  const service = await startServiceUnderTest(importService, database, postgres.url, settings);
  let version = 0;
  const connect = async (change: Partial<ConnectionState>) => {
    version += 1;
    const wanted = version;
    await service.publish(aConnection({ mapping, version, ...change }));
    await eventually(async () => {
      const [known]: { version: string }[] = await service.dataSource.query('select version from connection');
      if (Number(known?.version) < wanted) throw new Error('the connection is not stored yet');
    });
  };
  await connect({});
  return {
    ...service,
    simulator,
    leases,
    connect,
    outcomes: (count) =>
      eventually(async () => {
        const { body } = (await (await service.http()).get('/imports?limit=1000')) as {
          body: { imports: (Outcome & { recordId: string })[] };
        };
        const settled = body.imports.filter((row) => row.state !== 'waiting');
        if (settled.length < count) throw new Error(`${settled.length} of ${count} rows have an outcome`);
        return new Map(settled.map((row) => [row.recordId, row]));
      }),
    close: async () => {
      await service.close();
      await leases.close();
      await simulator.stop();
      await postgres.close();
    },
  };
}
