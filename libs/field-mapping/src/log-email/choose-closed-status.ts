/** A row of the TaskStatus object. Source: salesforce-api.md §5.1. */
export interface TaskStatusRow {
  readonly MasterLabel: string;
  readonly IsClosed: boolean;
  readonly SortOrder: number;
}

export const taskStatusQuery = 'SELECT MasterLabel, IsClosed, SortOrder FROM TaskStatus';

/** The status for a Task that is done when it is created: Completed where the org still has it, else its first closed one. */
export function chooseClosedStatus(rows: readonly TaskStatusRow[]): string | null {
  const closed = rows.filter((row) => row.IsClosed).sort((one, other) => one.SortOrder - other.SortOrder);
  return (closed.find((row) => row.MasterLabel === 'Completed') ?? closed[0])?.MasterLabel ?? null;
}
