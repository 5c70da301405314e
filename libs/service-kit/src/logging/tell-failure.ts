import { SettingsError } from '../settings/read-settings.js';
import { Logger } from './logger.js';

/**
 * Why a process ends before it works: one line of the log like every other, with all problems of its settings in it.
 * Whoever started it by hand or by the launcher also gets it as text, on standard error.
 */
export function tellFailure(service: string, what: string, error: unknown): void {
  const log = new Logger(service, { LOG_LEVEL: 'error' });
  const text = `${service} ${what}: ${chainOf(error)}`;
  if (error instanceof SettingsError) log.error(error.headline, { problems: error.problems });
  else log.error(text, { error });
  if (isRead()) process.stderr.write(`${error instanceof SettingsError ? error.message : text}\n`);
}

/** A terminal, or the launcher, which shows a process's last words. A collector of logs wants the line alone. */
function isRead(): boolean {
  return process.stderr.isTTY || process.send !== undefined;
}

function chainOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} ← ${chainOf(error.cause)}`;
}
