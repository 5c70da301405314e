export { makeTokenIssuer, type TokenIssuer } from './make-token-issuer.js';
export { type LeaseServer, startLeaseServer } from './start-lease-server.js';
export { startTestService, type TestService, type TestServiceOptions } from './start-test-service.js';
