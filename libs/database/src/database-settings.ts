import { secret } from '@ce/service-kit';
import { z } from 'zod';

export const databaseSettings = {
  DATABASE_URL: secret('the PostgreSQL address, postgresql://user:password@host:port/database'),
  DATABASE_POOL_SIZE: z.coerce
    .number()
    .int()
    .min(2)
    .max(100)
    .default(10)
    .describe('how many connections this process opens at most'),
};

export type DatabaseSettings = z.infer<z.ZodObject<typeof databaseSettings>>;
