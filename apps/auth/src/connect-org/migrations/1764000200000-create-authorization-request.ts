import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAuthorizationRequest1764000200000 implements MigrationInterface {
  name = 'CreateAuthorizationRequest1764000200000';

  async up(runner: QueryRunner): Promise<void> {
    // The state itself is never stored: who reads this table cannot finish a request.
    await runner.query(`
      create table authorization_request (
        state_hash text primary key,
        connection_id text not null,
        workspace_id text not null,
        subject text not null,
        environment text not null,
        login_url text not null,
        sealed_verifier text not null,
        expires_at timestamptz not null
      )`);
    await runner.query('create index authorization_request_expiry on authorization_request (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table authorization_request');
  }
}
