import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateReportRun1790000000003 implements MigrationInterface {
  name = 'CreateReportRun1790000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table report_run (
        connection_id text not null,
        report_id text not null,
        -- As Salesforce named it when it was asked to run the report in the background.
        instance_id text not null,
        -- What was asked for: the saved report, or one part of it. The result answers nothing else.
        request text not null,
        way text not null,
        asked_at timestamptz not null default now(),
        looks int not null default 0,
        primary key (connection_id, report_id),
        foreign key (connection_id, report_id) references report on delete cascade
      )`);
    // Until then nobody tries a synchronous run first: the org has refused them.
    await runner.query('alter table connection add column synchronous_paused_until timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table connection drop column synchronous_paused_until');
    await runner.query('drop table report_run');
  }
}
