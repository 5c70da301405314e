import { secret } from '@ce/service-kit';
import { z } from 'zod';

const onOff = z.enum(['true', 'false']).transform((value) => value === 'true');
const file = (what: string) => z.string().min(1).optional().describe(`the path of a PEM file: ${what}`);

/** Settings of the bus, for the settings shape of every service. What must hold between them: `checkBusSettings`. */
export const busSettings = {
  BUS: z.enum(['postgres', 'kafka']).default('postgres').describe('what carries the events: postgres or kafka'),
  BUS_BATCH_SIZE: z.coerce.number().int().min(1).max(5_000).default(500).describe('the largest batch a handler gets'),
  BUS_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(4)
    .describe('how many batches of one process are with handlers at the same time'),
  BUS_OUTBOX_LIMIT: z.coerce
    .number()
    .int()
    .min(1)
    .default(1_000_000)
    .describe('how many events may wait in the outbox before POST /events takes no more'),
  KAFKA_BROKERS: z
    .string()
    .regex(/^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$/, 'is not a list like host:9092,other:9092')
    .optional()
    .describe('the first brokers to ask, host:port with commas between; needed when BUS is kafka'),
  KAFKA_REPLICATION: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe('copies of each topic that is created; the broker decides when not set'),
  KAFKA_CREATE_TOPICS: onOff
    .default(true)
    .describe('true: missing topics are created at start; false: a missing topic stops the start'),
  KAFKA_TLS: onOff.default(false).describe('true to encrypt the connection to the brokers'),
  KAFKA_TLS_CA_FILE: file('the authority that signed the brokers’ certificates'),
  KAFKA_TLS_CERT_FILE: file('this service’s client certificate'),
  KAFKA_TLS_KEY_FILE: file('the key of the client certificate'),
  KAFKA_SASL_MECHANISM: z
    .enum(['plain', 'scram-sha-256', 'scram-sha-512', 'oauthbearer'])
    .optional()
    .describe('how to log in to the brokers: plain, scram-sha-256, scram-sha-512 or oauthbearer'),
  KAFKA_SASL_USERNAME: z.string().min(1).optional().describe('the user, or the client id for oauthbearer'),
  KAFKA_SASL_PASSWORD: secret('the password, or the client secret for oauthbearer').optional(),
  KAFKA_SASL_TOKEN_URL: z.url().optional().describe('where oauthbearer gets its tokens (client credentials)'),
  KAFKA_SASL_SCOPE: z.string().optional().describe('the scope that oauthbearer asks for'),
};

export type BusSettings = z.infer<z.ZodObject<typeof busSettings>>;
