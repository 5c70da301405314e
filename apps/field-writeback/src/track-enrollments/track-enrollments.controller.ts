import { contactChanged, contactImported, contactImportFailed } from '@ce/contracts';
import { Consumes, done, type Outcome, type ReceivedEvent } from '@ce/messaging';
import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { keepFacts } from '../keep-facts/keep-facts.js';
import { moveRecords } from '../keep-facts/move-record.js';
import { WriteLoop } from '../write-fields/write-loop.js';
import { newsOfContact } from './facts-of-contact.js';

/** `salesforce.contact.v1`: who is enrolled in what, who could not be imported, and who became another record. */
@Controller()
export class TrackEnrollmentsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly loop: WriteLoop,
  ) {}

  @Consumes('salesforce.contact.v1', [contactImported, contactImportFailed, contactChanged])
  async onContacts(
    events: ReceivedEvent<typeof contactImported | typeof contactImportFailed | typeof contactChanged>[],
  ): Promise<Outcome[]> {
    const news = events.map(({ event }) => newsOfContact(event));
    // Moves first: facts then land on the record that stands for the old one.
    await moveRecords(
      this.dataSource,
      news.flatMap(({ moves }) => moves),
    );
    await keepFacts(
      this.dataSource,
      news.flatMap(({ facts }) => facts),
      news.flatMap(({ accounts }) => accounts),
    );
    this.loop.nudge();
    return events.map(() => done());
  }
}
