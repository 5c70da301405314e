import { type Check, fail, pass, warn } from './check.js';
import type { InspectedPermission, OrgFacts } from './org-facts.js';

/** Rights of the user as a whole. Source: spec A3; salesforce-api.md §7. */
export function checkAccess(facts: OrgFacts): Check[] {
  return [apiAccess(facts), ...reports(facts), setup(facts)];
}

export const GIVE_API_ENABLED = 'Give the connected user the permission “API Enabled” or “API Only User”.';

function apiAccess({ permissions }: OrgFacts): Check {
  const { PermissionsApiEnabled: enabled, PermissionsApiUserOnly: only } = permissions;
  if (enabled === true || only === true) return pass('api-access', 'The user may use the API.');
  if (enabled === undefined && only === undefined) return pass('api-access', 'The API answers the user.');
  return fail('api-access', 'everything', 'The user has neither “API Enabled” nor “API Only User”.', GIVE_API_ENABLED);
}

function reports({ permissions, visibleReports }: OrgFacts): Check[] {
  return [runReports(permissions), folders(permissions, visibleReports)];
}

function runReports(permissions: OrgFacts['permissions']): Check {
  const fix = 'Give the connected user the permission “Run Reports”.';
  switch (permissions.PermissionsRunReports) {
    case true:
      return pass('run-reports', 'The user may run reports.');
    case false:
      return fail('run-reports', 'enrollment from reports', 'The user may not run reports.', fix);
    case undefined: {
      const unknown = 'The org does not say whether the user may run reports; the first poll will show it.';
      return warn('run-reports', 'enrollment from reports', unknown, fix);
    }
  }
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
    'the figures of the call budget before the first calls, and the checks of what reports may hide',
    'The user may not read the org’s limits.',
    'Give the connected user the permission “View Setup and Configuration”.',
  );
}

function has(permissions: OrgFacts['permissions'], name: InspectedPermission): boolean {
  return permissions[name] === true;
}
