import type { Answer, Call, Route } from '../../http/route.js';
import { retrieveCollection } from './retrieve-collection.js';
import { createCollection, deleteCollection, updateCollection, upsertCollection } from './write-collection.js';

/** Up to 200 records in a call (salesforce-api.md §3.3). */
export function collectionRoutes(): Route[] {
  const on = (method: Route['method'], path: string, kind: Route['kind'], handle: (call: Call) => Answer): Route => ({
    method,
    path: `/services/data/:version/composite/sobjects${path}`,
    kind,
    access: 'session',
    handle,
  });
  return [
    on('POST', '', 'collections-create', createCollection),
    on('PATCH', '', 'collections-update', updateCollection),
    on('DELETE', '', 'collections-delete', deleteCollection),
    on('GET', '/:object', 'collections-read', retrieveCollection),
    on('POST', '/:object', 'collections-read', retrieveCollection),
    on('PATCH', '/:object/:field', 'collections-upsert', upsertCollection),
  ];
}
