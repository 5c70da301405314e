export interface Caller {
  (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown): Promise<unknown>;
}

/** An answer that trying again would not change; carries the service's own words. */
export class ServiceAnswer extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
    request: string,
  ) {
    super(`${request} answered ${status}: ${JSON.stringify(body)}`);
    this.name = 'ServiceAnswer';
  }
}

const PATIENCE_MS = 60_000;
const RETRY_MS = 200;

/** Calls the management APIs with a token; a service that is away (being restarted, say) is waited for. */
export function callerWith(token: string): Caller {
  return async (method, url, body) => {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await attempt(method, url, token, body);
      if (answer !== undefined && answer.status < 400) return answer.json;
      if (answer !== undefined && answer.status < 500)
        throw new ServiceAnswer(answer.status, answer.json, `${method} ${url}`);
      if (Date.now() > deadline) throw new Error(`${method} ${url} got no answer: ${JSON.stringify(answer?.json)}`);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  };
}

async function attempt(method: string, url: string, token: string, body: unknown) {
  try {
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? undefined : (JSON.parse(text) as unknown) };
  } catch {
    return undefined;
  }
}
