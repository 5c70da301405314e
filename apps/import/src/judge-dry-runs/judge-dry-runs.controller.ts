import { dryRunJudged, dryRunRequested } from '@ce/contracts';
import { Consumes, done, type Outcome, type ReceivedEvent } from '@ce/messaging';
import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ImportContacts } from '../import-contacts/import-contacts.js';
import { storeDryRunRows } from './store-dry-run-rows.js';

/** `salesforce.dry-run.v1`: rows that would like to know whether they would be enrolled. */
@Controller()
export class JudgeDryRunsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly imports: ImportContacts,
  ) {}

  @Consumes('salesforce.dry-run.v1', [dryRunRequested], { ignores: [dryRunJudged] })
  async onRows(events: ReceivedEvent<typeof dryRunRequested>[]): Promise<Outcome[]> {
    await storeDryRunRows(
      this.dataSource.manager,
      events.map(({ event }) => event),
    );
    this.imports.nudge();
    return events.map(() => done());
  }
}
