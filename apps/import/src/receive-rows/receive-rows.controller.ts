import { reportRowFound, reportRowLeft } from '@ce/contracts';
import { inTransaction } from '@ce/database';
import { Consumes, done, type Outcome, type ReceivedEvent } from '@ce/messaging';
import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ImportContacts } from '../import-contacts/import-contacts.js';
import { endRows, newestOfEach, storeRows } from './store-rows.js';

type RowEvent = ReceivedEvent<typeof reportRowFound | typeof reportRowLeft>;

@Controller()
export class ReceiveRowsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly imports: ImportContacts,
  ) {}

  @Consumes('salesforce.report-row.v1', [reportRowFound, reportRowLeft])
  async onRows(events: RowEvent[]): Promise<Outcome[]> {
    const newest = newestOfEach(events.map(({ event }) => event));
    await inTransaction(this.dataSource, async (manager) => {
      await storeRows(
        manager,
        newest.filter((event) => event.type === reportRowFound.type),
      );
      await endRows(
        manager,
        newest.filter((event) => event.type === reportRowLeft.type),
      );
    });
    this.imports.nudge();
    return events.map(() => done());
  }
}
