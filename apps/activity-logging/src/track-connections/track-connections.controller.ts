import { connectionChanged } from '@ce/contracts';
import { Consumes, done, type Outcome, type ReceivedEvent } from '@ce/messaging';
import { Controller } from '@nestjs/common';
import { TaskLoop } from '../log-tasks/task-loop.js';
import { Connections } from './connections.js';

/** `salesforce.connection.v1`: which connections there are, whose they are, and what their toggles say. */
@Controller()
export class TrackConnectionsController {
  constructor(
    private readonly connections: Connections,
    private readonly loop: TaskLoop,
  ) {}

  @Consumes('salesforce.connection.v1', [connectionChanged])
  async onConnections(events: ReceivedEvent<typeof connectionChanged>[]): Promise<Outcome[]> {
    const states = events.map(({ event }) => event.data);
    await this.connections.keep(states);
    for (const { connectionId, health } of states) if (health === 'connected') this.loop.resume(connectionId);
    return events.map(() => done());
  }
}
