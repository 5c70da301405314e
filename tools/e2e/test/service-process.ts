import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '@ce/postgres';
import { builtFile } from '@ce/standalone';

/** One built service as its image starts it, with its log and its last words. */
export class ServiceUnderTest {
  #output = '';
  #errors = '';
  readonly #ended: Promise<unknown>;

  private constructor(
    private readonly child: ChildProcess,
    private readonly url: string,
  ) {
    child.stdout?.on('data', (text: Buffer) => (this.#output += text.toString()));
    child.stderr?.on('data', (text: Buffer) => (this.#errors += text.toString()));
    this.#ended = once(child, 'close');
  }

  static async start(name: string, environment: Record<string, string>): Promise<ServiceUnderTest> {
    const port = await freePort();
    const child = spawn(process.execPath, [builtFile(`apps/${name}`, 'main.js')], {
      env: { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: String(port), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new ServiceUnderTest(child, `http://127.0.0.1:${port}`);
  }

  async health(kind: 'live' | 'ready'): Promise<{ status: number; checks: Record<string, string> }> {
    const answer = await fetch(`${this.url}/health/${kind}`);
    const { checks } = (await answer.json()) as { checks: Record<string, string> };
    return { status: answer.status, checks };
  }

  /** Messages of its log, oldest first. */
  get said(): string[] {
    return this.#output
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => (JSON.parse(line) as { msg: string }).msg);
  }

  /** The last message of its log. */
  get words(): string {
    return this.said.at(-1) ?? '';
  }

  /** All that it wrote. */
  get output(): string {
    return this.#output + this.#errors;
  }

  /** Resolves when it has ended by itself, or by the signal. */
  async end(signal?: NodeJS.Signals): Promise<number | null> {
    if (signal !== undefined) this.child.kill(signal);
    await this.#ended;
    return this.child.exitCode;
  }
}
