import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCallBudget1764000300000 implements MigrationInterface {
  name = 'CreateCallBudget1764000300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table call_budget (
        connection_id text primary key references connection (id) on delete cascade,
        cap jsonb not null,
        reserve jsonb not null,
        org_used int,
        org_limit int,
        org_seen_at timestamptz,
        org_full_until timestamptz
      )`);
    await runner.query(`
      create table lease (
        id uuid primary key,
        connection_id text not null references call_budget (connection_id) on delete cascade,
        kind text not null,
        calls int not null check (calls > 0),
        expires_at timestamptz not null
      )`);
    await runner.query('create index lease_of_connection on lease (connection_id, expires_at)');
    await runner.query(`
      create table call_use (
        connection_id text not null references call_budget (connection_id) on delete cascade,
        hour timestamptz not null,
        kind text not null,
        calls int not null,
        primary key (connection_id, hour, kind)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['call_use', 'lease', 'call_budget']) await runner.query(`drop table ${table}`);
  }
}
