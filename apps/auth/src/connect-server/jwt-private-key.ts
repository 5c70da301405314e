import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Secret } from '@ce/service-kit';
import { z } from 'zod';

/** Salesforce takes RS256 alone; keys below are refused by its certificates (salesforce-api.md §1.5). */
const LEAST_BITS = 2_048;

/** Settings type of OAUTH_JWT_PRIVATE_KEY: a key that cannot sign is a start-up error, not one of the first connection. */
export const jwtPrivateKey = z
  .string()
  .min(1)
  .transform((value, context) => {
    const pem = value.startsWith('/') ? readKeyFile(value) : value.replaceAll('\\n', '\n');
    const problem = pem === undefined ? 'names a file that cannot be read' : problemOf(pem);
    if (pem !== undefined && problem === null) return new Secret(pem);
    context.addIssue({ code: 'custom', message: problem ?? 'cannot be read' });
    return z.NEVER;
  });

function problemOf(pem: string): string | null {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    if (asymmetricKeyType !== 'rsa') return 'is not an RSA key, and Salesforce takes RS256 alone';
    const bits = asymmetricKeyDetails?.modulusLength ?? 0;
    return bits < LEAST_BITS ? `has ${bits} bits instead of at least ${LEAST_BITS}` : null;
  } catch {
    return 'is not a private key in PEM that opens without a passphrase';
  }
}

function readKeyFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
