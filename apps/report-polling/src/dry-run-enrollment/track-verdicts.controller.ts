import { dryRunJudged, dryRunRequested } from '@ce/contracts';
import { Consumes, done, type Outcome, type ReceivedEvent } from '@ce/messaging';
import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Answers to the questions of dry runs; those to a dry run that was replaced meanwhile change nothing. */
@Controller()
export class TrackVerdictsController {
  constructor(private readonly dataSource: DataSource) {}

  @Consumes('salesforce.dry-run.v1', [dryRunJudged], { ignores: [dryRunRequested] })
  async onVerdicts(events: ReceivedEvent<typeof dryRunJudged>[]): Promise<Outcome[]> {
    const verdicts = events.map(({ event: { data } }) => ({
      dry_run_id: data.dryRunId,
      source_id: data.sourceId,
      record_id: data.record.id,
      at: data.at,
      code: data.refusal?.code ?? null,
      reason: data.refusal?.reason ?? null,
      fix: data.refusal?.fix ?? null,
    }));
    await this.dataSource.query(
      `update dry_run_row set judged_at = verdict.at, code = verdict.code, reason = verdict.reason, fix = verdict.fix
       from jsonb_to_recordset($1::jsonb) as verdict (dry_run_id text, source_id text, record_id text, at timestamptz,
              code text, reason text, fix text)
         join dry_run using (dry_run_id, source_id)
       where dry_run_row.source_id = verdict.source_id and dry_run_row.record_id = verdict.record_id`,
      [JSON.stringify(verdicts)],
    );
    return events.map(() => done());
  }
}
