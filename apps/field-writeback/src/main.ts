import 'reflect-metadata';
import { runService } from '@ce/service-kit';
import { fieldWriteback } from './service.js';

await runService(fieldWriteback);
