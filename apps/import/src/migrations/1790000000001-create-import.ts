import { workTableV1 } from '@ce/delivery';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const connections = `
  create table connection (
    connection_id text primary key,
    workspace_id text not null,
    health text not null,
    mapping jsonb not null,
    package_variants jsonb not null,
    version bigint not null
  )`;

/** One row per row of a report; its id is connection, source and record. */
const contactImports = workTableV1({
  table: 'contact_import',
  columns: [
    'campaign_id text not null',
    'source_id text not null',
    'object_type text not null',
    'enrollment text not null',
    'rules jsonb not null',
    // The event that asked for it: the same one again changes nothing, another one tries a refused row again.
    'event_id text not null',
    // When what is known of the row was true in its report: an older event that comes later changes nothing.
    'known_at timestamptz not null',
    'outcome text',
  ],
});

/** `email_key` is a hash: it finds duplicates without keeping addresses. */
const enrollments = `
  create table enrollment (
    connection_id text not null,
    campaign_id text not null,
    record_id text not null,
    object_type text not null,
    source_id text not null,
    email_key text not null,
    values_key text not null,
    enrolled_at timestamptz not null default now(),
    primary key (connection_id, campaign_id, record_id),
    unique (connection_id, campaign_id, email_key)
  )`;

const mappingProblems = `
  create table mapping_problem (
    connection_id text not null,
    object_type text not null,
    ce_field text not null,
    salesforce_field text not null,
    code text not null,
    reason text not null,
    fix text not null,
    since timestamptz not null default now(),
    primary key (connection_id, object_type, ce_field, salesforce_field)
  )`;

export class CreateImport1790000000001 implements MigrationInterface {
  name = 'CreateImport1790000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [connections, ...contactImports, enrollments, mappingProblems])
      await runner.query(statement);
    await runner.query('create index contact_import_campaign on contact_import (campaign_id, created_at, id)');
    await runner.query('create index enrollment_record on enrollment (connection_id, record_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['mapping_problem', 'enrollment', 'contact_import', 'connection']) {
      await runner.query(`drop table ${table}`);
    }
  }
}
