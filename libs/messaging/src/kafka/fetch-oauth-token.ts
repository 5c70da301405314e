import { z } from 'zod';
import { backOff, pause } from '../consume/back-off.js';

export interface TokenRequest {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string | undefined;
}

/** The token endpoint did not hand out a token. Carries its status and no part of its answer. */
export class TokenRefused extends Error {
  constructor(
    tokenUrl: string,
    what: string,
    /** True when asking again may help. */
    readonly transient: boolean,
    cause?: unknown,
  ) {
    super(`No Kafka token from ${new URL(tokenUrl).host}: ${what}. Check the client id, secret and scope.`, { cause });
    this.name = 'TokenRefused';
  }
}

const answer = z.object({ access_token: z.string().min(1) });

/** kafkajs gives a login ten seconds, and ends a consumer for good when it fails. Milliseconds. */
const PATIENCE_MS = 7_000;

/** Client credentials grant (RFC 6749 §4.4); an endpoint that is away for a moment is asked again. */
export async function fetchOAuthToken(request: TokenRequest): Promise<{ value: string }> {
  const deadline = Date.now() + PATIENCE_MS;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await askForToken(request);
    } catch (error) {
      if (!(error instanceof TokenRefused) || !error.transient || Date.now() > deadline) throw error;
    }
    await pause(backOff(attempt, 200, 2_000));
  }
}

async function askForToken({ tokenUrl, clientId, clientSecret, scope }: TokenRequest): Promise<{ value: string }> {
  const response = await fetch(tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) }),
    signal: AbortSignal.timeout(5_000),
  }).catch((cause: unknown) => {
    throw new TokenRefused(tokenUrl, 'it did not answer', true, cause);
  });
  if (!response.ok)
    throw new TokenRefused(
      tokenUrl,
      `it answered ${response.status}`,
      response.status >= 500 || response.status === 429,
    );
  const parsed = answer.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) throw new TokenRefused(tokenUrl, 'its answer holds no access_token', false);
  return { value: parsed.data.access_token };
}
