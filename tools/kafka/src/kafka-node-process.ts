import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type KafkaNode, serverProperties } from './server-properties.js';

const execute = promisify(execFile);
const READY = 'Kafka Server started';
const START_MS = 90_000;
const STOP_MS = 30_000;

export interface NodeOptions {
  readonly node: KafkaNode;
  readonly cluster: readonly KafkaNode[];
  readonly folder: string;
  readonly jars: string;
  readonly clusterId: string;
  readonly heapMegabytes: number;
}

/** One broker: formats its storage when that is new, starts it, and ends it. */
export class KafkaNodeProcess {
  #child: ChildProcess | undefined;
  readonly #killWithUs = () => this.#child?.kill('SIGKILL');

  constructor(private readonly options: NodeOptions) {}

  get #properties(): string {
    return join(this.options.folder, 'server.properties');
  }

  get #log(): string {
    return join(this.options.folder, 'kafka.log');
  }

  async prepare(): Promise<void> {
    const { node, cluster, folder, clusterId } = this.options;
    await mkdir(folder, { recursive: true });
    await writeFile(this.#properties, serverProperties(node, cluster));
    const format = ['kafka.tools.StorageTool', 'format', '--ignore-formatted', '-t', clusterId, '-c', this.#properties];
    await execute('java', [...this.#java(64), ...format]);
  }

  async start(): Promise<void> {
    const log = createWriteStream(this.#log, { flags: 'a' });
    // In a session of its own: a Ctrl-C that is meant for the caller must not reach the broker before the caller is done.
    const child = spawn('java', [...this.#java(this.options.heapMegabytes), 'kafka.Kafka', this.#properties], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    process.once('exit', this.#killWithUs);
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.once('close', () => log.end());
    await this.#ready(child);
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    process.off('exit', this.#killWithUs);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    const impatient = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await gone;
    clearTimeout(impatient);
  }

  async #ready(child: ChildProcess): Promise<void> {
    const ready = new Promise<boolean>((resolve) => {
      child.stderr?.on('data', (text: Buffer) => {
        if (text.includes(READY)) resolve(true);
      });
      child.once('exit', () => resolve(false));
      child.once('error', () => resolve(false));
      setTimeout(() => resolve(false), START_MS).unref();
    });
    if (await ready) return;
    await this.stop('SIGKILL');
    const end = (await readFile(this.#log, 'utf8').catch(() => '')).split('\n').slice(-15).join('\n');
    throw new Error(
      `Kafka did not start; its log is ${this.#log}. Another program may use port ${this.options.node.port}.\n${end}`,
    );
  }

  #java(heapMegabytes: number): string[] {
    return [
      `-Xmx${heapMegabytes}m`,
      '-XX:+UseSerialGC',
      '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
      '-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info',
      '-cp',
      join(this.options.jars, '*'),
    ];
  }
}
