import { contextOf as revocationContext } from '../revoke-tokens/pending-revocations.js';
import { contextOf as authorizationContext } from '../connect-org/authorization-requests.js';
import { contextOf as tokenContext } from '../token-store/token-secrets.js';

export interface SealedTable {
  table: string;
  key: string;
  /** Sealed columns, each with the context that binds a value to its row. */
  columns: Readonly<Record<string, (key: string) => string>>;
}

/** Every place of the schema that holds a sealed value: what is missing here would keep a former key in use for ever. */
export const sealedTables: readonly SealedTable[] = [
  {
    table: 'token',
    key: 'connection_id',
    columns: {
      sealed_access_token: (id) => tokenContext(id, 'access'),
      sealed_refresh_token: (id) => tokenContext(id, 'refresh'),
      sealed_client_secret: (id) => tokenContext(id, 'client'),
    },
  },
  { table: 'authorization_request', key: 'state_hash', columns: { sealed_verifier: authorizationContext } },
  { table: 'pending_revocation', key: 'id', columns: { sealed_token: revocationContext } },
];
