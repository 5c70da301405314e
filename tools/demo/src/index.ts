export { type DemoOptions, type DemoRun, runDemo } from './run-demo.js';
export type { Counts } from './play/wait-for-quiet.js';
// The org and the administrator of the demo, for the benches.
export { buildOrg, CLIENT } from './describe-org/build-org.js';
export { EVENT_ID_FIELD } from './describe-org/custom-fields.js';
export { recordId } from './describe-org/record-ids.js';
export { callerWith } from './play/call-service.js';
export { connectOrg } from './play/connect-org.js';
export { SimulatedOrg } from './play/simulator.js';
