import { runMigrations } from '@ce/messaging';
import { authDatabase } from './auth-database.js';

await runMigrations('auth', authDatabase);
