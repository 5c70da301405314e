import 'reflect-metadata';
import { Logger } from '../logging/logger.js';

/** A process that logs, and ends when its parent lets go of it; for the test of the logger. */
const log = new Logger('probe', { LOG_LEVEL: 'info' });
process.once('disconnect', () => {
  log.info('stopping');
  setImmediate(() => {
    log.info('stopped');
    process.exit(0);
  });
});
process.send?.('up');
