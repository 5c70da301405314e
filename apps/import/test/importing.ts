import { type CloudEvent, createEvent, type EventData, type FieldMapping, reportRowFound } from '@ce/contracts';
import { defaultMapping } from '@ce/field-mapping';
import { type OrgDescriptionInput, type Simulator, startSimulator } from '@ce/salesforce-simulator';
import { extend, orgAccess, type ServiceOnOrg, startOnOrg } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { database } from '../src/database.js';
import { importService } from '../src/service.js';

export interface Importing extends ServiceOnOrg<Simulator> {
  /** By record id, once there are that many outcomes. */
  outcomes(count: number): Promise<Map<string, Outcome>>;
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
  org: Omit<OrgDescriptionInput, 'users'>,
  mapping: FieldMapping = defaultMapping,
  environment: Record<string, string> = {},
): Promise<Importing> {
  const simulator = await startSimulator({ description: { ...orgAccess, ...org } });
  const service = await startOnOrg(simulator, {
    service: importService,
    database,
    connection: { mapping },
    environment: { DELIVERY_LINGER_MS: '50', DELIVERY_POLL_MS: '50', ...environment },
  });
  await service.connect();
  return extend(service, {
    outcomes: (count: number) =>
      eventually(async () => {
        const { body } = (await (await service.as('w1', 'admin')).get('/imports?limit=1000')) as {
          body: { imports: (Outcome & { recordId: string })[] };
        };
        const settled = body.imports.filter((row) => row.state !== 'waiting');
        if (settled.length < count) throw new Error(`${settled.length} of ${count} rows have an outcome`);
        return new Map(settled.map((row) => [row.recordId, row]));
      }),
  });
}

export function aRow(recordId: string, change: Partial<EventData<typeof reportRowFound>> = {}): CloudEvent {
  return createEvent(
    reportRowFound,
    {
      connectionId: 'c1',
      record: { type: recordId.startsWith('00Q') ? 'Lead' : 'Contact', id: recordId },
      campaignId: 'k1',
      sourceId: 's1',
      reportId: '00O000000000001',
      at: new Date().toISOString(),
      enrollment: 'auto',
      rules: [],
      ...change,
    },
    { source: '/test' },
  );
}
