export { freePort } from './free-port.js';
export { startPostgres, type PostgresOptions, type RunningPostgres } from './start-postgres.js';
