import { databaseSettings } from '@ce/database';
import { busSettings } from '@ce/messaging';
import { kitSettings, secret } from '@ce/service-kit';
import { z } from 'zod';
import { jwtPrivateKey } from './connect-server/jwt-private-key.js';
import { sealingKeys } from './seal-secrets/sealing-keys.js';
import { serverGrants } from './connect-server/server-grants.js';

const onOff = z.enum(['true', 'false']).transform((value) => value === 'true');
const milliseconds = (fallback: number) => z.coerce.number().int().min(100).default(fallback);

export const authSettings = {
  ...kitSettings,
  ...databaseSettings,
  ...busSettings,
  SEALING_KEYS: sealingKeys.describe(
    'the keys that seal tokens, `id:base64` of 32 bytes each with commas between, or the absolute path of a file ' +
      'with that text; the first key seals, all of them open',
  ),
  OAUTH_CLIENT_ID: z.string().min(1).describe('the consumer key of the External Client App'),
  OAUTH_CLIENT_SECRET: secret('the consumer secret of the External Client App').optional(),
  OAUTH_CALLBACK_URL: z
    .url()
    .describe('the address of /oauth/callback as Salesforce has it registered, e.g. https://host/oauth/callback'),
  OAUTH_RESULT_URL: z
    .url()
    .optional()
    .describe(
      'where the browser goes after the callback, with `connection` and `result` added; a page of ours if unset',
    ),
  OAUTH_JWT_PRIVATE_KEY: jwtPrivateKey
    .optional()
    .describe('the private RSA key (PEM) of the JWT bearer flow, or the absolute path of a file with it'),
  OAUTH_TIMEOUT_MS: milliseconds(8_000).describe('how long one token request may take; leases wait for it'),
  SERVER_TO_SERVER_GRANTS: serverGrants.describe(
    'which workspace may connect which org without a person, `workspace=orgId` with commas between',
  ),
  SALESFORCE_PRODUCTION_LOGIN_URL: z
    .url()
    .default('https://login.salesforce.com')
    .describe('the login host of production orgs'),
  SALESFORCE_SANDBOX_LOGIN_URL: z.url().default('https://test.salesforce.com').describe('the login host of sandboxes'),
  SALESFORCE_ALLOW_LOOPBACK: onOff
    .default(false)
    .describe('true takes http://localhost as a Salesforce org; for development with the simulator only'),
  SALESFORCE_TIMEOUT_MS: milliseconds(60_000).describe('how long one Salesforce call may take, body included'),
  LEASE_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .default(300)
    .describe('after how long the calls of a killed process return; longer than any batch takes'),
  KEEP_ALIVE_DAYS: z.coerce
    .number()
    .positive()
    .max(29)
    .default(20)
    .describe('after how many days without a refresh a token is refreshed, inside Salesforce’s idle limit of 30'),
  UPKEEP_SECONDS: z.coerce
    .number()
    .min(1)
    .default(600)
    .describe('how often idle tokens are refreshed, values sealed again under the first key, and old rows removed'),
};

export type AuthSettings = z.infer<z.ZodObject<typeof authSettings>>;

/** salesforce-api.md §3.8: jsforce’s own default is years old. */
export const API_VERSION = '62.0';
