import { connectionChanged } from '@ce/contracts';
import { Consumes, done, type Outcome, type ReceivedEvent } from '@ce/messaging';
import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { storeConnections } from './store-connections.js';

@Controller()
export class TrackConnectionsController {
  constructor(private readonly dataSource: DataSource) {}

  @Consumes('salesforce.connection.v1', [connectionChanged])
  async onConnections(events: ReceivedEvent<typeof connectionChanged>[]): Promise<Outcome[]> {
    await storeConnections(
      this.dataSource.manager,
      events.map(({ event }) => event.data),
    );
    return events.map(() => done());
  }
}
