import { AUDIENCE, ISSUER, type LocalSecrets } from './local-secrets.js';
import type { ServiceName } from './service-names.js';

export interface EnvironmentInput {
  databaseUrl: string;
  ports: Record<ServiceName, number>;
  secrets: LocalSecrets;
  /** Settings for all services that win over the ones below. */
  overrides: Record<string, string>;
}

/** What one service is started with in the standalone profile. */
export function serviceEnvironment(service: ServiceName, input: EnvironmentInput): Record<string, string> {
  const authUrl = `http://127.0.0.1:${input.ports.auth}`;
  return {
    PORT: String(input.ports[service]),
    HOST: '127.0.0.1',
    DATABASE_URL: input.databaseUrl,
    BUS: 'postgres',
    AUTH_URL: authUrl,
    INTERNAL_TOKEN: input.secrets.internalToken,
    JWT_ISSUER: ISSUER,
    JWT_AUDIENCE: AUDIENCE,
    JWT_JWKS: input.secrets.jwks,
    ...(service === 'auth'
      ? { SEALING_KEYS: input.secrets.sealingKeys, OAUTH_CALLBACK_URL: `${authUrl}/oauth/callback` }
      : {}),
    ...input.overrides,
  };
}
