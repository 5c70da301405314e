export * from './build-describe.js';
export * from './person-describe.js';
export * from './task-describe.js';
