import { OrgCalls } from './call-org/org-calls.js';
import { readDeploy, startDeploy } from './deploy-metadata/deploy-metadata.js';
import { describeGlobal, describeIfChanged, describeObject } from './describe-objects/describe-objects.js';
import { readIdentity, readLimits, readOrganization, readUserPermissions } from './inspect-org/inspect-org.js';
import { readObjectReach, readSharingDefaults } from './inspect-org/read-reach.js';
import { queryByIds } from './run-query/query-by-ids.js';
import { queryMany } from './run-query/run-many-queries.js';
import { collectPages, queryPages } from './run-query/run-query.js';
import * as reports from './run-reports/run-reports.js';
import type { OrgConnectOptions, OrgSession, SalesforceOrg } from './salesforce-org.js';
import { retrieveRecords } from './write-records/retrieve-records.js';
import { writeRecords } from './write-records/write-records.js';

/** Makes no call. */
export function connectToOrg(session: OrgSession, options: OrgConnectOptions): SalesforceOrg {
  const calls = new OrgCalls(session, options);
  return {
    get callsMade() {
      return calls.callsMade;
    },
    get orgUsage() {
      return calls.orgUsage;
    },
    get dailyLimitHit() {
      return calls.dailyLimitHit;
    },
    get refusedRight() {
      return calls.refusedRight;
    },
    get instanceUrl() {
      return calls.instanceUrl;
    },
    query: (soql) => collectPages(queryPages(calls, soql)),
    queryAll: (soql) => collectPages(queryPages(calls, soql, 'queryAll')),
    queryPages: (soql) => queryPages(calls, soql),
    queryMany: (soqls, options) => queryMany(calls, soqls, options),
    queryByIds: (ids, soqlFor, options) => queryByIds(calls, ids, soqlFor, options),
    describe: (objectType) => describeObject(calls, objectType),
    describeIfChanged: (objectType, since) => describeIfChanged(calls, objectType, since),
    describeGlobal: () => describeGlobal(calls),
    retrieve: (objectType, ids, fields) => retrieveRecords(calls, objectType, ids, fields),
    createRecords: (records) => writeRecords(calls, { kind: 'create' }, records),
    updateRecords: (records) => writeRecords(calls, { kind: 'update' }, records),
    upsertRecords: (objectType, externalIdField, records) =>
      writeRecords(calls, { kind: 'upsert', objectType, externalIdField }, records),
    listReports: () => reports.listReports(calls),
    countReports: () => reports.countReports(calls),
    describeReport: (reportId) => reports.describeReport(calls, reportId),
    runReport: (reportId, overrides) => reports.runReport(calls, reportId, overrides),
    startReportInstance: (reportId, overrides) => reports.startReportInstance(calls, reportId, overrides),
    readReportInstance: (reportId, instanceId) => reports.readReportInstance(calls, reportId, instanceId),
    deleteReportInstance: (reportId, instanceId) => reports.deleteReportInstance(calls, reportId, instanceId),
    limits: () => readLimits(calls),
    organization: () => readOrganization(calls),
    userPermissions: (names) => readUserPermissions(calls, names),
    identity: () => readIdentity(calls),
    objectReach: (userId, objects) => readObjectReach(calls, userId, objects),
    sharingDefaults: () => readSharingDefaults(calls),
    startDeploy: (zip, options) => startDeploy(calls, zip, options),
    readDeploy: (deployId) => readDeploy(calls, deployId),
  };
}
