import { runMigrations } from '@ce/database';
import { database } from './database.js';

await runMigrations('field-writeback', database);
