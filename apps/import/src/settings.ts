import { databaseSettings } from '@ce/database';
import { deliverySettings } from '@ce/delivery';
import { busSettings } from '@ce/messaging';
import { kitSettings } from '@ce/service-kit';
import { z } from 'zod';

export const settings = {
  ...kitSettings,
  ...databaseSettings,
  ...busSettings,
  ...deliverySettings,
  DESCRIBE_SECONDS: z.coerce
    .number()
    .min(0)
    .default(3_600)
    .describe('how long what an org says of its Lead and Contact fields is believed'),
  REFRESH_SECONDS: z.coerce
    .number()
    .min(0)
    .default(3_600)
    .describe('how often enrolled people are looked at for changes in Salesforce; 0: never'),
  REFRESH_DAYS: z.coerce
    .number()
    .positive()
    .default(90)
    .describe('how long after their enrollment people are looked at for changes'),
};

export type ImportSettings = z.infer<z.ZodObject<typeof settings>>;
