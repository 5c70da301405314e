import type { ErrorRule } from './error-rule.js';
import type { Throttle } from './salesforce-error.js';

/** Report errors are told apart by their text; codes and statuses are shared. Source: salesforce-api.md §2.9. */
export interface ReportRule extends ErrorRule {
  /** Apostrophes in the real texts are typographic, so the patterns avoid them. */
  text: RegExp;
  throttle?: Throttle;
}

const wait = 'Nothing to do: it is tried again by itself.';
const changeReport = 'Change the report in Salesforce as the reason says, then try it again.';
const tellMaintainers = 'Tell the maintainers of this integration, with the report and the time.';

export const reportRules: readonly ReportRule[] = [
  {
    text: /more than \d+ reports (?:a)?synchronously every \d+ minutes/i,
    errorClass: 'transient',
    scope: 'request',
    throttle: 'reports-per-hour',
    means: 'The org’s report runs of this hour are used up.',
    fix: wait,
  },
  {
    text: /only as many as \d+ requests at a time/i,
    errorClass: 'concurrency',
    scope: 'request',
    throttle: 'reports-at-once',
    means: 'The org is running as many reports at once as it may.',
    fix: wait,
  },
  {
    text: /permission to run reports/i,
    errorClass: 'configuration',
    scope: 'request',
    means: 'The connected user may not run reports.',
    fix: 'Give the connected user the permission “Run Reports”.',
  },
  {
    text: /sufficient privileges to perform this operation/i,
    errorClass: 'configuration',
    scope: 'request',
    means: 'The connected user may not run this report.',
    fix: 'Share the report’s folder with the connected user and give it read access to every object of the report.',
  },
  {
    text: /report definition is obsolete/i,
    errorClass: 'configuration',
    scope: 'request',
    means: 'The report’s definition is out of date.',
    fix: 'Open the report in Salesforce and save it again.',
  },
  {
    text: /fewer than 100 columns/i,
    errorClass: 'configuration',
    scope: 'request',
    means: 'The report has 100 columns or more.',
    fix: 'Take columns out of the report until it has fewer than 100.',
  },
  {
    text: /have any columns selected/i,
    errorClass: 'configuration',
    scope: 'request',
    means: 'The report has no columns.',
    fix: changeReport,
  },
  {
    text: /unsupported report format/i,
    errorClass: 'configuration',
    scope: 'request',
    means: 'The report is a joined report, which cannot be read.',
    fix: 'Use a tabular, summary or matrix report.',
  },
  {
    text: /data you.re trying to access is unavailable/i,
    errorClass: 'gone',
    scope: 'request',
    means: 'The report was deleted, or is hidden from the connected user.',
    fix: 'Choose another report, or share the report’s folder with the connected user.',
  },
  {
    text: /specify a valid (?:filterable column|condition)|filter value for ID/i,
    errorClass: 'configuration',
    scope: 'request',
    means: 'The report does not take the filter that reads it in parts.',
    fix: tellMaintainers,
  },
  {
    text: /no filters|no metadata|sorted by one column|sort column name|column sorting|date filter/i,
    errorClass: 'configuration',
    scope: 'request',
    means: 'Salesforce did not take the changes with which the report was to run.',
    fix: tellMaintainers,
  },
  {
    text: /try to re-?submit|error (?:occurred )?when running (?:this|the) report|metadata (?:has )?changed|body is invalid or incomplete/i,
    errorClass: 'transient',
    scope: 'request',
    means: 'Salesforce failed to run the report.',
    fix: wait,
  },
];
