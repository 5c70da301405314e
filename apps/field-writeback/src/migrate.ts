import { runMigrations } from '@ce/messaging';
import { database } from './database.js';

await runMigrations('field-writeback', database);
