import { salesforceId } from '@ce/contracts';
import { AuditTrail, inTransaction } from '@ce/database';
import { Outbox } from '@ce/messaging';
import { Logger, type Principal } from '@ce/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { refuseIfOver } from './campaign-over.js';
import { showSource } from '../show-sources/show-source.js';
import { type FoundRow, tellFound } from './found-row.js';
import { publishRows, type RowsToPublish } from './publish-rows.js';

export const enrollBody = z
  .strictObject({
    recordIds: z.array(salesforceId).min(1).max(10_000).optional(),
    /** Every row that waits. */
    all: z.literal(true).optional(),
  })
  .refine((body) => (body.recordIds === undefined) !== (body.all === undefined), 'send either recordIds or all: true');
export type EnrollBody = z.infer<typeof enrollBody>;

export const enrolledAnswer = z.object({
  enrolled: z.number().int(),
  skipped: z.array(z.string()).describe('of the ids asked for: not in the report, or enrolled already'),
});
export type Enrolled = z.infer<typeof enrolledAnswer>;

const BATCH = 1_000;

@Injectable()
export class EnrollRows {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly log: Logger,
  ) {}

  /** A person enrolls rows, so the rules of the source do not apply. Named rows are tried again if they were refused. */
  async enroll(principal: Principal, sourceId: string, body: EnrollBody): Promise<Enrolled> {
    const source = await showSource(this.dataSource.manager, principal.workspaceId, sourceId);
    refuseIfOver(source.campaignStatus);
    const target = { ...source, sourceId };
    if (body.recordIds === undefined) return { enrolled: await this.#enrollAll(principal, target), skipped: [] };

    const asked = [...new Set(body.recordIds)].sort();
    const done = new Set<string>();
    for (let start = 0; start < asked.length; start += BATCH) {
      const recordIds = asked.slice(start, start + BATCH);
      const rows = {
        source: target,
        recordIds,
        from: ['waiting', 'not-imported'],
        enrollment: 'manual',
        limit: BATCH,
      } as const;
      for (const { recordId } of await this.#publish(principal, rows)) done.add(recordId);
    }
    return { enrolled: done.size, skipped: asked.filter((id) => !done.has(id)) };
  }

  async #enrollAll(principal: Principal, source: RowsToPublish['source']): Promise<number> {
    const rows = { source, from: ['waiting'], enrollment: 'manual', limit: BATCH } as const;
    let enrolled = 0;
    for (;;) {
      const batch = await this.#publish(principal, rows);
      enrolled += batch.length;
      if (batch.length < BATCH) return enrolled;
    }
  }

  async #publish({ workspaceId, subject }: Principal, rows: RowsToPublish): Promise<FoundRow[]> {
    const { connectionId, campaignId, sourceId } = rows.source;
    const found = await inTransaction(this.dataSource, async (manager) => {
      const published = await publishRows(manager, this.outbox, rows);
      const detail = `Enrolled ${published.length} rows of ${sourceId} in the campaign ${campaignId} by hand.`;
      if (published.length > 0)
        await this.audit.record(manager, {
          workspaceId,
          connectionId,
          actor: subject,
          action: 'rows-enrolled',
          detail,
        });
      return published;
    });
    tellFound(this.log, found);
    return found;
  }
}
