import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddBrowserToAuthorizationRequest1795800000300 implements MigrationInterface {
  name = 'AddBrowserToAuthorizationRequest1795800000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table authorization_request add column browser_hash text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table authorization_request drop column browser_hash');
  }
}
