import { type Check, fail, pass, warn } from './check.js';
import type { InspectedPermission, OrgFacts } from './org-facts.js';

/** Spec A2. An open set in Salesforce, so only names that are known to lack the API are refused. */
const editionsWithoutApi = /^(?:team|group|contact manager|essentials|starter|personal) edition$/i;

/** Edition, API access, reports and setup: rights of the user as a whole. Source: spec A2, A3; salesforce-api.md §7. */
export function checkAccess(facts: OrgFacts): Check[] {
  return [edition(facts), apiAccess(facts), ...reports(facts), setup(facts)];
}

function edition({ organization }: OrgFacts): Check {
  const { organizationType } = organization;
  if (!editionsWithoutApi.test(organizationType)) return pass('edition', `The org is a ${organizationType}.`);
  return fail(
    'edition',
    'everything',
    `The ${organizationType} has no API access.`,
    'Use an Enterprise, Unlimited or Performance org, or Professional with the API add-on.',
  );
}

function apiAccess({ permissions }: OrgFacts): Check {
  const { PermissionsApiEnabled: enabled, PermissionsApiUserOnly: only } = permissions;
  if (enabled === true || only === true) return pass('api-access', 'The user may use the API.');
  if (enabled === undefined && only === undefined) return pass('api-access', 'The API answers the user.');
  return fail(
    'api-access',
    'everything',
    'The user has neither “API Enabled” nor “API Only User”.',
    'Give the connected user the permission “API Enabled”.',
  );
}

function reports({ permissions, visibleReports }: OrgFacts): Check[] {
  const run = has(permissions, 'PermissionsRunReports')
    ? pass('run-reports', 'The user may run reports.')
    : fail(
        'run-reports',
        'enrollment from reports',
        'The user may not run reports.',
        'Give the connected user the permission “Run Reports”.',
      );
  return [run, folders(permissions, visibleReports)];
}

function folders(permissions: OrgFacts['permissions'], visible: number | null): Check {
  if (has(permissions, 'PermissionsViewPublicReports')) {
    return pass('report-folders', `The user sees the public report folders (${visible ?? 0} reports).`);
  }
  if (visible !== null && visible > 0) {
    return warn(
      'report-folders',
      'enrollment from reports in public folders',
      `The user lacks “View Reports in Public Folders” and sees only the ${visible} reports shared with it.`,
      'Give the connected user “View Reports in Public Folders”, or share each report’s folder with it.',
    );
  }
  return fail(
    'report-folders',
    'enrollment from reports',
    'The user sees no report.',
    'Give the connected user “View Reports in Public Folders”, or share the reports’ folder with it.',
  );
}

function setup({ permissions, limits }: OrgFacts): Check {
  if (limits !== null || has(permissions, 'PermissionsViewSetup')) {
    return pass('view-setup', 'The user may read the org’s limits.');
  }
  return warn(
    'view-setup',
    'the figures of the call budget before the first calls',
    'The user may not read the org’s limits.',
    'Give the connected user the permission “View Setup and Configuration”.',
  );
}

function has(permissions: OrgFacts['permissions'], name: InspectedPermission): boolean {
  return permissions[name] === true;
}
