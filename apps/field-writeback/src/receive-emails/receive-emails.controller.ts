import { emailReceived, emailSent } from '@ce/contracts';
import { Consumes, done, type Outcome, type ReceivedEvent } from '@ce/messaging';
import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Fact, factTime } from '../keep-facts/fact.js';
import { keepFacts } from '../keep-facts/keep-facts.js';
import { WriteLoop } from '../write-fields/write-loop.js';

/** `ce.email.v1`: an email that went to or fro starts what was not started. Its text is of no interest here. */
@Controller()
export class ReceiveEmailsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly loop: WriteLoop,
  ) {}

  @Consumes('ce.email.v1', [emailSent, emailReceived])
  async onEmails(events: ReceivedEvent<typeof emailSent | typeof emailReceived>[]): Promise<Outcome[]> {
    const facts = events.map(({ event }): Fact => {
      const { connectionId, record } = event.data;
      const about = { connectionId, recordId: record.id, recordType: record.type };
      return { ...about, ...factTime(event), register: 'exchange', value: {} };
    });
    if ((await keepFacts(this.dataSource, facts)) > 0) this.loop.nudge();
    return events.map(() => done());
  }
}
