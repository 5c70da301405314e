import { type Check, pass, warn } from './check.js';
import { type OrgFacts, type ReportedObject, reportedObjects } from './org-facts.js';

/**
 * What a report may silently leave out for this user: records by sharing, and rows by fields that it filters by. No error
 * tells. Source: spec D8; salesforce-api.md §7.5.
 */
export function checkEnrollment(facts: OrgFacts): Check[] {
  const readable = reportedObjects.filter((name) => facts.describes[name]?.queryable === true);
  return [recordsInReports(facts, readable), fieldsInReports(facts, readable)];
}

const PEOPLE = 'which people a report enrolls';

function recordsInReports({ permissions, reach, sharing }: OrgFacts, readable: readonly ReportedObject[]): Check {
  const name = 'report-records';
  if (permissions.PermissionsViewAllData === true || permissions.PermissionsModifyAllData === true) {
    return pass(name, 'The user sees all records.');
  }
  const seesAll = (object: ReportedObject) =>
    reach?.[object]?.viewAllRecords === true || reach?.[object]?.modifyAllRecords === true;
  if (sharing === null) {
    return warn(
      name,
      `${PEOPLE}: records that are not shared with the user are missing from its reports`,
      'It cannot be seen whether records are private in this org.',
      'Give the connected user View All Records on the objects of your reports, or share their records with it.',
    );
  }
  const isPrivate = (object: ReportedObject) => {
    const own = sharing[object];
    return (own === 'parent' ? sharing.Account : own) === 'private';
  };
  const hidden = readable.filter((object) => isPrivate(object) && !seesAll(object));
  if (hidden.length === 0) return pass(name, 'No private records are missing from the user’s reports.');
  return warn(
    name,
    `${PEOPLE}: private records that are not shared with the user are missing from its reports`,
    `Records of ${hidden.join(', ')} are private in this org, and the user does not see all of them.`,
    `Give the connected user View All Records on ${hidden.join(', ')}, or share with it the records that reports should name.`,
  );
}

function fieldsInReports({ reach }: OrgFacts, readable: readonly ReportedObject[]): Check {
  const name = 'report-fields';
  const affects = `${PEOPLE}, where a report filters by a field that is hidden from the user`;
  const unknown = readable.filter((object) => (reach?.[object]?.viewAllFields ?? null) === null);
  if (reach === null || (readable.length > 0 && unknown.length === readable.length)) {
    return warn(
      name,
      affects,
      'It cannot be seen whether the user sees every field that reports filter by.',
      `Give the connected user “View Setup and Configuration”, and View All Fields on ${readable.join(', ')}.`,
    );
  }
  const hidden = readable.filter((object) => reach[object]?.viewAllFields !== true);
  if (hidden.length === 0) return pass(name, 'The user sees every field that reports may filter by.');
  return warn(
    name,
    affects,
    `The user lacks View All Fields on ${hidden.join(', ')}.`,
    `Give the connected user View All Fields on ${hidden.join(', ')}.`,
  );
}
