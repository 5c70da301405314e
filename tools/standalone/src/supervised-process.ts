import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';

export interface ProcessDefinition {
  name: string;
  /** Absolute path of the built main file. */
  file: string;
  args?: readonly string[];
  /** For Node itself, e.g. limits of memory. */
  nodeFlags?: readonly string[];
  environment: Record<string, string>;
  /** Everything the process prints goes here, across restarts. */
  logFile: string;
}

export interface SupervisionEvents {
  onRestart?: (name: string, exit: string) => void;
}

const FIRST_RESTART_MS = 100;
const SLOWEST_RESTART_MS = 5_000;
/** A process that lived this long starts over with the shortest wait. */
const STEADY_MS = 10_000;
const MOST_WORDS = 4_000;

/** One child process that is started again whenever it dies, until it is stopped. */
export class SupervisedProcess {
  readonly name: string;
  restarts = 0;
  /** The end of what the process last wrote to its standard error: why it does not start. */
  lastWords = '';
  #child: ChildProcess | undefined;
  #stopping = false;
  #waitMs = FIRST_RESTART_MS;
  #timer: NodeJS.Timeout | undefined;
  readonly #log: WriteStream;

  constructor(
    private readonly definition: ProcessDefinition,
    private readonly events: SupervisionEvents = {},
  ) {
    this.name = definition.name;
    this.#log = createWriteStream(definition.logFile, { flags: 'a' });
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    const started = Date.now();
    // Detached: a Ctrl-C reaches the launcher alone, which stops everything in order. The IPC channel tells a child when
    // the launcher itself is gone.
    const child = spawn(
      process.execPath,
      [...(this.definition.nodeFlags ?? []), this.definition.file, ...(this.definition.args ?? [])],
      {
        env: { ...process.env, ...this.definition.environment },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        detached: true,
      },
    );
    this.#child = child;
    child.stdout?.pipe(this.#log, { end: false });
    child.stderr?.pipe(this.#log, { end: false });
    let words = '';
    child.stderr?.on('data', (text: Buffer) => {
      words = (words + text.toString()).slice(-MOST_WORDS);
      this.lastWords = words.trim();
    });
    child.once('exit', (code, signal) => {
      this.#child = undefined;
      if (this.#stopping) return;
      if (Date.now() - started > STEADY_MS) this.#waitMs = FIRST_RESTART_MS;
      this.restarts += 1;
      this.events.onRestart?.(this.name, signal ?? `exit code ${code}`);
      this.#timer = setTimeout(() => {
        this.start();
      }, this.#waitMs);
      this.#waitMs = Math.min(this.#waitMs * 2, SLOWEST_RESTART_MS);
    });
  }

  kill(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  /** SIGTERM, and SIGKILL to what has not ended after the grace period. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (child !== undefined) {
      await new Promise<void>((resolve) => {
        const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
        child.once('exit', () => {
          clearTimeout(force);
          resolve();
        });
        child.kill('SIGTERM');
      });
    }
    await new Promise<void>((resolve) => this.#log.end(resolve));
  }
}
