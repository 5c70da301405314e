/** No usable answer. */
export class TransportError extends Error {
  override readonly name = 'TransportError';

  constructor(
    readonly code: string,
    /** False: the request certainly never reached Salesforce. */
    readonly sent: boolean,
    options: { cause: unknown },
  ) {
    super(sent ? 'no answer from Salesforce' : 'Salesforce could not be reached', options);
  }
}

/** Failures of name resolution, connecting and the TLS handshake: nothing of the request had been written. */
const beforeSending =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS_.*|.*_CERTIFICATE.*|SELF_SIGNED_.*)$/;

/** One HTTP exchange, within the time limit to the last byte; no repetition, no redirect followed. */
export async function sendText(
  request: { url: string; method: string; headers: Record<string, string>; body?: string | Uint8Array<ArrayBuffer> },
  timeoutMs: number,
): Promise<{ status: number; headers: Record<string, string>; body: string }> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      body: request.body,
      // A redirect could lead a token to another host.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await response.text();
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  } catch (error) {
    const code = codeOf(error);
    throw new TransportError(code, !beforeSending.test(code), { cause: error });
  }
}

/** fetch hides the system's code one or two causes deep. */
function codeOf(error: unknown): string {
  for (let current = error, depth = 0; current instanceof Error && depth < 4; current = current.cause, depth += 1) {
    if ('code' in current && typeof current.code === 'string') return current.code;
  }
  return error instanceof Error ? error.name : 'UNKNOWN';
}
