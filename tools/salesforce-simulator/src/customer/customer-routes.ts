import type { Route } from '../http/route.js';
import type { ServerContext } from '../http/server-context.js';
import type { OrgDescriptionInput } from '../org/org-description.js';
import { addField, changeUsage, changeUser, replaceOrg, showOrg } from './change-org.js';
import { convert, mergeInto, putRecords, removeRecord } from './change-records.js';
import { customerRoute as on } from './customer-route.js';
import { showRecords } from './show-records.js';

/** What people inside the org do and see, for tests and demos. */
export function customerRoutes(context: ServerContext, load: (description: OrgDescriptionInput) => void): Route[] {
  return [
    on('GET', '/records/:object', showRecords),
    on('POST', '/records/:object', putRecords),
    on('DELETE', '/records/:object/:id', removeRecord),
    on('POST', '/leads/:id/convert', convert),
    on('POST', '/merge', mergeInto),
    on('GET', '/org', showOrg),
    on('POST', '/org', (call) => replaceOrg(load, call)),
    on('POST', '/fields/:object', addField),
    on('PATCH', '/users/:username', changeUser),
    on('POST', '/api-usage', (call) => changeUsage(context, call)),
  ];
}
