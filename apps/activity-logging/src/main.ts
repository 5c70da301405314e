import 'reflect-metadata';
import { runService } from '@ce/service-kit';
import { activityLogging } from './service.js';

await runService(activityLogging);
