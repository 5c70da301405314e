import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRefresh1790000000002 implements MigrationInterface {
  name = 'CreateRefresh1790000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table refresh (
        connection_id text primary key,
        -- Changes before this moment are known already.
        since timestamptz not null,
        -- Of the mapping that was read with; another one makes everybody read anew.
        mapping_key text,
        due_at timestamptz not null,
        claimed_by uuid,
        claimed_until timestamptz,
        refreshed_at timestamptz,
        code text,
        reason text,
        fix text
      )`);
    await runner.query('create index refresh_due on refresh (due_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table refresh');
  }
}
