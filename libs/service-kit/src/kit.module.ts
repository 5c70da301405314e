import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AccessGuard } from './access/access.guard.js';
import { TokenVerifier } from './access/token-verifier.js';
import { Health, HealthController } from './health/health.js';
import { ParseBody } from './http/parse-body.interceptor.js';
import { ProblemFilter } from './http/problem.filter.js';
import { RequestLimits } from './limit-requests/request-limits.js';
import { Logger } from './logging/logger.js';
import { Metrics, MetricsController } from './metrics/metrics.js';
import type { KitSettings } from './settings/kit-settings.js';
import { SERVICE_NAME, SETTINGS } from './settings/settings-token.js';

/** What every service gets without asking: settings, logger, health, metrics, access, problem answers. */
@Global()
@Module({})
export class KitModule {
  static forService(name: string, settings: KitSettings): DynamicModule {
    return {
      module: KitModule,
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: SERVICE_NAME, useValue: name },
        { provide: SETTINGS, useValue: settings },
        Logger,
        Health,
        Metrics,
        TokenVerifier,
        RequestLimits,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: ParseBody },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: [SERVICE_NAME, SETTINGS, Logger, Health, Metrics],
    };
  }
}
