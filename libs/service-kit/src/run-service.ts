import type { NestExpressApplication } from '@nestjs/platform-express';
import { createService, type ServiceDefinition } from './create-service.js';
import { EndOnSignal } from './end-on-signal.js';
import { giveBackMemory } from './give-back-memory.js';
import { Health } from './health/health.js';
import { Logger } from './logging/logger.js';
import { tellFailure } from './logging/tell-failure.js';
import type { KitSettings } from './settings/kit-settings.js';
import { readSettings, type SettingsShape } from './settings/read-settings.js';
import type { SettingsCheck } from './settings/settings-check.js';

/** After a start that failed: what the loops have in hand by then is settled or handed back, as at any other end. */
const DRAIN_MS = 10_000;

export interface RunnableService extends ServiceDefinition {
  /** All settings of the service, the kit's among them. */
  settings: SettingsShape;
  /** What must hold between them. */
  checks?: readonly SettingsCheck[];
}

/**
 * Starts a service and keeps it until SIGTERM or SIGINT; then drains it within the grace period. HTTP comes before the
 * bus, so that health can say what the start is waiting for.
 */
export async function runService(service: RunnableService): Promise<void> {
  let app: NestExpressApplication | undefined;
  let ending: EndOnSignal | undefined;
  const stop = async () => {
    app?.get(Health).startStopping();
    await app?.close();
  };
  try {
    const settings = readSettings(service.name, service.settings, undefined, service.checks) as KitSettings;
    ending = new EndOnSignal(settings.GRACE_PERIOD_SECONDS, stop);
    app = await createService(service, settings);
    const log = app.get(Logger);
    ending.log = log;
    await app.listen(settings.PORT, settings.HOST);
    const url = await app.getUrl();
    log.info('listening', { url });
    await app.startAllMicroservices();
    await giveBackMemory();
    if (!ending.begun) log.info('started', { url });
  } catch (error) {
    // A start that was cut short by a signal fails somewhere; the end is under way.
    if (ending?.begun === true) return;
    tellFailure(service.name, 'does not start', error);
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    await stop().catch(() => undefined);
    process.exit(1);
  }
}
