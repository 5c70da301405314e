import type { Answer, Call, Route } from '../../http/route.js';
import { deleteByExternalId, readByExternalId, upsertRecord } from './by-external-id.js';
import { readRecord } from './read-record.js';
import { createRecord, deleteRecord, updateRecord } from './write-record.js';

/** One record at a time (salesforce-api.md §3.2). */
export function recordRoutes(): Route[] {
  const on = (method: Route['method'], path: string, kind: Route['kind'], handle: (call: Call) => Answer): Route => ({
    method,
    path: `/services/data/:version/sobjects/:object${path}`,
    kind,
    access: 'session',
    handle,
  });
  return [
    on('POST', '', 'record-create', createRecord),
    on('GET', '/:key', 'record-read', readRecord),
    on('PATCH', '/:key', 'record-update', updateRecord),
    on('DELETE', '/:key', 'record-delete', deleteRecord),
    on('GET', '/:key/:value', 'record-read', readByExternalId),
    on('PATCH', '/:key/:value', 'record-upsert', upsertRecord),
    on('DELETE', '/:key/:value', 'record-delete', deleteByExternalId),
  ];
}
