export { BRISK, type DemoOptions, type DemoRun, runDemo } from './run-demo.js';
export type { Counts } from './play/wait-for-quiet.js';
// The org, the administrator and the judge of the demo, for benches and end-to-end tests.
export { compareTasks, type TaskComparison } from './check/compare-tasks.js';
export { buildOrg, CLIENT } from './describe-org/build-org.js';
export { EVENT_ID_FIELD } from './describe-org/custom-fields.js';
export { recordId } from './describe-org/record-ids.js';
export { type Caller, callerWith } from './play/call-service.js';
export { SOURCE, WORKSPACE } from './play/campaigns.js';
export { connectOrg } from './play/connect-org.js';
export { followEvents, type Told } from './play/follow-events.js';
export { reference } from './play/plan-conversation.js';
export { publishEvents } from './play/publish-events.js';
export { type JournalEntry, SimulatedOrg } from './play/simulator.js';
export { busLag, underWay } from './play/wait-for-quiet.js';
export { specificationCalls } from './show/specification-calls.js';
