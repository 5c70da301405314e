import { databaseSettings } from '@ce/database';
import { deliverySettings } from '@ce/delivery';
import { busSettings } from '@ce/messaging';
import { kitSettings } from '@ce/service-kit';
import { z } from 'zod';

export const settings = {
  ...kitSettings,
  ...databaseSettings,
  ...busSettings,
  AUTH_URL: deliverySettings.AUTH_URL,
  AUTH_TIMEOUT_MS: deliverySettings.AUTH_TIMEOUT_MS,
  SALESFORCE_TIMEOUT_MS: deliverySettings.SALESFORCE_TIMEOUT_MS,
  POLL_INTERVAL_SECONDS: z.coerce
    .number()
    .min(1)
    .default(900)
    .describe('how often the report of a running campaign is read'),
  POLL_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(16)
    .default(4)
    .describe('how many reports one process reads at the same time'),
  POLL_CLAIM_SECONDS: z.coerce
    .number()
    .min(1)
    .default(20)
    .describe('after how long the report of a killed process is taken over'),
  POLL_TICK_MS: z.coerce.number().int().min(20).default(500).describe('how often due reports are looked for'),
  POLL_RUNS_PER_HOUR: z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .default(400)
    .describe('how many of an org’s 500 synchronous report runs an hour this system plans with'),
  POLL_BACKGROUND_RUNS_PER_HOUR: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_200)
    .default(1_000)
    .describe('how many of an org’s 1,200 asynchronous report runs an hour are planned with beyond those; 0: none'),
  POLL_BACKGROUND_LOOK_SECONDS: z.coerce
    .number()
    .min(0.05)
    .max(60)
    .default(5)
    .describe('after how long an asynchronous run is looked at; the pauses grow from look to look'),
};

export type ReportPollingSettings = z.infer<z.ZodObject<typeof settings>>;
