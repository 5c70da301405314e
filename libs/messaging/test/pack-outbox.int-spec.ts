import { startTestDatabase } from '@ce/testing';
import { DataSource } from 'typeorm';
import { expect, it } from 'vitest';
import { runtimeMigrations } from '../src/index.js';

it('an outbox of many events in a row goes back to the release before with a row for each, in their order', async () => {
  const server = await startTestDatabase();
  const source = await new DataSource({
    type: 'postgres',
    url: server.url,
    migrations: [...runtimeMigrations],
  }).initialize();
  await source.runMigrations();
  const [first, second] = [
    { topic: 't', key: 'k', headers: { ce_id: '1' }, value: 'one' },
    { topic: 't', key: null, headers: {}, value: null },
  ];
  await source.query('insert into bus_outbox (events, pack) values (2, $1)', [JSON.stringify([first, second])]);
  await source.undoLastMigration();
  expect(await source.query('select topic, key, headers, value from bus_outbox order by id')).toEqual([first, second]);
  await source.destroy();
  await server.close();
});
