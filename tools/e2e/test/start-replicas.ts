import { join } from 'node:path';
import { freePort } from '@ce/postgres';
import { builtFile, type Standalone, SupervisedProcess, waitUntilReady } from '@ce/standalone';

export interface Replica {
  readonly url: string;
  readonly process: SupervisedProcess;
}

const GRACE_MS = 28_000;
const READY_MS = 60_000;

/**
 * The service's replica of a standalone installation with `more` beside it: the same binary, database and group.
 * Whichever dies is started again, as Kubernetes would.
 */
export async function startReplicas(
  standalone: Standalone,
  name: 'activity-logging',
  more: number,
): Promise<{ replicas: Replica[]; stop: () => Promise<void> }> {
  const added = await Promise.all(
    Array.from({ length: more }, async (_, at): Promise<Replica> => {
      const port = await freePort();
      const replica = new SupervisedProcess({
        name: `${name}-${at + 2}`,
        file: builtFile(`apps/${name}`, 'main.js'),
        environment: { ...standalone.environment, PORT: String(port) },
        logFile: join(standalone.dataDir, 'logs', `${name}-${at + 2}.log`),
      });
      replica.start();
      return { url: `http://127.0.0.1:${port}`, process: replica };
    }),
  );
  await Promise.all(added.map(({ url }) => waitUntilReady(`${url}/health/ready`, READY_MS)));
  return {
    replicas: [{ url: standalone.urls[name], process: standalone.processes[name] }, ...added],
    stop: async () => {
      await Promise.all(added.map(({ process }) => process.stop(GRACE_MS)));
    },
  };
}
