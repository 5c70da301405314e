import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a row was written, so that people see how long the oldest has waited for Kafka. */
export class DateBusOutbox1764000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table bus_outbox add column written_at timestamptz not null default now()');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table bus_outbox drop column written_at');
  }
}
