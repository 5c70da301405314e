import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The log, and where each group stands in it. Why an event gets its position only after its commit:
 * docs/adr/0003-postgres-transport.md.
 */
export class CreateLog1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table bus.log (
        id bigint generated always as identity primary key,
        topic text not null,
        partition integer not null,
        position bigint,
        key text,
        compacted boolean not null,
        headers jsonb not null,
        value text,
        written_at timestamptz not null default clock_timestamp()
      )`);
    await runner.query(
      `create unique index log_by_position on bus.log (topic, partition, position) where position is not null`,
    );
    await runner.query(`create index log_unnumbered on bus.log (topic, id) where position is null`);
    await runner.query(`create index log_by_key on bus.log (topic, key, position) where compacted`);
    // Numbering rewrites each row once, so half the table would be dead before the default threshold of a fifth is felt.
    await runner.query(
      `alter table bus.log set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000)`,
    );
    await runner.query(`
      create table bus.partition_end (
        topic text not null,
        partition integer not null,
        next_position bigint not null,
        primary key (topic, partition)
      )`);
    await runner.query(`
      create table bus.reader (
        id integer generated always as identity unique,
        group_name text not null,
        topic text not null,
        partition integer not null,
        next_position bigint not null default 0,
        primary key (group_name, topic, partition)
      ) with (fillfactor = 50)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table bus.reader, bus.partition_end, bus.log`);
  }
}
