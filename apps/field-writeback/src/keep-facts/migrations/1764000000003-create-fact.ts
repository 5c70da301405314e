import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateFact1764000000003 implements MigrationInterface {
  name = 'CreateFact1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    // Its rows are what concurrent batches lock, so that no two of them work out one record's wanted values side by side.
    await runner.query(`
      create table record (
        connection_id text not null,
        record_id text not null,
        record_type text not null,
        account_id text,
        -- Set when it was converted or merged into another record, which then has its facts.
        now_id text,
        primary key (connection_id, record_id)
      )`);
    await runner.query(`
      create table fact (
        connection_id text not null,
        record_id text not null,
        register text not null,
        value jsonb not null,
        at timestamptz not null,
        -- Breaks ties alike on every machine, whatever the database's language.
        fact_id text collate "C" not null,
        primary key (connection_id, record_id, register)
      )`);
    await runner.query(`
      create index fact_enrollment on fact (connection_id, (value->>'campaignId'), record_id)
        where register = 'enrollment'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table fact, record');
  }
}
