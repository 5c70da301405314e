import { secret } from '@ce/service-kit';
import { z } from 'zod';

const ADDRESS = 'the PostgreSQL address, postgresql://user:password@host:port/database';

export const databaseSettings = {
  DATABASE_URL: secret(ADDRESS)
    .refine((url) => /^postgres(ql)?:\/\//.test(url.reveal()), 'does not begin with postgresql://')
    .describe(ADDRESS),
  DATABASE_POOL_SIZE: z.coerce
    .number()
    .int()
    .min(2)
    .max(100)
    .default(10)
    .describe('how many connections this process opens at most'),
};

export type DatabaseSettings = z.infer<z.ZodObject<typeof databaseSettings>>;
