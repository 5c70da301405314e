import type { MigrationInterface, QueryRunner } from 'typeorm';

const connections = `
  create table connection (
    connection_id text primary key,
    workspace_id text not null,
    health text not null,
    health_reason text,
    version bigint not null,
    reports_paused_until timestamptz
  )`;

/** Workspaces name their campaigns as they like, so an id alone says nothing. */
const campaigns = `
  create table campaign (
    workspace_id text not null,
    campaign_id text not null,
    connection_id text not null,
    status text not null,
    at timestamptz not null,
    primary key (workspace_id, campaign_id)
  )`;

/** One row per report and connection, however many campaigns share it. `cursor` is what a killed read resumes from. */
const reports = `
  create table report (
    connection_id text not null,
    report_id text not null,
    name text,
    state text not null default 'unread',
    code text,
    reason text,
    fix text,
    warnings jsonb not null default '[]',
    way text not null default 'as-saved',
    due_at timestamptz not null default now(),
    requested_at timestamptz,
    claimed_by uuid,
    claimed_until timestamptz,
    read_number bigint not null default 0,
    read_started_at timestamptz,
    cursor jsonb,
    last_polled_at timestamptz,
    last_read_at timestamptz,
    rows int,
    calls_last int not null default 0,
    calls_total bigint not null default 0,
    failures int not null default 0,
    primary key (connection_id, report_id)
  )`;

const sources = `
  create table enrollment_source (
    id text primary key,
    workspace_id text not null,
    connection_id text not null,
    campaign_id text not null,
    report_id text not null,
    auto_import boolean not null,
    rules jsonb not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    foreign key (connection_id, report_id) references report
  )`;

/** `seen_in` changes with every read, so it has no index and pages keep room for updates in place. */
const rows = `
  create table report_row (
    source_id text not null references enrollment_source on delete cascade,
    record_id text not null collate "C",
    object_type text not null,
    state text not null,
    seen_in bigint not null,
    publications int not null default 0,
    code text,
    reason text,
    fix text,
    found_at timestamptz not null default now(),
    published_at timestamptz,
    settled_at timestamptz,
    left_at timestamptz,
    primary key (source_id, record_id)
  ) with (fillfactor = 80)`;

export class CreateReportPolling1790000000001 implements MigrationInterface {
  name = 'CreateReportPolling1790000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [connections, campaigns, reports, sources, rows]) await runner.query(statement);
    await runner.query('create index report_due on report (due_at)');
    await runner.query('create index enrollment_source_report on enrollment_source (connection_id, report_id)');
    await runner.query('create index enrollment_source_campaign on enrollment_source (workspace_id, campaign_id)');
    await runner.query('create index report_row_state on report_row (source_id, state, record_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['report_row', 'enrollment_source', 'report', 'campaign', 'connection']) {
      await runner.query(`drop table ${table}`);
    }
  }
}
