import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkJava } from './check-java.js';
import { fetchJars } from './fetch-jars.js';
import { freePorts } from './free-ports.js';
import { KafkaNodeProcess } from './kafka-node-process.js';
import { wantedVersion } from './kafka-version.js';
import type { SecureOptions } from './secure/secure-listeners.js';
import type { KafkaNode } from './server-properties.js';

export interface KafkaOptions {
  /** Brokers, each of them a controller too. */
  nodes?: 1 | 3;
  /** Port of the first broker; the others follow. Free ports when not given. */
  port?: number;
  /** Kept when given; otherwise a temporary folder that goes with `stop`. */
  dataDir?: string;
  /** From Maven Central; `KAFKA_VERSION` of the environment, or the line of this project, when not given. */
  version?: string;
  heapMegabytes?: number;
  /** Secured listeners beside the plain one, on free ports. */
  secure?: SecureOptions;
  /** A broker that makes every topic that is asked for, as many out there do; it does not unless told. */
  autoCreateTopics?: boolean;
}

export interface RunningKafka {
  /** For `KAFKA_BROKERS`. */
  readonly brokers: string;
  readonly version: string;
  /** For `KAFKA_BROKERS`, when there are secured listeners. */
  readonly secured: { readonly tls: string; readonly sasl: string } | undefined;
  /** Ends one broker and starts it again on its data. */
  restart(broker: number, how?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  stop(): Promise<void>;
}

/** Storage that exists must be opened under the same id, so it is always this one. */
const CLUSTER_ID = 'Y2UtbG9jYWwta2Fma2EtMQ';

/** A port that was free a moment ago may be taken by any connection of the machine before the broker has it. */
const MOST_ATTEMPTS = 3;

/** Starts a real Apache Kafka without ZooKeeper; ready in a few seconds once its jars are in the cache. */
export async function startKafka(options: KafkaOptions = {}): Promise<RunningKafka> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(options);
    } catch (error) {
      const taken = error instanceof Error && /Address already in use|BindException/.test(error.message);
      if (!taken || options.port !== undefined || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

async function startOnce(options: KafkaOptions): Promise<RunningKafka> {
  const version = options.version ?? wantedVersion();
  const java = await checkJava(version);
  if (java.kind === 'missing') throw new Error(`Kafka cannot run here. ${java.reason}`);
  const jars = await fetchJars(version);
  const folder = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'ce-kafka-')));
  const cluster = await planNodes(options, folder);
  const nodes = cluster.map(
    (node) =>
      new KafkaNodeProcess({
        ...{ node, cluster, jars, clusterId: CLUSTER_ID },
        folder: join(folder, `node-${node.id}`),
        heapMegabytes: options.heapMegabytes ?? 320,
        secure: options.secure,
        autoCreateTopics: options.autoCreateTopics,
      }),
  );
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    if (options.dataDir === undefined) await rm(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all(nodes.map((node) => node.prepare()));
    // Together: a controller that is alone waits for the others.
    await Promise.all(nodes.map((node) => node.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    brokers: cluster.map((node) => `127.0.0.1:${node.port}`).join(','),
    version,
    secured: options.secure && {
      tls: cluster.map((node) => `127.0.0.1:${node.secure?.tls}`).join(','),
      sasl: cluster.map((node) => `127.0.0.1:${node.secure?.sasl}`).join(','),
    },
    restart: async (broker, how) => {
      const node = nodes[broker];
      if (node === undefined) throw new Error(`There is no broker ${broker}; the first one is 0.`);
      await node.stop(how);
      await node.start();
    },
    stop,
  };
}

async function planNodes({ nodes = 1, port, secure }: KafkaOptions, folder: string): Promise<KafkaNode[]> {
  const ports = await freePorts(nodes * 4);
  return Array.from({ length: nodes }, (_, at) => ({
    id: at + 1,
    port: port === undefined ? (ports[at] ?? 0) : port + at,
    controllerPort: ports[nodes + at] ?? 0,
    logFolder: join(folder, `node-${at + 1}`, 'data'),
    ...(secure === undefined ? {} : { secure: { tls: ports[2 * nodes + at] ?? 0, sasl: ports[3 * nodes + at] ?? 0 } }),
  }));
}
