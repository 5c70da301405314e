import { contactChanged, contactImported, contactImportFailed } from '@ce/contracts';
import { Consumes, done, type Outcome, type ReceivedEvent } from '@ce/messaging';
import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { storeOutcomes, type ImportOutcome } from './store-outcomes.js';

/** Shows at each report row what became of it. */
@Controller()
export class TrackImportsController {
  constructor(private readonly dataSource: DataSource) {}

  @Consumes('salesforce.contact.v1', [contactImported, contactImportFailed], { ignores: [contactChanged] })
  async onImports(events: ReceivedEvent<typeof contactImported | typeof contactImportFailed>[]): Promise<Outcome[]> {
    await storeOutcomes(
      this.dataSource.manager,
      events.map(({ event }) => outcomeOf(event)),
    );
    return events.map(() => done());
  }
}

type ImportEvent = ReceivedEvent<typeof contactImported | typeof contactImportFailed>['event'];

function outcomeOf(event: ImportEvent): ImportOutcome {
  if (event.type === contactImported.type) {
    const { sourceId, record, followedFrom, at } = event.data;
    return {
      sourceId,
      recordId: (followedFrom ?? record).id,
      state: 'imported',
      at,
      code: null,
      reason: null,
      fix: null,
    };
  }
  const { sourceId, record, at, code, reason, fix } = event.data;
  return { sourceId, recordId: record.id, state: 'not-imported', at, code, reason, fix };
}
