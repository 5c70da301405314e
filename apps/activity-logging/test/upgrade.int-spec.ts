import { migrate, serviceDataSource } from '@ce/database';
import { upgradeDatabase } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import type { QueryRunner } from 'typeorm';
import { expect, it } from 'vitest';
import { database } from '../src/database.js';
import { HashRecordOfActivity1796000000100 } from '../src/receive-emails/migrations/1796000000100-hash-record-of-activity.js';
import { OrderIndexesOfActivity1796200000100 } from '../src/receive-emails/migrations/1796200000100-order-indexes-of-activity.js';

const reindexing = [HashRecordOfActivity1796000000100, OrderIndexesOfActivity1796200000100];

const store = (runner: QueryRunner, eventId: string) =>
  runner.query(
    `insert into activity (id, connection_id, source, event_id, kind, record_id, record_type, direction, at, sender, recipients,
       subject, body)
     values (gen_random_uuid(), 'c1', 'ce', $1, 'tasks', '00Q5g00000AAAAAAAA', 'Lead', 'sent', now(), '', '{}', '', '')`,
    [eventId],
  );

it.each(reindexing.map((migration) => [migration.name, migration] as const))(
  'while emails are stored, %s waits for them and goes through',
  async (_, added) => {
    const { source, close } = await upgradeDatabase(database, [], () => Promise.resolve());
    const other = serviceDataSource(database, { url: urlOf(source), poolSize: 2, applicationName: 'test' });
    const service = source.createQueryRunner();
    await other.initialize();
    await new added().down(service);
    await service.query('delete from migrations where name = $1', [added.name]);

    // As the statement that stores: it looks at the table first, and is let write to it later.
    await service.startTransaction();
    await service.query('select 1 from activity');
    const migrated = migrate(other, database.schema);
    await eventually(async () => {
      const waiting = await source.query<unknown[]>(`select 1 from pg_locks where not granted`);
      expect(waiting).toHaveLength(1);
    });
    await store(service, 'meanwhile');
    await service.commitTransaction();
    expect(await migrated).toEqual([added.name]);

    expect(await source.query('select event_id from activity')).toEqual([{ event_id: 'meanwhile' }]);
    await expect(store(service, 'meanwhile')).rejects.toThrow('activity_event');
    await service.release();
    await other.destroy();
    await close();
  },
);

function urlOf(source: { options: object }): string {
  return (source.options as { url: string }).url;
}
