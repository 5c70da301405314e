import type { MonthSummary } from './summarize-month.js';

const grouped = (figure: number) => figure.toLocaleString('en-US');

/** The result as a person reads it. */
export function monthAsText(summary: MonthSummary): string {
  const { plan, calls, specification, polls, look, aim, counted, faults } = summary;
  const row = (label: string, ours: number, theirs?: number) =>
    `  ${label.padEnd(34)}${grouped(ours).padStart(14)}${(theirs === undefined ? '-' : grouped(theirs)).padStart(16)}`;
  const { describes } = counted;
  return [
    '',
    `${plan.days} days of ${plan.campaigns} campaigns with ${plan.contacts} contacts each and ${plan.emails} emails to each`,
    '',
    `  ${'API calls'.padEnd(34)}${'this system'.padStart(14)}${'specification'.padStart(16)}`,
    row('connecting', calls.connecting),
    row('checking reports', calls.polling, specification.polling),
    row('importing', calls.import, specification.import),
    row('logging Tasks', calls.tasks, specification.tasks),
    row('writing fields', calls.writeback, specification.writeback),
    row('looking for changes', calls.refresh),
    row('reading field lists', calls.describes),
    row('all', calls.total, specification.total),
    '',
    `  ${summary.tasks} Tasks of ${summary.emails} emails. ${summary.ratio} times fewer calls than the specification; the aim of ${grouped(aim.calls)} is ${aim.met ? 'met' : 'missed (docs/adr/0005-unchanged-reports.md)'}.`,
    '',
    'How it was counted',
    `  - importing, Tasks and fields as they came, with mailings of many emails a second; had each email come alone, all would be ${grouped(summary.totalOneByOne)}`,
    `  - ${polls.polls} polls made ${polls.calls} calls; the month has ${grouped(plan.campaigns * plan.days * 96)} polls, one every 15 minutes for each report`,
    `  - an hourly look for changes is one call; right after everything was written it made ${look.calls}, which is taken for each hour with write-backs`,
    `  - field lists were read once (${describes.import + describes.tasks + describes.writeback} calls); in the month once for each hour in which a service has work, a mailing an hour`,
    ...faults.map((fault) => `FAULT ${fault}`),
    '',
  ].join('\n');
}
