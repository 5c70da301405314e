import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { eventually } from '@ce/testing';
import type { TestService } from './start-test-service.js';

/** The built service in a process of its own, beside the one that the test has, on the same database. */
export class ServiceProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** Messages of its log, oldest first. */
    readonly said: string[],
  ) {}

  /** @param main the service's `dist/main.js` */
  static async start(
    main: URL,
    service: TestService,
    environment: Record<string, string> = {},
  ): Promise<ServiceProcess> {
    const path = fileURLToPath(main);
    if (!existsSync(path)) throw new Error(`${path} is missing. Run: npx nx run-many -t build`);
    const child = spawn(process.execPath, [path], {
      env: {
        ...service.tokens.settings,
        DATABASE_URL: String((service.database.options as { url?: string }).url),
        AUTH_URL: service.leases.url,
        INTERNAL_TOKEN: 'internal',
        HOST: '127.0.0.1',
        PORT: '0',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const started = new ServiceProcess(child, []);
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) started.said.push((JSON.parse(line) as { msg: string }).msg);
    });
    await started.says('started');
    return started;
  }

  /** Waits until its log has this message. */
  async says(message: string): Promise<void> {
    await eventually(() => {
      if (this.child.exitCode !== null) throw new Error(`The service ended: ${this.said.join(', ')}`);
      if (!this.said.includes(message)) throw new Error(`It has not said “${message}” yet.`);
    });
  }

  /** It stands still, as a machine that is out of breath does. */
  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  thaw(): void {
    this.child.kill('SIGCONT');
  }

  /** SIGKILL: no chance to finish anything. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}
