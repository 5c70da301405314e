import { z } from 'zod';

export interface TokenRequest {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string | undefined;
}

/** The token endpoint did not hand out a token. Carries its status and no part of its answer. */
export class TokenRefused extends Error {
  constructor(tokenUrl: string, what: string, cause?: unknown) {
    super(`No Kafka token from ${new URL(tokenUrl).host}: ${what}. Check the client id, secret and scope.`, { cause });
    this.name = 'TokenRefused';
  }
}

const answer = z.object({ access_token: z.string().min(1) });

/** Client credentials grant (RFC 6749 §4.4); kafkajs asks again for every connection it opens. */
export async function fetchOAuthToken({
  tokenUrl,
  clientId,
  clientSecret,
  scope,
}: TokenRequest): Promise<{ value: string }> {
  const response = await fetch(tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) }),
    signal: AbortSignal.timeout(10_000),
  }).catch((cause: unknown) => {
    throw new TokenRefused(tokenUrl, 'it did not answer', cause);
  });
  if (!response.ok) throw new TokenRefused(tokenUrl, `it answered ${response.status}`);
  const parsed = answer.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) throw new TokenRefused(tokenUrl, 'its answer holds no access_token');
  return { value: parsed.data.access_token };
}
