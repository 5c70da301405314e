import { SalesforceFault } from '../http/salesforce-fault.js';

const badRequest = (message: string) => new SalesforceFault(400, 'BAD_REQUEST', message);
const forbidden = (message: string) => new SalesforceFault(403, 'FORBIDDEN', message);

/** The refusals of salesforce-api.md §2.9, apostrophes as Salesforce sets them. */
export const reportFaults = {
  severalSorts: () => badRequest('A report can only be sorted by one column.'),
  sortNotSelected: () => badRequest('The sort column name must be from a selected column.'),
  matrixSort: () => badRequest('Column sorting isn’t supported for matrix reports.'),
  tooManyColumns: () =>
    badRequest(
      'Only a report with fewer than 100 columns can be run. Columns are fields specified as detail columns, summaries, or custom summary formulas.',
    ),
  noColumns: () =>
    badRequest('Can’t run the report because it doesn’t have any columns selected. Select columns and try again.'),
  idLength: (value: string) =>
    badRequest(`The filter value for ID ${value} is incorrect. ID values must contain 15 or 18 characters.`),
  invalidColumn: (value: string) => badRequest(`Specify a valid filterable column because ${value} is invalid.`),
  invalidSelection: (value: string) => badRequest(`Specify a valid column because ${value} is invalid.`),
  invalidCondition: (value: string) => badRequest(`Specify a valid condition because ${value} is invalid.`),
  invalidValue: (column: string, value: string) =>
    badRequest(`Specify a valid filter value for ${column} because ${value} is invalid.`),
  invalidLogic: (logic: string) => badRequest(`The filter logic ${logic} is invalid.`),
  unnamedFilter: () => badRequest('Some filter conditions are defined but not referenced in your filter logic.'),
  invalidType: (type: string) => badRequest(`Specify a valid report type because ${type} is invalid.`),
  tooManyFilters: () => badRequest('You can’t add more than 20 custom field filters.'),
  noFilters: () =>
    badRequest(
      'The request is invalid because there are no filters. To run the report without filters, send an empty list.',
    ),
  noMetadata: () => badRequest('The request is invalid because there is no metadata.'),
  dateColumn: (column: string) => badRequest(`Specify a valid date filter column because ${column} is invalid.`),
  dateDuration: (value: string) => badRequest(`Specify a valid date filter duration because ${value} is invalid.`),
  dateFormat: (value: string) => badRequest(`Specify a date as yyyy-MM-dd because ${value} is invalid.`),
  malformedBody: () => new SalesforceFault(400, 'JSON_PARSER_ERROR', 'The request body isn’t valid JSON.'),
  noRunPermission: () =>
    forbidden('You don’t have permission to run reports. Check that you have the Run Reports user permission.'),
  noAccess: () => forbidden('You don’t have sufficient privileges to perform this operation.'),
  obsolete: () =>
    forbidden(
      'The report definition is obsolete. Your admin has disabled all reports for the custom object, or its relationships have changed.',
    ),
  concurrentSync: (limit: number) =>
    forbidden(
      `This request exceeded the limit: the server can accept only as many as ${limit} requests at a time to run reports synchronously.`,
    ),
  concurrentReads: (limit: number) =>
    forbidden(
      `This request exceeded the limit: the server can accept only as many as ${limit} requests at a time for results of asynchronous report runs.`,
    ),
  hourlySync: (limit: number) =>
    forbidden(`You can’t run more than ${limit} reports synchronously every 60 minutes. Try again later.`),
  hourlyAsync: (limit: number) =>
    forbidden(`You can’t run more than ${limit} reports asynchronously every 60 minutes. Try again later.`),
  unavailable: () => new SalesforceFault(404, 'NOT_FOUND', 'The data you’re trying to access is unavailable.'),
  notJson: () =>
    new SalesforceFault(415, 'UNSUPPORTED_MEDIA_TYPE', 'Only JSON is supported as the content type of the request.'),
  staleInstance: () =>
    new SalesforceFault(
      500,
      'INTERNAL_SERVER_ERROR',
      'This report instance is unavailable because its report metadata has changed.',
    ),
  unsupportedFormat: () =>
    new SalesforceFault(501, 'NOT_IMPLEMENTED', 'You’re requesting data for an unsupported report format.'),
} as const;
