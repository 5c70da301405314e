import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddRefusalToToken1795800000100 implements MigrationInterface {
  name = 'AddRefusalToToken1795800000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table token
        add column refusal_reason text,
        add column refusal_fix text,
        add column quick_renewals int not null default 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table token drop column refusal_reason, drop column refusal_fix, drop column quick_renewals',
    );
  }
}
