import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GrantedLease, leaseAnswer } from '@ce/contracts';
import { buildOrg, callerWith, CLIENT, connectOrg, SimulatedOrg } from '@ce/demo';
import { freePort } from '@ce/postgres';
import { type ServiceName, serviceNames, type Standalone, startStandalone } from '@ce/standalone';

/** Leads in the org; the emails go to them in turn: five to each in a round of the usual size, as in a campaign of the specification (E2). */
export const LEADS = 6_000;
/**
 * The others may have so many partitions in hand, each with a call at the org. Of the service's calls one connection has half,
 * and it reads four partitions at the same time.
 */
export const CALLS_AT_ONCE = 8;
/** Only these take part; the others would spend the machine on work that the other contestants do not do. */
const playing: readonly ServiceName[] = ['auth', 'activity-logging'];
const STOP_MS = 10_000;
/**
 * PostgreSQL's own 128 MB are meant to start anywhere; its documentation advises a quarter of a server's memory. With 128 MB
 * the tables of all contestants are larger than that after two rounds. Source: its page "Resource Consumption".
 */
const SHARED_BUFFERS = '512MB';

export interface Running {
  /** Of the database, the logs and the org. */
  dataDir: string;
  standalone: Standalone;
  simulatorUrl: string;
  org: SimulatedOrg;
  connectionId: string;
  brokers: string;
  /** What the other contestants call the org with. */
  session: Pick<GrantedLease, 'accessToken' | 'instanceUrl' | 'apiVersion'>;
}

/** A real broker, a PostgreSQL that writes to disk before it answers, the simulator, auth and activity-logging. */
export class Stage {
  readonly #undo: (() => Promise<void>)[] = [];
  #stopping: Promise<void> | undefined;

  async start(callMs: number, step: (line: string) => void): Promise<Running> {
    const dataDir = await mkdtemp(join(tmpdir(), 'ce-bench-'));
    // Where root runs this, PostgreSQL runs as another user, who must be able to pass through.
    await chmod(dataDir, 0o711);
    this.onStop(() => rm(dataDir, { recursive: true, force: true }));
    const authPort = await freePort();
    const orgFile = join(dataDir, 'org.json');
    const description = buildOrg(
      { webLeads: LEADS, others: 10, withEventId: true },
      `http://127.0.0.1:${authPort}/oauth/callback`,
    );
    await writeFile(orgFile, JSON.stringify({ ...description, limits: { dailyApiRequests: 1_000_000 } }));
    const standalone = await startStandalone({
      dataDir,
      durable: true,
      sharedBuffers: SHARED_BUFFERS,
      ports: { auth: authPort },
      simulator: { orgFile, ...CLIENT },
      environment: { BUS: 'kafka', LOG_LEVEL: 'warn', DELIVERY_CONCURRENCY: String(CALLS_AT_ONCE) },
      onStep: step,
    });
    this.onStop(() => standalone.stop());
    const { simulatorUrl, environment } = standalone;
    const brokers = environment['KAFKA_BROKERS'];
    if (simulatorUrl === undefined || brokers === undefined) throw new Error('The bench needs a simulator and Kafka.');
    const connectionId = await connectOrg(
      callerWith(await standalone.token('bench', ['admin'])),
      standalone.urls.auth,
      true,
    );
    const idle = serviceNames.filter((name) => !playing.includes(name));
    await Promise.all(idle.map((name) => standalone.processes[name].stop(STOP_MS)));
    await slowDown(simulatorUrl, callMs);
    const session = await leaseSession(standalone, connectionId);
    return { dataDir, standalone, simulatorUrl, org: new SimulatedOrg(simulatorUrl), connectionId, brokers, session };
  }

  /** Last begun is first ended. */
  onStop(step: () => Promise<void>): void {
    this.#undo.push(step);
  }

  stop(): Promise<void> {
    this.#stopping ??= (async () => {
      for (const step of this.#undo.reverse()) await step();
    })();
    return this.#stopping;
  }
}

async function slowDown(simulatorUrl: string, callMs: number): Promise<void> {
  const answer = await fetch(`${simulatorUrl}/simulator/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ effect: { type: 'latency', milliseconds: callMs } }),
  });
  if (!answer.ok) throw new Error(`The simulator did not take the latency: ${await answer.text()}`);
}

async function leaseSession({ urls, environment }: Standalone, connectionId: string): Promise<GrantedLease> {
  const answer = await fetch(`${urls.auth}/internal/leases`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${environment['INTERNAL_TOKEN']}` },
    body: JSON.stringify({ connectionId, kind: 'tasks', calls: 1 }),
  });
  const lease = leaseAnswer.parse(await answer.json());
  if (lease.kind !== 'granted') throw new Error(`There is no lease: ${lease.reason}`);
  return lease;
}
