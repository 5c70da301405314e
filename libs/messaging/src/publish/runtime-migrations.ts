import type { MigrationInterface } from 'typeorm';
import { CreateBusOutbox1764000000010 } from './migrations/1764000000010-create-bus-outbox.js';
import { DateBusOutbox1764000000011 } from './migrations/1764000000011-date-bus-outbox.js';
import { PackBusOutbox1764000000012 } from './migrations/1764000000012-pack-bus-outbox.js';

/** Migrations that every service adds to its own, whatever its `BUS` is: the outbox table of the Kafka transport. */
export const runtimeMigrations: readonly (new () => MigrationInterface)[] = [
  CreateBusOutbox1764000000010,
  DateBusOutbox1764000000011,
  PackBusOutbox1764000000012,
];
