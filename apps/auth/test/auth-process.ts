import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { BROWSER, INTERNAL } from './auth-harness.js';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** The built service in a process of its own, as an image runs it. */
export class AuthProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    private readonly output: string[],
  ) {}

  /** Everything that it has logged. */
  get said(): string {
    return this.output.join('');
  }

  static async start(environment: Record<string, string>, logLevel: 'info' | 'debug' = 'info'): Promise<AuthProcess> {
    if (!existsSync(MAIN)) throw new Error('auth is not built. Run: npx nx build auth');
    const child = spawn(process.execPath, [MAIN], {
      env: { ...environment, HOST: '127.0.0.1', LOG_LEVEL: logLevel },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part: Buffer) => output.push(part.toString()));
    return new AuthProcess(child, await startedUrl(child), output);
  }

  /** Everything the process says until it ends, and the message of its last line; for starts that must fail. */
  static async failToStart(
    environment: Record<string, string>,
  ): Promise<{ code: number | null; said: string; reason: string }> {
    const child = spawn(process.execPath, [MAIN], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    const { msg } = JSON.parse(said.trim().split('\n').at(-1) ?? '') as { msg: string };
    return { code, said, reason: msg };
  }

  async post<Answer>(path: string, body: object): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${INTERNAL}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  }

  /** As a person's browser or program; the bearer token makes it the program. */
  async manage(method: string, path: string, token?: string, body?: object): Promise<{ status: number; text: string }> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === undefined ? { cookie: BROWSER } : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  }

  /** SIGKILL: no chance to finish anything. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }
}

async function startedUrl(child: ChildProcess): Promise<string> {
  let said = '';
  child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`auth ended at start: ${said}`)));
    if (child.stdout === null) return reject(new Error('auth has no output.'));
    createInterface({ input: child.stdout }).on('line', (line) => {
      // What Nest says by itself, as of a database that is away, is not JSON.
      if (!line.startsWith('{')) return;
      const { msg, url } = JSON.parse(line) as { msg?: string; url?: string };
      if (msg === 'started' && url !== undefined) resolve(url.replace('[::1]', '127.0.0.1'));
    });
  });
}
