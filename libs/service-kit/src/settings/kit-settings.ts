import { z } from 'zod';
import { secret } from './secret.js';

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
  JWT_JWKS: z
    .string()
    .min(1)
    .describe('where their public keys are: an https:// address, or a JWKS document as one line of JSON'),
  INTERNAL_TOKEN: secret('the token that our own services show each other for leases'),
};

export type KitSettings = z.infer<z.ZodObject<typeof kitSettings>>;
