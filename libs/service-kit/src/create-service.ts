import { type InjectionToken, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { CustomStrategy } from '@nestjs/microservices';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { serveDescription } from './describe-api/serve-description.js';
import { requestContext } from './http/request-context.js';
import { KitModule } from './kit.module.js';
import { Logger } from './logging/logger.js';
import type { KitSettings } from './settings/kit-settings.js';

export interface ServiceDefinition {
  /** The service's name: in logs, metrics, events and consumer groups. */
  name: string;
  /** One sentence for the OpenAPI document. */
  summary: string;
  module: Type;
  /** Transport strategies among the module's providers, connected at start. */
  strategies: readonly InjectionToken[];
}

/** Builds the Nest application of a service; nothing listens or consumes yet. For tests and for `runService`. */
export async function createService(
  definition: ServiceDefinition,
  settings: KitSettings,
): Promise<NestExpressApplication> {
  @Module({ imports: [KitModule.forService(definition.name, settings), definition.module] })
  class ServiceModule {}

  const app = await NestFactory.create<NestExpressApplication>(ServiceModule, {
    // From the first line on: what Nest buffers it prints in its own format when the service does not come up.
    logger: new Logger(definition.name, settings),
    abortOnError: false,
    bodyParser: false,
  });
  const log = app.get(Logger);
  app.useLogger(log);
  app.set('trust proxy', settings.TRUSTED_PROXIES);
  app.use(helmet({ contentSecurityPolicy: false }));
  app.use(requestContext(log));
  app.use(serveDescription(app, definition.name, definition.summary));
  for (const strategy of definition.strategies) {
    app.connectMicroservice(
      { strategy: app.get<CustomStrategy['strategy']>(strategy, { strict: false }) },
      { inheritAppConfig: false },
    );
  }
  return app;
}
