import { bundleService } from './bundle-service.js';

/** In a service's folder: its programs, built file by file, become bundles in the same places. */
await bundleService(process.cwd());
