import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePendingRevocation1795800000200 implements MigrationInterface {
  name = 'CreatePendingRevocation1795800000200';

  async up(runner: QueryRunner): Promise<void> {
    // Without a foreign key: grants that were refused never had a connection.
    await runner.query(`
      create table pending_revocation (
        id uuid primary key,
        connection_id text not null,
        workspace_id text not null,
        login_url text not null,
        sealed_token text not null,
        attempts int not null default 0,
        next_attempt_at timestamptz not null,
        created_at timestamptz not null default now()
      )`);
    await runner.query('create index pending_revocation_due on pending_revocation (next_attempt_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table pending_revocation');
  }
}
