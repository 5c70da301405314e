const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/**
 * PostgreSQL's codes for "not now", whatever the statement said: connection trouble (08), too many connections and full
 * disks (53), shutdown and recovery (57P), serialisation and deadlock (40), a lock not free in time (55P03), and a
 * read-only server after a failover (25006).
 */
const DATABASE = /^(08...|53...|57P0.|40001|40P01|55P03|25006)$/;

/** node-postgres gives these no code. */
const MESSAGES =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|not queryable/i;

/**
 * Does this failure say that the database or the network is away, rather than that the events are bad? Then waiting
 * helps and no event is to blame. Looks through causes, driver errors and collected errors.
 */
export function isOutage(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 8) return false;
  const { code, driverError, errors } = error as { code?: unknown; driverError?: unknown; errors?: unknown };
  if (typeof code === 'string' && (NETWORK.has(code) || DATABASE.test(code))) return true;
  // TypeORM's word for a transaction whose connection the server has ended.
  if (error.name === 'QueryRunnerAlreadyReleasedError' || MESSAGES.test(error.message)) return true;
  const inner = [error.cause, driverError, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  return inner.some((one) => isOutage(one, depth + 1));
}
