import { runMigrations } from '@ce/database';
import { authDatabase } from './auth-database.js';

await runMigrations('auth', authDatabase);
