import { emailReceived, emailSent } from '@ce/contracts';
import { Consumes, done, type Outcome } from '@ce/messaging';
import { Logger } from '@ce/service-kit';
import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TaskLoop } from '../log-tasks/task-loop.js';
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
    const stored = await storeEmails(this.dataSource, events);
    this.log.debug('emails stored', { events: events.length, stored });
    if (stored > 0) this.loop.nudge();
    return events.map(() => done());
  }
}
