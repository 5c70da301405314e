import { Inject, Injectable, type LoggerService } from '@nestjs/common';
import { pino, type Logger as Pino } from 'pino';
import type { KitSettings } from '../settings/kit-settings.js';
import { SERVICE_NAME, SETTINGS } from '../settings/settings-token.js';
import { describeError } from './describe-error.js';
import { currentLogContext } from './log-context.js';

/** Facts about the event: ids, counts, codes, durations. Never field values, tokens or email texts. */
export type LogFacts = Record<string, unknown>;

/**
 * Node's own stream, not pino's: that one tries for ever to write to a pipe whose reader is gone, and a process that was
 * told to stop would not end. Such lines are lost; nobody is there to read them.
 */
function standardOutput(): NodeJS.WritableStream {
  if (!process.stdout.listeners('error').includes(ignore)) process.stdout.on('error', ignore);
  return process.stdout;
}

const ignore = () => undefined;

/** JSON lines on standard output, each with the service and the context of the work at hand. */
@Injectable()
export class Logger implements LoggerService {
  readonly #pino: Pino;

  constructor(@Inject(SERVICE_NAME) service: string, @Inject(SETTINGS) settings: Pick<KitSettings, 'LOG_LEVEL'>) {
    this.#pino = pino(
      {
        level: settings.LOG_LEVEL,
        base: { service },
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
        mixin: () => ({ ...currentLogContext() }),
      },
      standardOutput(),
    );
  }

  debug(message: string, facts?: LogFacts | string): void {
    this.#write('debug', message, facts);
  }

  log(message: string, facts?: LogFacts | string): void {
    this.#write('info', message, facts);
  }

  info(message: string, facts?: LogFacts): void {
    this.#write('info', message, facts);
  }

  warn(message: string, facts?: LogFacts | string): void {
    this.#write('warn', message, facts);
  }

  /** `facts.error` is logged with its chain of causes. Nest itself gives an error, or a text, a stack and a scope. */
  error(message: string | Error, facts?: LogFacts | string, scope?: string): void {
    if (message instanceof Error) this.#write('error', message.name, { error: message });
    else this.#write('error', message, scope ?? facts);
  }

  /** For facts that cost something to gather. */
  isEnabled(level: 'debug' | 'info'): boolean {
    return this.#pino.isLevelEnabled(level);
  }

  #write(level: 'debug' | 'info' | 'warn' | 'error', message: string, facts: LogFacts | string | undefined): void {
    if (typeof facts === 'string') return this.#pino[level]({ scope: facts }, message);
    const { error, ...rest } = facts ?? {};
    this.#pino[level](error === undefined ? rest : { ...rest, error: describeError(error) }, message);
  }
}
