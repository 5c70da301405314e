import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8, type JWK, SignJWT } from 'jose';

export const ISSUER = 'urn:conversational-email:standalone';
export const AUDIENCE = 'conversational-email';

interface StoredSecrets {
  sealingKeys: string;
  internalToken: string;
  jwks: { keys: JWK[] };
  privateKey: string;
}

/** Keys of one standalone installation: made at the first start, kept in its data folder, readable by its owner alone. */
export class LocalSecrets {
  private constructor(private readonly stored: StoredSecrets) {}

  static async open(dataDir: string): Promise<LocalSecrets> {
    const file = join(dataDir, 'secrets.json');
    if (!existsSync(file)) await writeFile(file, JSON.stringify(await make()), { mode: 0o600 });
    return new LocalSecrets(JSON.parse(await readFile(file, 'utf8')) as StoredSecrets);
  }

  get sealingKeys(): string {
    return this.stored.sealingKeys;
  }

  get internalToken(): string {
    return this.stored.internalToken;
  }

  get jwks(): string {
    return JSON.stringify(this.stored.jwks);
  }

  /** A bearer token for the management APIs, good for a day. */
  async token(workspaceId: string, roles: readonly string[]): Promise<string> {
    const key = await importPKCS8(this.stored.privateKey, 'RS256');
    return new SignJWT({ workspace: workspaceId, roles: [...roles] })
      .setProtectedHeader({ alg: 'RS256' })
      .setSubject('standalone')
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime('24h')
      .sign(key);
  }
}

async function make(): Promise<StoredSecrets> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    sealingKeys: `k1:${randomBytes(32).toString('base64')}`,
    internalToken: randomBytes(32).toString('base64url'),
    jwks: { keys: [{ ...(await exportJWK(publicKey)), alg: 'RS256', use: 'sig' }] },
    privateKey: await exportPKCS8(privateKey),
  };
}
