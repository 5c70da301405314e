import { connectionChanged } from '@ce/contracts';
import { Consumes, done, type Outcome, type ReceivedEvent } from '@ce/messaging';
import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ImportContacts } from '../import-contacts/import-contacts.js';
import { storeConnections } from './store-connections.js';

@Controller()
export class TrackConnectionsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly imports: ImportContacts,
  ) {}

  @Consumes('salesforce.connection.v1', [connectionChanged])
  async onConnections(events: ReceivedEvent<typeof connectionChanged>[]): Promise<Outcome[]> {
    const states = events.map(({ event }) => event.data);
    await storeConnections(this.dataSource.manager, states);
    for (const { connectionId } of states) this.imports.connectionChanged(connectionId);
    return events.map(() => done());
  }
}
