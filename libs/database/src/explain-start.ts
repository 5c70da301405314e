/** A login that is refused, or a database that is not there (classes 28 and 3D of PostgreSQL's codes): waiting mends neither. */
const REFUSED = /^(28|3D)/;

/** Why the service has no database, in the words of its settings. No secret is in it. */
export class NoDatabase extends Error {
  constructor(
    what: string,
    /** True when trying again may help. */
    readonly transient: boolean,
    cause: unknown,
  ) {
    super(what, { cause });
    this.name = 'NoDatabase';
  }
}

export function explainStart(error: unknown, url: string): NoDatabase {
  const { host } = new URL(url);
  // A name with two addresses fails with one error for each, and an outer one without a message.
  const [first = error] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  const { code } = first as { code?: unknown };
  if (typeof code === 'string' && REFUSED.test(code)) {
    return new NoDatabase(`PostgreSQL at ${host} does not let this service in. Check DATABASE_URL.`, false, first);
  }
  return new NoDatabase(`PostgreSQL at ${host} does not answer. Start it, or check DATABASE_URL.`, true, first);
}
