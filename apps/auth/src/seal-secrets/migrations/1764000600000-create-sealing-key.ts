import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSealingKey1764000600000 implements MigrationInterface {
  name = 'CreateSealingKey1764000600000';

  async up(runner: QueryRunner): Promise<void> {
    // A proof opens under the true key alone, so that another key under the same id is noticed at start.
    await runner.query(`
      create table sealing_key (
        key_id text primary key,
        proof text not null,
        first_used_at timestamptz not null default now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table sealing_key');
  }
}
