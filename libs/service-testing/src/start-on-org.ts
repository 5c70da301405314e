import { connectionChanged, type ConnectionState, createEvent } from '@ce/contracts';
import { eventually } from '@ce/testing';
import { aConnection } from './a-connection.js';
import { USERNAME } from './people-of-an-org.js';
import { startTestService, type TestService, type TestServiceOptions } from './start-test-service.js';

/** As much of a simulated org as a service's surroundings need. */
export interface SimulatedOrg {
  url: string;
  issueSession(username: string): string;
  stop(): Promise<void>;
}

export interface ServiceOnOrg<Org extends SimulatedOrg> extends TestService {
  readonly simulator: Org;
  /** Tells the service of a change of the connection, and waits until it knows. */
  connect(change?: Partial<ConnectionState>): Promise<void>;
}

export interface OnOrgOptions extends Omit<TestServiceOptions, 'sessionOf'> {
  /** What every state of the connection has, unless the change says otherwise. */
  connection?: Partial<ConnectionState>;
}

/** The service with this org behind its connection; the org is stopped with it, also when starting fails. */
export async function startOnOrg<Org extends SimulatedOrg>(
  simulator: Org,
  { connection, ...options }: OnOrgOptions,
): Promise<ServiceOnOrg<Org>> {
  const service = await startWith(simulator, options).catch(async (error: unknown) => {
    await simulator.stop();
    throw error;
  });
  let version = 0;
  return extend(service, {
    simulator,
    connect: async (change: Partial<ConnectionState> = {}) => {
      version += 1;
      const state = aConnection({ ...connection, version, ...change });
      await service.publish(createEvent(connectionChanged, state, { source: '/test' }));
      await eventually(async () => {
        const rows = await service.database.query<{ version: string }[]>('select version from connection');
        if (!rows.some((known) => Number(known.version) >= state.version)) throw new Error('Not known yet.');
      });
    },
    stop: async () => {
      await service.stop();
      await simulator.stop();
    },
  });
}

async function startWith(simulator: SimulatedOrg, options: Omit<TestServiceOptions, 'sessionOf'>) {
  const session = { accessToken: simulator.issueSession(USERNAME), instanceUrl: simulator.url };
  return startTestService({ ...options, sessionOf: () => session });
}

/** A running service with more to it. A copy would freeze `app`, which is another one after each start. */
export function extend<Service extends TestService, More extends object>(service: Service, more: More): Service & More {
  return Object.assign(Object.create(service) as Service, more);
}
