import { createPrivateKey, sign } from 'node:crypto';

const LIFETIME_SECONDS = 180;

/** The RS256 assertion of the JWT bearer flow. `audience` is the login host, never a path. Source: salesforce-api.md §1.5. */
export function signAssertion(
  claims: { clientId: string; username: string; audience: string },
  privateKeyPem: string,
  now: Date = new Date(),
): string {
  const header = encode({ alg: 'RS256', typ: 'JWT' });
  const payload = encode({
    iss: claims.clientId,
    sub: claims.username,
    aud: claims.audience,
    exp: Math.floor(now.getTime() / 1_000) + LIFETIME_SECONDS,
  });
  const signature = sign('RSA-SHA256', Buffer.from(`${header}.${payload}`), createPrivateKey(privateKeyPem));
  return `${header}.${payload}.${signature.toString('base64url')}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
