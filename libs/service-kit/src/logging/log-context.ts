import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line of the current work carries. */
export interface LogContext {
  handler?: string;
  messageId?: string;
  correlationId?: string;
  connectionId?: string;
  requestId?: string;
}

const storage = new AsyncLocalStorage<LogContext>();

export function withLogContext<T>(context: LogContext, work: () => T): T {
  return storage.run({ ...storage.getStore(), ...context }, work);
}

export function currentLogContext(): LogContext {
  return storage.getStore() ?? {};
}
