import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In the service's own schema. Rows live for milliseconds: written with the business, deleted once Kafka has them. */
export class CreateBusOutbox1764000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table bus_outbox (
        id bigint generated always as identity primary key,
        topic text not null,
        key text,
        headers jsonb not null,
        value text,
        refused text
      ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table bus_outbox');
  }
}
