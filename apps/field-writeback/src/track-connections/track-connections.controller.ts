import { connectionChanged } from '@ce/contracts';
import { Consumes, done, type Outcome, type ReceivedEvent } from '@ce/messaging';
import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { WriteLoop } from '../write-fields/write-loop.js';
import { Connections } from './connections.js';
import { reopenHeld } from './reopen-held.js';

/** `salesforce.connection.v1`: packages, mappings and toggles; what they held back is looked at again. */
@Controller()
export class TrackConnectionsController {
  constructor(
    private readonly connections: Connections,
    private readonly dataSource: DataSource,
    private readonly loop: WriteLoop,
  ) {}

  @Consumes('salesforce.connection.v1', [connectionChanged])
  async onConnections(events: ReceivedEvent<typeof connectionChanged>[]): Promise<Outcome[]> {
    const states = events.map(({ event }) => event.data);
    await this.connections.keep(states);
    for (const connectionId of new Set(states.map((state) => state.connectionId))) {
      const connection = await this.connections.find(connectionId);
      if (connection === undefined) continue;
      await reopenHeld(this.dataSource, connection);
      if (connection.state.health === 'connected') this.loop.resume(connectionId);
    }
    this.loop.nudge();
    return events.map(() => done());
  }
}
