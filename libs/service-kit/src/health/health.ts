import { Controller, Get, Injectable, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from '../access/principal.js';
import { ApiExcludeController } from '../describe-api/decorators.js';

/** Resolves when well; throws with a sentence when not. */
export type HealthCheck = () => Promise<void> | void;

/** Where parts of a service say how they are. Liveness asks for a restart, readiness for no traffic. */
@Injectable()
export class Health {
  readonly #checks = { live: new Map<string, HealthCheck>(), ready: new Map<string, HealthCheck>() };
  #stopping = false;

  addCheck(kind: 'live' | 'ready', name: string, check: HealthCheck): void {
    this.#checks[kind].set(name, check);
  }

  /** From now on not ready: the service is draining. */
  startStopping(): void {
    this.#stopping = true;
  }

  async report(kind: 'live' | 'ready'): Promise<{ ok: boolean; checks: Record<string, string> }> {
    const checks: Record<string, string> = {};
    if (kind === 'ready' && this.#stopping) checks['shutdown'] = 'the service is stopping';
    await Promise.all(
      [...this.#checks[kind]].map(async ([name, check]) => {
        try {
          await check();
          checks[name] = 'ok';
        } catch (error) {
          checks[name] = error instanceof Error ? error.message : 'failed';
        }
      }),
    );
    return { ok: Object.values(checks).every((state) => state === 'ok'), checks };
  }
}

@ApiExcludeController()
@Public({ limited: false })
@Controller('health')
export class HealthController {
  constructor(private readonly health: Health) {}

  @Get('live')
  live(@Res() response: Response): Promise<void> {
    return this.#answer('live', response);
  }

  @Get('ready')
  ready(@Res() response: Response): Promise<void> {
    return this.#answer('ready', response);
  }

  async #answer(kind: 'live' | 'ready', response: Response): Promise<void> {
    const report = await this.health.report(kind);
    response.status(report.ok ? 200 : 503).json({ status: report.ok ? 'ok' : 'failing', checks: report.checks });
  }
}
