import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddConnectionConfiguration1764000000005 implements MigrationInterface {
  name = 'AddConnectionConfiguration1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    // Null until the connection is heard of again.
    await runner.query('alter table connection add column configuration text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table connection drop column configuration');
  }
}
