import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';

export interface TokenIssuer {
  /** The settings by which a service trusts this issuer. */
  settings: { JWT_ISSUER: string; JWT_JWKS: string };
  /** Value of an `authorization` header. */
  bearer(workspaceId: string, ...roles: string[]): Promise<string>;
  /** Such values that no service may take, by what is wrong with them; the roles are an administrator's. */
  unfit(workspaceId: string): Promise<ReadonlyMap<string, string>>;
}

interface Shape {
  workspaceId: string;
  roles: readonly string[];
  issuer?: string;
  audience?: string;
  expires?: string | number;
}

const ISSUER = 'https://issuer.test';
const EVERY_ROLE = ['admin', 'publisher'];

/** Issues tokens for the management API, signed with a key of the test's own. */
export async function makeTokenIssuer(): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const stranger = await generateKeyPair('RS256');
  const sign = async (shape: Shape, key = privateKey) => {
    const token = claim(new SignJWT({ workspace: shape.workspaceId, roles: shape.roles }), shape);
    return `Bearer ${await token.setProtectedHeader({ alg: 'RS256' }).sign(key)}`;
  };
  return {
    settings: {
      JWT_ISSUER: ISSUER,
      JWT_JWKS: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'RS256' }] }),
    },
    bearer: (workspaceId, ...roles) => sign({ workspaceId, roles }),
    unfit: async (workspaceId) => {
      const shape = { workspaceId, roles: EVERY_ROLE };
      const bare = claim(new UnsecuredJWT({ workspace: workspaceId, roles: EVERY_ROLE }), shape);
      return new Map([
        ['another issuer', await sign({ ...shape, issuer: 'https://other.test' })],
        ['another audience', await sign({ ...shape, audience: 'other' })],
        ['expired', await sign({ ...shape, expires: Math.floor(Date.now() / 1000) - 60 })],
        ['signed by somebody else', await sign(shape, stranger.privateKey)],
        ['not signed', `Bearer ${bare.encode()}`],
      ]);
    },
  };
}

function claim<Token extends SignJWT | UnsecuredJWT>(token: Token, shape: Shape): Token {
  token
    .setSubject('ann')
    .setIssuer(shape.issuer ?? ISSUER)
    .setAudience(shape.audience ?? 'conversational-email')
    .setExpirationTime(shape.expires ?? '10m');
  return token;
}
