import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateToken1764000100000 implements MigrationInterface {
  name = 'CreateToken1764000100000';

  async up(runner: QueryRunner): Promise<void> {
    // The row outlives a disconnect, so that generations never repeat.
    await runner.query(`
      create table token (
        connection_id text primary key references connection (id) on delete cascade,
        generation int not null,
        sealed_access_token text,
        sealed_refresh_token text,
        own_client_id text,
        sealed_client_secret text,
        refreshed_at timestamptz not null,
        claim_owner uuid,
        claimed_until timestamptz,
        failures int not null default 0,
        retry_at timestamptz
      )`);
    await runner.query('create index token_idle on token (refreshed_at) where sealed_refresh_token is not null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table token');
  }
}
