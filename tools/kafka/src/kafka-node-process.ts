import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ClassArchive } from './class-archive.js';
import { scramFlags, secureJavaFlags, type SecureOptions } from './secure/secure-listeners.js';
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
  readonly secure: SecureOptions | undefined;
  readonly autoCreateTopics: boolean | undefined;
}

/** One broker: formats its storage when that is new, starts it, and ends it. */
export class KafkaNodeProcess {
  #child: ChildProcess | undefined;
  readonly #killWithUs = () => this.#child?.kill('SIGKILL');
  readonly #classes: ClassArchive;

  constructor(private readonly options: NodeOptions) {
    this.#classes = new ClassArchive(options.jars, options.folder);
  }

  get #properties(): string {
    return join(this.options.folder, 'server.properties');
  }

  get #log(): string {
    return join(this.options.folder, 'kafka.log');
  }

  async prepare(): Promise<void> {
    const { folder, clusterId, secure } = this.options;
    await mkdir(folder, { recursive: true });
    await this.#writeProperties();
    const format = ['kafka.tools.StorageTool', 'format', '--ignore-formatted', '-t', clusterId, '-c', this.#properties];
    const users = secure === undefined ? [] : scramFlags(secure);
    await execute('java', [...this.#java(64, this.#classes.use()), ...format, ...users]);
  }

  async start(): Promise<void> {
    await this.#writeProperties();
    const log = createWriteStream(this.#log, { flags: 'a' });
    // In a session of its own: a Ctrl-C that is meant for the caller must not reach the broker before the caller is done.
    const flags = this.#java(this.options.heapMegabytes, this.#classes.useOrMake());
    const child = spawn('java', [...flags, 'kafka.Kafka', this.#properties], {
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
    // Who is killed may have been at writing it.
    if (child.signalCode === null) await this.#classes.keep();
  }

  /** At every start: what secures the listeners may have changed since the last. */
  async #writeProperties(): Promise<void> {
    const { node, cluster, secure, autoCreateTopics } = this.options;
    await writeFile(this.#properties, serverProperties(node, cluster, { secure, autoCreateTopics }));
  }

  async #ready(child: ChildProcess): Promise<void> {
    // Of this start alone; the log keeps those before it too.
    let said = '';
    const ready = new Promise<boolean>((resolve) => {
      const hear = (text: Buffer) => {
        said += text.toString();
        if (!said.includes(READY)) return;
        child.stderr?.off('data', hear);
        resolve(true);
      };
      child.stderr?.on('data', hear);
      child.once('close', () => resolve(false));
      child.once('error', () => resolve(false));
      setTimeout(() => resolve(false), START_MS).unref();
    });
    if (await ready) return;
    await this.stop('SIGKILL');
    const why = /Address already in use/.exec(said)?.[0] ?? 'Another program may use a port of it';
    const end = said.split('\n').slice(-15).join('\n');
    throw new Error(`Kafka did not start on port ${this.options.node.port}; its log is ${this.#log}. ${why}.\n${end}`);
  }

  #java(heapMegabytes: number, classes: string[]): string[] {
    return [
      `-Xmx${heapMegabytes}m`,
      '-XX:+UseSerialGC',
      // Code that is made quickly; the better code costs a broker more at its start than it spares in a test or a demo.
      '-XX:TieredStopAtLevel=1',
      ...classes,
      ...(this.options.secure === undefined ? [] : secureJavaFlags(this.options.secure)),
      '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
      '-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info',
      '-cp',
      join(this.options.jars, '*'),
    ];
  }
}
