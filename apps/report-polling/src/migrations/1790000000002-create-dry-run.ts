import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDryRun1790000000002 implements MigrationInterface {
  name = 'CreateDryRun1790000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table dry_run (
        source_id text primary key references enrollment_source on delete cascade,
        -- Only the newest dry run of a source is kept; answers to an older one change nothing.
        dry_run_id text not null,
        enrollment text not null,
        requested_at timestamptz not null default now()
      )`);
    await runner.query(`
      create table dry_run_row (
        source_id text not null references dry_run on delete cascade,
        record_id text not null collate "C",
        object_type text not null,
        judged_at timestamptz,
        code text,
        reason text,
        fix text,
        primary key (source_id, record_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['dry_run_row', 'dry_run']) await runner.query(`drop table ${table}`);
  }
}
