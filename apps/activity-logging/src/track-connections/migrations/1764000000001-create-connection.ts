import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateConnection1764000000001 implements MigrationInterface {
  name = 'CreateConnection1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table connection (
        connection_id text primary key,
        workspace_id text not null,
        version bigint not null,
        state jsonb not null,
        -- Counts up when an administrator says that something was mended; every replica then describes the org anew.
        mended integer not null default 0
      )`);
    await runner.query('create index connection_workspace on connection (workspace_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table connection');
  }
}
