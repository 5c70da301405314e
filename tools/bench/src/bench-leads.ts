import { recordId } from '@ce/demo';

/** `count` leads of a source, numbered from `first` on, each of whom can be imported. */
export function benchLeads(source: string, first: number, count: number): Record<string, string>[] {
  return Array.from({ length: count }, (_, at) => ({
    Id: recordId('Lead', first + at),
    FirstName: 'Lea',
    LastName: `Lead-${first + at}`,
    Email: `lead-${first + at}@example.com`,
    Company: `Company ${first + at}`,
    LeadSource: source,
    OwnerId: recordId('User', 2),
  }));
}

/** A tabular report of the leads of these sources. */
export function benchReport(n: number, name: string, sources: readonly string[]) {
  return {
    id: recordId('Report', n),
    name,
    reportType: 'LeadList',
    format: 'TABULAR' as const,
    detailColumns: ['LEAD_ID', 'FIRST_NAME', 'LAST_NAME', 'EMAIL'],
    filters: [{ column: 'LEAD_SOURCE', operator: 'equals' as const, value: sources.join(',') }],
  };
}
