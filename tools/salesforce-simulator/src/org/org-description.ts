import { z } from 'zod';
import { connectedAppSchema } from '../oauth/connected-app.js';
import { assignmentRule, duplicateRule, validationRule } from './describe-automation.js';
import { customField, picklistValues } from './describe-fields.js';
import { customReportType, folderDescription, reportDescription } from './describe-reports.js';
import { switches } from './describe-switches.js';
import { queueDescription, userDescription } from './describe-users.js';

const sharing = z.enum(['private', 'public-read', 'public-read-write', 'public-read-write-transfer']);

const limits = z.strictObject({
  /** API calls in 24 hours; the window rolls. */
  dailyApiRequests: z.number().int().nonnegative().default(100_000),
  /** Calls of this window that other apps have already used. */
  dailyApiRequestsUsed: z.number().int().nonnegative().default(0),
  /** Requests running longer than `longRequestSeconds` at once. */
  concurrentLongRequests: z.number().int().positive().default(25),
  longRequestSeconds: z.number().positive().default(20),
  hourlySyncReportRuns: z.number().int().positive().default(500),
  concurrentSyncReportRuns: z.number().int().positive().default(20),
  hourlyAsyncReportRuns: z.number().int().positive().default(1_200),
  concurrentAsyncReportReads: z.number().int().positive().default(200),
  /** Rows of one page of a query at most; fewer than 2,000 as for wide rows (§3.1). */
  queryBatchRows: z.number().int().positive().max(2_000).default(2_000),
  /** A quota of each connected app, which `Sforce-Limit-Info` then tells as well (§3.7). */
  perAppApiRequests: z.number().int().positive().nullable().default(null),
});

const orgFacts = z.strictObject({
  id: z.string().default('00D5g0000SimOrg'),
  name: z.string().default('Simulated Org'),
  /** Values of `Organization.OrganizationType`; the ones without API access are refused (§7.4). */
  organizationType: z.string().default('Enterprise Edition'),
  /** Professional Edition has the API only as an add-on; null decides by the edition. */
  apiAccess: z.boolean().nullable().default(null),
  isSandbox: z.boolean().default(false),
  instanceName: z.string().default('SIM1'),
  /** Shown in pages and urls of records; addresses of the API are the simulator's own. */
  myDomain: z.string().default('simulated-org'),
  namespacePrefix: z.string().nullable().default(null),
  trialExpirationDate: z.string().nullable().default(null),
  /** An org that is not active answers `inactive_org` to every token call. */
  active: z.boolean().default(true),
  /** Host names that play the part of login.salesforce.com; every other host is the My Domain. */
  loginHosts: z.array(z.string()).default([]),
  loginsPerHour: z.number().int().positive().default(3_600),
  usernamePasswordFlow: z.enum(['blocked', 'allowed']).default('blocked'),
  languageLocaleKey: z.string().default('en_US'),
  timeZone: z.string().default('America/Los_Angeles'),
  /** Org-wide defaults by object; Lead and Campaign members start open for transfer, the others for editing. */
  sharing: z.record(z.string(), sharing).default({}),
});

const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** The whole org, as a JSON file describes it. Unknown keys are mistakes and are refused. */
export const orgDescription = z.strictObject({
  org: orgFacts.prefault({}),
  limits: limits.prefault({}),
  connectedApps: z.array(connectedAppSchema).default([]),
  users: z.array(userDescription).min(1),
  queues: z.array(queueDescription).default([]),
  /** By object; `Activity` reaches Task. */
  customFields: z.record(z.string(), z.array(customField)).default({}),
  /** Replaces the values of standard or custom picklists; keys are `Lead.Status`. */
  picklists: z.record(z.string(), picklistValues).default({}),
  /** By object, flat: API names and values. Ids may be left out; `OwnerId` falls to the first user. */
  records: z.record(z.string(), z.array(z.record(z.string(), fieldValue))).default({}),
  folders: z.array(folderDescription).default([]),
  reports: z.array(reportDescription).default([]),
  customReportTypes: z.array(customReportType).default([]),
  assignmentRules: z.array(assignmentRule).default([]),
  duplicateRules: z.array(duplicateRule).default([]),
  validationRules: z.array(validationRule).default([]),
  /** Tokens that are simply valid, for tests that do not walk through OAuth; value is the username. */
  fixedTokens: z.record(z.string(), z.string()).default({}),
  switches: switches.prefault({}),
});
export type OrgDescription = z.infer<typeof orgDescription>;
export type OrgDescriptionInput = z.input<typeof orgDescription>;
