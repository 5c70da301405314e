import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';

const header = z.object({ alg: z.literal('RS256') });
const claims = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  /** Seconds since 1970. */
  exp: z.number(),
});

export type AssertionClaims = z.infer<typeof claims>;

/** Reads the claims without trusting them: the issuer says whose key must prove them. */
export function readAssertion(assertion: string): AssertionClaims | null {
  const [head, body, signature, ...rest] = assertion.split('.');
  if (signature === undefined || rest.length > 0) return null;
  const parsed = claims.safeParse(decode(body));
  return header.safeParse(decode(head)).success && parsed.success ? parsed.data : null;
}

/** `pem` is a certificate or a public key. */
export function assertionIsSigned(assertion: string, pem: string): boolean {
  const [head, body, signature] = assertion.split('.');
  if (head === undefined || body === undefined || signature === undefined) return false;
  return verify(
    'RSA-SHA256',
    Buffer.from(`${head}.${body}`),
    createPublicKey(pem),
    Buffer.from(signature, 'base64url'),
  );
}

function decode(part: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
