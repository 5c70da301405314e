/**
 * Name, message, code and causes of an error as plain data. Of what a database said only name and SQLSTATE, because its
 * messages quote the values they speak of.
 */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  return {
    name: error.name,
    ...(isDatabaseError(error) ? {} : { message: error.message }),
    ...(code === undefined ? {} : { code }),
    stack: framesOf(error),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** An error of PostgreSQL's driver, or TypeORM's wrapping of one: its message may hold values of rows. */
export function isDatabaseError(error: unknown): boolean {
  return error instanceof Error && ('driverError' in error || ('severity' in error && 'routine' in error));
}

/** The places alone: a message of several lines stands in the stack, too. */
function framesOf({ stack }: Error): string[] | undefined {
  return stack
    ?.split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, 5);
}
