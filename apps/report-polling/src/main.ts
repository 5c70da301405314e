import 'reflect-metadata';
import { runService } from '@ce/service-kit';
import { reportPolling } from './service.js';

await runService(reportPolling);
