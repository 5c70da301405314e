import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCampaign1764000000002 implements MigrationInterface {
  name = 'CreateCampaign1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table campaign (
        connection_id text not null,
        campaign_id text not null,
        -- Null where an enrollment was heard of before its campaign.
        state jsonb,
        at timestamptz,
        fact_id text collate "C",
        primary key (connection_id, campaign_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table campaign');
  }
}
