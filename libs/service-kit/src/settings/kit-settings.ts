import { z } from 'zod';
import { jwks } from './jwks.js';
import { secret } from './secret.js';
import { trustedProxies } from './trusted-proxies.js';

/** Settings that every service has. */
export const kitSettings = {
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('the port to listen on; 0 takes a free one'),
  HOST: z.string().default('0.0.0.0').describe('the address to listen on'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('the lowest level that is logged'),
  GRACE_PERIOD_SECONDS: z.coerce
    .number()
    .positive()
    .default(25)
    .describe(
      'how long a stopping service may finish what it has in hand; keep it below the pod’s termination grace period',
    ),
  JWT_ISSUER: z.string().min(1).describe('the `iss` of the tokens that the management API accepts'),
  JWT_AUDIENCE: z.string().min(1).default('conversational-email').describe('the `aud` of those tokens'),
  JWT_JWKS: jwks.describe('where their public keys are: an https:// address, or a JWKS document as one line of JSON'),
  JWT_JWKS_COOLDOWN_SECONDS: z.coerce
    .number()
    .min(0)
    .default(30)
    .describe('how long after reading those keys a token with an unknown key makes them be read again'),
  INTERNAL_TOKEN: secret('the token that our own services show each other for leases'),
  INTERNAL_TOKEN_PREVIOUS: secret('the former one, accepted while services get the new one').optional(),
  RATE_LIMIT_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(3_000)
    .describe('how many requests a minute one process takes from one user of a workspace'),
  RATE_LIMIT_STRANGERS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(120)
    .describe('how many requests a minute one process takes from one address without a valid token'),
  TRUSTED_PROXIES: trustedProxies.describe(
    'the proxies in front of the service, whose x-forwarded-for says where a request comes from; none if unset',
  ),
};

export type KitSettings = z.infer<z.ZodObject<typeof kitSettings>>;
