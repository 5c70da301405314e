import { z } from 'zod';

/** Settings of every service that calls Salesforce; compose them into its own. INTERNAL_TOKEN is the kit's. */
export const deliverySettings = {
  AUTH_URL: z.url().describe('the address of the auth service, e.g. http://auth:3000'),
  AUTH_TIMEOUT_MS: z.coerce.number().int().min(100).default(10_000).describe('how long one lease request may take'),
  SALESFORCE_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(1_000)
    .default(120_000)
    .describe('how long one Salesforce call may take, body included'),
  DELIVERY_LINGER_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(60_000)
    .default(1_000)
    .describe('how long a batch may wait to fill before it is sent'),
  DELIVERY_BATCH_SIZE: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(1_000)
    .describe('records in one call; 1,000 is what Salesforce takes'),
  DELIVERY_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(8)
    .describe('batches in flight over all connections'),
  DELIVERY_POLL_MS: z.coerce.number().int().min(20).default(500).describe('how often stored work is looked for'),
  DELIVERY_CLAIM_MS: z.coerce
    .number()
    .int()
    .min(1_000)
    .default(60_000)
    .describe(
      'after how long the work of a killed process is taken over; what may not be sent twice waits SALESFORCE_TIMEOUT_MS longer',
    ),
};

export type DeliverySettings = z.infer<z.ZodObject<typeof deliverySettings>>;
