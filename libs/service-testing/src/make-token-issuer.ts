import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface TokenIssuer {
  /** The settings by which a service trusts this issuer. */
  settings: { JWT_ISSUER: string; JWT_JWKS: string };
  /** Value of an `authorization` header. */
  bearer(workspaceId: string, ...roles: string[]): Promise<string>;
}

/** Issues tokens for the management API, signed with a key of the test's own. */
export async function makeTokenIssuer(): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const issuer = 'https://issuer.test';
  return {
    settings: {
      JWT_ISSUER: issuer,
      JWT_JWKS: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'RS256' }] }),
    },
    bearer: async (workspaceId, ...roles) => {
      const token = await new SignJWT({ workspace: workspaceId, roles })
        .setProtectedHeader({ alg: 'RS256' })
        .setSubject('ann')
        .setIssuer(issuer)
        .setAudience('conversational-email')
        .setExpirationTime('10m')
        .sign(privateKey);
      return `Bearer ${token}`;
    },
  };
}
