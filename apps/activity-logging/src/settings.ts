import { databaseSettings } from '@ce/database';
import { deliverySettings } from '@ce/delivery';
import { busSettings } from '@ce/messaging';
import { kitSettings, type SettingsOf } from '@ce/service-kit';
import { z } from 'zod';

export const settings = {
  ...kitSettings,
  ...databaseSettings,
  ...busSettings,
  ...deliverySettings,
  DESCRIBE_MINUTES: z.coerce
    .number()
    .positive()
    .max(1_440)
    .default(60)
    .describe('how long an org’s description of Task is believed before it is read again'),
};

export type ActivityLoggingSettings = SettingsOf<typeof settings>;
