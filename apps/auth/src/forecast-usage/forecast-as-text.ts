import type { Forecast } from './forecast.js';

/** The two forecasts side by side, for a terminal. */
export function forecastAsText({ specification, expected }: Forecast): string {
  const row = (name: string, left: string, right: string) =>
    `${name.padEnd(28)}${left.padStart(16)}${right.padStart(16)}`;
  const calls = (name: string, kind: 'polling' | 'import' | 'tasks' | 'writeback' | 'total') =>
    row(name, grouped(specification[kind]), grouped(expected[kind]));
  return [
    row('API calls', 'specification', 'this system'),
    calls('  checking reports', 'polling'),
    calls('  importing', 'import'),
    calls('  logging Tasks', 'tasks'),
    calls('  writing fields', 'writeback'),
    row('  looking for changes', '', grouped(expected.refresh)),
    row('  reading field lists', '', grouped(expected.describes)),
    calls('  all', 'total'),
    row('storage of the Tasks, MB', grouped(specification.storageMegabytes), grouped(expected.storageMegabytes)),
    row(
      '  as Salesforce counts',
      grouped(specification.storageMegabytesAtSalesforce),
      grouped(expected.storageMegabytes),
    ),
    '',
    ...expected.assumptions.map((assumption) => `- ${assumption}`),
  ].join('\n');
}

function grouped(figure: number): string {
  return figure.toLocaleString('en-US', { maximumFractionDigits: 1 });
}
