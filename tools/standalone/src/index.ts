export { busEnvironment } from './bus-environment.js';
export { ALLOCATOR_ENVIRONMENT, serviceNodeFlags } from './service-node-flags.js';
export { type ServiceName, serviceNames } from './service-names.js';
export { type Standalone, type StandaloneOptions, startStandalone } from './start-standalone.js';
export { stopOnSignal } from './stop-on-signal.js';
export { SupervisedProcess } from './supervised-process.js';
export { waitUntilReady } from './wait-until-ready.js';
export { builtFile, workspaceRoot } from './workspace-files.js';
