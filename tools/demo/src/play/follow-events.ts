import {
  contactChanged,
  contactImported,
  contactImportFailed,
  deliveryParked,
  type EventData,
  fieldsWritten,
  taskLogged,
} from '@ce/contracts';
import { DatabaseModule, databaseSettings, migrate, type ServiceDatabase, serviceDataSource } from '@ce/database';
import {
  busSettings,
  BusStrategy,
  Consumes,
  done,
  MessagingModule,
  type Outcome,
  type ReceivedEvent,
  runtimeMigrations,
} from '@ce/messaging';
import { createService, kitSettings, readSettings } from '@ce/service-kit';
import { Controller, Inject, Module } from '@nestjs/common';

/** What the system told through the public contract so far. A repeated event counts once. */
export class Told {
  readonly imported = new Map<string, EventData<typeof contactImported>>();
  readonly importFailures = new Map<string, EventData<typeof contactImportFailed>>();
  readonly tasks = new Set<string>();
  readonly fieldWrites = new Set<string>();
  readonly parked = new Map<string, EventData<typeof deliveryParked>>();
}

const GROUP = 'demo-player';
const database: ServiceDatabase = { schema: 'demo_player', entities: [], migrations: [...runtimeMigrations] };

@Controller()
class FollowHandler {
  constructor(@Inject(Told) private readonly told: Told) {}

  @Consumes('salesforce.contact.v1', [contactImported, contactImportFailed], { ignores: [contactChanged] })
  async onContacts(events: ReceivedEvent<typeof contactImported | typeof contactImportFailed>[]): Promise<Outcome[]> {
    return events.map(({ event }) => {
      if (event.type === contactImported.type) this.told.imported.set(event.id, event.data);
      else this.told.importFailures.set(event.id, event.data);
      return done();
    });
  }

  @Consumes('salesforce.delivery.v1', [taskLogged, fieldsWritten, deliveryParked])
  async onDeliveries(
    events: ReceivedEvent<typeof taskLogged | typeof fieldsWritten | typeof deliveryParked>[],
  ): Promise<Outcome[]> {
    return events.map(({ event }) => {
      if (event.type === taskLogged.type) this.told.tasks.add(event.id);
      else if (event.type === fieldsWritten.type) this.told.fieldWrites.add(event.id);
      else this.told.parked.set(event.id, event.data);
      return done();
    });
  }
}

/** Reads the outbound topics as a CE service would, as a consumer group of its own. */
export async function followEvents(
  environment: Record<string, string>,
): Promise<{ told: Told; stop: () => Promise<void> }> {
  const shape = { ...kitSettings, ...databaseSettings, ...busSettings };
  const settings = readSettings(GROUP, shape, environment);
  const source = serviceDataSource(database, {
    url: settings.DATABASE_URL.reveal(),
    poolSize: 2,
    applicationName: GROUP,
  });
  await source.initialize();
  await migrate(source, database.schema);
  await source.destroy();

  const told = new Told();
  @Module({
    imports: [DatabaseModule.forService(database), MessagingModule.forService({ group: GROUP })],
    controllers: [FollowHandler],
    providers: [{ provide: Told, useValue: told }],
  })
  class FollowModule {}

  const app = await createService(
    { name: GROUP, summary: 'Follows what the system tells.', module: FollowModule, strategies: [BusStrategy] },
    settings,
  );
  await app.startAllMicroservices();
  await app.init();
  return { told, stop: () => app.close() };
}
