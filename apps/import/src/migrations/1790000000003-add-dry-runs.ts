import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddDryRuns1790000000003 implements MigrationInterface {
  name = 'AddDryRuns1790000000003';

  async up(runner: QueryRunner): Promise<void> {
    // Rows of a dry run are judged in the same batches as real ones, and go when they are.
    await runner.query('alter table contact_import add column dry_run_id text');
    await runner.query(
      'create index contact_import_dry_run on contact_import (connection_id, source_id) where dry_run_id is not null',
    );
    // Who would have been enrolled so far: a second row of the same person or address would not be.
    await runner.query(`
      create table dry_run_place (
        dry_run_id text not null,
        email_key text not null,
        record_id text not null,
        at timestamptz not null default now(),
        primary key (dry_run_id, email_key)
      )`);
    await runner.query('create index dry_run_place_at on dry_run_place (at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table dry_run_place');
    await runner.query('delete from contact_import where dry_run_id is not null');
    await runner.query('alter table contact_import drop column dry_run_id');
  }
}
