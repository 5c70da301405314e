import 'reflect-metadata';
import { runService } from '@ce/service-kit';
import { importService } from './service.js';

await runService(importService);
