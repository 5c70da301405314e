import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePreflightWish1790000000400 implements MigrationInterface {
  name = 'CreatePreflightWish1790000000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table preflight_wish (
        connection_id text primary key references connection (id) on delete cascade,
        reason text not null,
        wished_at timestamptz not null default now(),
        due_at timestamptz not null
      )`);
    await runner.query('create index preflight_wish_due on preflight_wish (due_at)');
    // How many looks in a row found the same.
    await runner.query('alter table preflight add verdict text, add same int not null default 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table preflight_wish');
    await runner.query('alter table preflight drop verdict, drop same');
  }
}
