export { type DemoOptions, type DemoRun, runDemo } from './run-demo.js';
export type { Counts } from './play/wait-for-quiet.js';
