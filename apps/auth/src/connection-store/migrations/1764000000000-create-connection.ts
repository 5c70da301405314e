import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateConnection1764000000000 implements MigrationInterface {
  name = 'CreateConnection1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table connection (
        id text primary key,
        workspace_id text not null,
        environment text not null check (environment in ('production', 'sandbox')),
        flow text not null check (flow in ('web-server', 'jwt-bearer', 'client-credentials')),
        login_url text not null,
        instance_url text not null,
        org_id text not null,
        org_name text not null,
        org_edition text not null,
        user_id text not null,
        username text not null,
        health text not null check (health in ('connected', 'degraded', 'reconnect-needed', 'disconnected')),
        health_reason text,
        health_fix text,
        package_variants jsonb not null,
        mapping jsonb not null,
        usable_mapping jsonb not null,
        mapping_problems jsonb not null,
        toggles jsonb not null,
        generic_owner_ids text[] not null,
        activity_event_id_field text,
        version int not null,
        connected_at timestamptz not null,
        updated_at timestamptz not null,
        unique (workspace_id, org_id)
      )`);
    await runner.query('create index connection_user on connection (org_id, user_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table connection');
  }
}
