import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAuditEntry1795000000001 implements MigrationInterface {
  name = 'CreateAuditEntry1795000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table audit_entry (
        id bigint generated always as identity primary key,
        workspace_id text not null,
        connection_id text,
        actor text not null,
        action text not null,
        detail text not null,
        at timestamptz not null default now()
      )`);
    await runner.query('create index audit_entry_of_workspace on audit_entry (workspace_id, id desc)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table audit_entry');
  }
}
