import { emailReceived, emailSent } from '@ce/contracts';
import type { Acceptance } from '@ce/delivery';
import { Consumes, done, type Outcome } from '@ce/messaging';
import { Logger } from '@ce/service-kit';
import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TaskLoop } from '../log-tasks/task-loop.js';
import type { Activity } from './activity.js';
import { type EmailEvent, storeEmails } from './store-emails.js';

/** `ce.email.v1`: an email that is stored here becomes one Task. */
@Controller()
export class ReceiveEmailsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly loop: TaskLoop,
    private readonly log: Logger,
  ) {}

  @Consumes('ce.email.v1', [emailSent, emailReceived])
  async onEmails(events: EmailEvent[]): Promise<Outcome[]> {
    const acceptances = await this.#accept(events);
    let stored: Activity[] = [];
    try {
      stored = await storeEmails(this.dataSource, events, acceptances);
    } finally {
      const claimed = stored.filter(({ state }) => state === 'claimed');
      for (const [connectionId, { hand }] of acceptances)
        hand(claimed.filter((activity) => activity.connectionId === connectionId));
    }
    this.log.debug('emails stored', { events: events.length, stored: stored.length });
    if (stored.some(({ state }) => state === 'waiting')) this.loop.nudge();
    return events.map(() => done());
  }

  /** Connections whose emails go straight on to Salesforce once they are stored. */
  async #accept(events: readonly EmailEvent[]): Promise<Map<string, Acceptance<Activity>>> {
    const counts = new Map<string, number>();
    for (const { event } of events) counts.set(event.data.connectionId, (counts.get(event.data.connectionId) ?? 0) + 1);
    const asked = [...counts].map(
      async ([connectionId, emails]) => [connectionId, await this.loop.accept(connectionId, emails)] as const,
    );
    return new Map((await Promise.all(asked)).flatMap(([id, accepted]) => (accepted === null ? [] : [[id, accepted]])));
  }
}
