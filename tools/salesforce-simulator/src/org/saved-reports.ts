import { toDateTime } from './clock.js';
import type { ReportDescription } from './describe-reports.js';
import type { DurableSection } from './durable-state.js';
import type { Org } from './org.js';
import { soundId, toId18 } from './record-id.js';
import { deleteRecord, insertRecord, updateRecord } from './write-record.js';

export type SavedReport = ReportDescription & { readonly id: string };

export interface ReportFolder {
  readonly id: string;
  readonly name: string;
  readonly developerName: string;
  readonly access: 'public' | 'shared';
}

const formats = { TABULAR: 'Tabular', SUMMARY: 'Summary', MATRIX: 'Matrix' } as const;

/** The org's saved reports, kept in step with the rows of the queryable `Report` object. */
export class SavedReports {
  private readonly reports = new Map<string, SavedReport>();
  readonly folders = new Map<string, ReportFolder>();

  constructor(
    private readonly org: Org,
    private readonly durable: DurableSection<SavedReport>,
  ) {}

  all(): IterableIterator<SavedReport> {
    return this.reports.values();
  }

  get(id: string): SavedReport | undefined {
    return this.reports.get(toId18(id));
  }

  addFolder(folder: { id?: string; name: string; developerName?: string; access: 'public' | 'shared' }): ReportFolder {
    const id = soundId(folder.id ?? this.org.ids.next('00l'));
    const added = {
      id,
      name: folder.name,
      developerName: folder.developerName ?? developerNameOf(folder.name),
      access: folder.access,
    };
    this.folders.set(id, added);
    return added;
  }

  /** Creates or replaces; without an id the report gets one. */
  save(description: ReportDescription, userId: string): SavedReport {
    const id = soundId(description.id ?? this.org.ids.next('00O'));
    const report = { ...description, id };
    this.reports.set(id, report);
    this.durable.put(id, report);
    const object = this.org.object('Report');
    const values = { ...this.rowOf(report), Id: id };
    if (this.org.records.get(id) === undefined) insertRecord(this.org, object, values, userId);
    else updateRecord(this.org, object, id, values, userId);
    return report;
  }

  remove(id: string, userId: string): void {
    this.reports.delete(toId18(id));
    this.durable.remove(toId18(id));
    deleteRecord(this.org, this.org.object('Report'), toId18(id), userId);
  }

  /** For `LastRunDate`. */
  ran(id: string): void {
    const row = this.org.records.get(id);
    if (row === undefined) return;
    this.org.records.put('Report', { ...row, LastRunDate: toDateTime(this.org.clock.now()) });
  }

  private rowOf(report: SavedReport) {
    const folderId = toId18(report.folderId ?? this.org.id);
    const folder = this.folders.get(folderId)?.name;
    return {
      Name: report.name,
      DeveloperName: report.developerName ?? developerNameOf(report.name),
      Description: report.description,
      FolderName: folder ?? (folderId.startsWith('005') ? 'Private Reports' : 'Public Reports'),
      Format:
        report.format === 'MULTI_BLOCK' ? this.org.description.switches.joinedReportFormat : formats[report.format],
      OwnerId: folderId,
    };
  }
}

export function developerNameOf(name: string): string {
  return name.replace(/[^0-9A-Za-z]+/g, '_').replace(/^_+|_+$/g, '');
}
