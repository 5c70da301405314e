import { chooseClosedStatus, knownTimeZone, taskStatusQuery, type TaskStatusRow } from '@ce/field-mapping';
import { SalesforceError, type SalesforceOrg } from '@ce/salesforce';

interface OrganizationRow {
  TimeZoneSidKey: string | null;
}

const timeZoneQuery = 'SELECT TimeZoneSidKey FROM Organization';

export interface OrgCustoms {
  /** Null where no status of this org counts as closed. */
  closedStatus: string | null;
  /** IANA name. */
  timeZone: string;
}

/**
 * What an org's people call done, and what they call today. One call. The time zone is the org's own, because a Task is
 * seen by people of several; where it may not be read, days are those of UTC.
 * @throws SalesforceError when the statuses may not be read
 */
export async function readOrgCustoms(org: Pick<SalesforceOrg, 'queryMany'>): Promise<OrgCustoms> {
  const [statuses, organization] = await org.queryMany<TaskStatusRow & OrganizationRow>([
    taskStatusQuery,
    timeZoneQuery,
  ]);
  if (statuses?.kind === 'refused') {
    throw new SalesforceError({ ...statuses.error, attempted: 'read task statuses', status: 200 });
  }
  return {
    closedStatus: chooseClosedStatus(statuses?.rows ?? []),
    timeZone: knownTimeZone(organization?.kind === 'rows' ? organization.rows[0]?.TimeZoneSidKey : null),
  };
}
