import { exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose';

export const ISSUER = 'https://issuer.test';

export interface SigningKey {
  jwk: JWK;
  /** The public key as a text, which an attacker knows. */
  publicText: string;
  sign(claims?: Claims): Promise<string>;
}

export interface Claims {
  workspace?: string;
  roles?: string[];
  subject?: string;
  issuer?: string;
  audience?: string;
  /** As jose takes it; null leaves it out. */
  expires?: string | number | null;
}

export async function makeSigningKey(kid: string, alg: 'RS256' | 'ES256' = 'RS256'): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg);
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, alg },
    publicText: await exportSPKI(publicKey),
    sign: (claims = {}) => unsigned(claims).setProtectedHeader({ alg, kid }).sign(privateKey),
  };
}

export function unsigned({ workspace = 'w1', roles = ['viewer'], expires = '5m', ...claims }: Claims): SignJWT {
  const token = new SignJWT({ workspace, roles })
    .setSubject(claims.subject ?? 'ann')
    .setIssuer(claims.issuer ?? ISSUER)
    .setAudience(claims.audience ?? 'conversational-email');
  return expires === null ? token : token.setExpirationTime(expires);
}
