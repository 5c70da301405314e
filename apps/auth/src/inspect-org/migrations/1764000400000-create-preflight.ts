import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePreflight1764000400000 implements MigrationInterface {
  name = 'CreatePreflight1764000400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table preflight (
        connection_id text primary key references connection (id) on delete cascade,
        checked_at timestamptz not null,
        result text not null,
        checks jsonb not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table preflight');
  }
}
