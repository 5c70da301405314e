import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildOrg, type Caller, callerWith, CLIENT, connectOrg, SimulatedOrg, WORKSPACE } from '@ce/demo';
import { freePort } from '@ce/postgres';
import { EVERY_WORKSPACE } from '@ce/service-kit';
import { type Standalone, startStandalone } from '@ce/standalone';

/** What a bench's org has besides what every org of the demo has. */
export interface BenchOrg {
  leads: readonly Record<string, string | boolean | null>[];
  reports: readonly object[];
  /** Settings of the services that are not as they come. */
  environment?: Record<string, string>;
}

export interface OnStage {
  standalone: Standalone;
  org: SimulatedOrg;
  simulatorUrl: string;
  connectionId: string;
  /** As an administrator of the workspace. */
  call: Caller;
  /** Of CE's own services, who publish events. */
  publisherToken: string;
}

/** The five built services with a PostgreSQL, and an org in the simulator that is connected to them. */
export class BenchStage {
  readonly #undo: (() => Promise<void>)[] = [];
  #stopping: Promise<void> | undefined;

  async start(bench: BenchOrg, step: (line: string) => void): Promise<OnStage> {
    const dataDir = await mkdtemp(join(tmpdir(), 'ce-bench-'));
    // Where root runs this, PostgreSQL runs as another user, who must be able to pass through.
    await chmod(dataDir, 0o711);
    this.#undo.push(() => rm(dataDir, { recursive: true, force: true }));
    const authPort = await freePort();
    const orgFile = join(dataDir, 'org.json');
    const bare = { webLeads: 0, others: 0, withEventId: true };
    const { records, ...org } = buildOrg(bare, `http://127.0.0.1:${authPort}/oauth/callback`);
    await writeFile(
      orgFile,
      JSON.stringify({ ...org, reports: bench.reports, records: { ...records, Lead: bench.leads } }),
    );
    const standalone = await startStandalone({
      dataDir,
      durable: false,
      ports: { auth: authPort },
      simulator: { orgFile, ...CLIENT },
      environment: { LOG_LEVEL: 'warn', ...bench.environment },
      onStep: step,
    });
    this.#undo.push(() => standalone.stop());
    const { simulatorUrl, urls } = standalone;
    if (simulatorUrl === undefined) throw new Error('The bench needs the simulator.');
    const call = callerWith(await standalone.token(WORKSPACE, ['admin']));
    step('connecting the org by OAuth');
    return {
      ...{ standalone, simulatorUrl, call, org: new SimulatedOrg(simulatorUrl) },
      connectionId: await connectOrg(call, urls.auth, true),
      publisherToken: await standalone.token(EVERY_WORKSPACE, ['publisher']),
    };
  }

  stop(): Promise<void> {
    this.#stopping ??= (async () => {
      for (const step of this.#undo.reverse()) await step();
    })();
    return this.#stopping;
  }
}
