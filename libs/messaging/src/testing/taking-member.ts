import 'reflect-metadata';
import { serviceDataSource } from '@ce/database';
import { z } from 'zod';
import { buildBus } from '../build-bus.js';
import { silentJournal } from '../consume/bus-journal.js';
import { done } from '../consume/outcome.js';
import { busSettings } from '../settings/bus-settings.js';
import type { ConformanceBus } from './conformance-bus.js';
import { joinGroup } from './join-group.js';
import { noteOf } from './notebook.js';

// Started by taking-member-client.ts: a replica that writes each event down in PostgreSQL, as a service does, and
// drains on SIGTERM.
const options = z
  .object({ url: z.string(), schema: z.string(), group: z.string(), settings: z.object(busSettings) })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

const database = { schema: options.schema, entities: [], migrations: [] };
const dataSource = serviceDataSource(database, { url: options.url, poolSize: 4, applicationName: 'taking-member' });
await dataSource.initialize();
const build = (group: string) => buildBus({ group, settings: options.settings, dataSource, journal: silentJournal });
const member = await joinGroup({ build } as unknown as ConformanceBus, options.group, async (events) => {
  await dataSource.query(
    `insert into taken (id, key, subject, topic, partition, at)
     select id, key, subject, topic, partition, clock_timestamp()
     from jsonb_to_recordset($1::jsonb) as row(place int, id text, key text, subject text, topic text, partition int)
     order by place`,
    [JSON.stringify(events.map(noteOf).map(({ offset: _, ...note }, place) => ({ ...note, place })))],
  );
  return events.map(() => done());
});
const leave = async () => {
  await member.drain();
  await dataSource.destroy();
  process.exit(0);
};
process.once('SIGTERM', () => void leave());
process.on('disconnect', () => process.exit(1));
process.send?.('joined');
