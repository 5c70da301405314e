import 'reflect-metadata';
import { serviceDataSource } from '@ce/database';
import { z } from 'zod';
import { buildBus } from '../build-bus.js';
import { silentJournal } from '../consume/bus-journal.js';
import { busSettings } from '../settings/bus-settings.js';
import type { ConformanceBus } from './conformance-bus.js';
import { joinGroup } from './join-group.js';
import { Notebook, noteOf } from './notebook.js';

// Started by member-process-client.ts: joins, and sits on the first batch with events of the test until it is killed.
const options = z
  .object({
    url: z.string(),
    schema: z.string(),
    group: z.string(),
    connection: z.string(),
    settings: z.object(busSettings),
  })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

const database = { schema: options.schema, entities: [], migrations: [] };
const dataSource = serviceDataSource(database, { url: options.url, poolSize: 2, applicationName: 'member-process' });
await dataSource.initialize();
const build = (group: string) => buildBus({ group, settings: options.settings, dataSource, journal: silentJournal });
// Its test is gone, so it goes too.
process.on('disconnect', () => process.exit(0));
const notebook = new Notebook();
await joinGroup({ build } as unknown as ConformanceBus, options.group, async (events, context) => {
  if (!events.map(noteOf).some((note) => note.connectionId === options.connection))
    return notebook.take(events, context);
  process.send?.('holding');
  return new Promise(() => undefined);
});
process.send?.('joined');
