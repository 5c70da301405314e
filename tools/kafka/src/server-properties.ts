import { type SecureOptions, type SecurePorts, secureProperties } from './secure/secure-listeners.js';

export interface KafkaNode {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
  readonly logFolder: string;
  readonly secure?: SecurePorts;
}

export interface ServerOptions {
  readonly secure?: SecureOptions | undefined;
  /** As many brokers out there have it: whoever asks for a topic makes it, with the broker's own settings. */
  readonly autoCreateTopics?: boolean | undefined;
}

/** Settings of one node of a KRaft cluster in which every node is broker and controller. */
export function serverProperties(
  node: KafkaNode,
  cluster: readonly KafkaNode[],
  { secure, autoCreateTopics = false }: ServerOptions = {},
): string {
  const copies = Math.min(3, cluster.length);
  const safe = Math.max(1, copies - 1);
  const listeners = [
    `PLAINTEXT://127.0.0.1:${node.port}`,
    ...(node.secure === undefined
      ? []
      : [`TLS://127.0.0.1:${node.secure.tls}`, `SASL://127.0.0.1:${node.secure.sasl}`]),
  ];
  const properties: Record<string, string | number | boolean> = {
    'process.roles': 'broker,controller',
    'node.id': node.id,
    'controller.quorum.voters': cluster.map(({ id, controllerPort }) => `${id}@127.0.0.1:${controllerPort}`).join(','),
    listeners: [...listeners, `CONTROLLER://127.0.0.1:${node.controllerPort}`].join(','),
    'advertised.listeners': listeners.join(','),
    'inter.broker.listener.name': 'PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,TLS:SSL,SASL:SASL_SSL',
    'log.dirs': node.logFolder,
    'auto.create.topics.enable': autoCreateTopics,
    'default.replication.factor': copies,
    'min.insync.replicas': safe,
    'offsets.topic.replication.factor': copies,
    'offsets.topic.num.partitions': 3,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': safe,
    'transaction.state.log.num.partitions': 3,
    // A laptop's group is complete when its first member is there, and a killed member should be missed soon.
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1_000,
    // After a kill the cluster waits this long before it takes the same broker again.
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
    'log.cleaner.dedupe.buffer.size': 8_388_608,
    'num.network.threads': 2,
    'num.io.threads': 4,
    ...(secure === undefined ? {} : secureProperties(secure)),
  };
  return `${Object.entries(properties)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`;
}
