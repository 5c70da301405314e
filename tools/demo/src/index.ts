export { type DemoOptions, type DemoRun, runDemo } from './run-demo.js';
