export { aCampaign, aConnection } from './a-connection.js';
export { type Customer, customerOf } from './act-as-customer.js';
export type { Client } from './ask-as.js';
export { makeTokenIssuer, type TokenIssuer } from './make-token-issuer.js';
export { contactId, leadId, orgAccess, people, USERNAME } from './people-of-an-org.js';
export { type LeaseServer, startLeaseServer } from './start-lease-server.js';
export { extend, type OnOrgOptions, type ServiceOnOrg, startOnOrg } from './start-on-org.js';
export { startTestService, type TestService, type TestServiceOptions } from './start-test-service.js';
