export { eventually } from './eventually.js';
export { startOwnTestDatabase, startTestDatabase, type TestDatabase } from './test-database.js';
