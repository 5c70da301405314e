import { createService, type ServiceDefinition } from './create-service.js';
import { Health } from './health/health.js';
import { Logger } from './logging/logger.js';
import { tellFailure } from './logging/tell-failure.js';
import type { KitSettings } from './settings/kit-settings.js';
import { readSettings, type SettingsShape } from './settings/read-settings.js';
import type { SettingsCheck } from './settings/settings-check.js';

export interface RunnableService extends ServiceDefinition {
  /** All settings of the service, the kit's among them. */
  settings: SettingsShape;
  /** What must hold between them. */
  checks?: readonly SettingsCheck[];
}

/** Starts a service and keeps it until SIGTERM or SIGINT; then drains it within the grace period. */
export async function runService(service: RunnableService): Promise<void> {
  try {
    const settings = readSettings(service.name, service.settings, undefined, service.checks) as KitSettings;
    const app = await createService(service, settings);
    const log = app.get(Logger);
    stopOnSignal(log, settings.GRACE_PERIOD_SECONDS, async () => {
      app.get(Health).startStopping();
      await app.close();
    });
    await app.startAllMicroservices();
    await app.listen(settings.PORT, settings.HOST);
    log.info('started', { url: await app.getUrl() });
  } catch (error) {
    tellFailure(service.name, 'does not start', error);
    process.exit(1);
  }
}

function stopOnSignal(log: Logger, graceSeconds: number, stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (cause: string) => {
    if (stopping) return;
    stopping = true;
    log.info('stopping', { cause });
    setTimeout(() => {
      log.error('not drained within the grace period; what is in hand will be taken over after a restart');
      process.exit(1);
    }, graceSeconds * 1000).unref();
    stop().then(
      () => {
        log.info('stopped');
        process.exit(0);
      },
      (error: unknown) => {
        log.error('stopping failed', { error });
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  // A service started by a launcher stops when the launcher is gone, however it went.
  process.on('disconnect', () => {
    onSignal('disconnect');
  });
  // It may have gone while this service was starting; `connected` is undefined where there was no launcher.
  if ((process.connected as boolean | undefined) === false) onSignal('disconnect');
}
