import { BusStrategy, busSettingsChecks } from '@ce/messaging';
import type { RunnableService } from '@ce/service-kit';
import { AppModule } from './app.module.js';
import { settings } from './settings.js';

export const importService: RunnableService = {
  name: 'import',
  summary: 'Imports the leads and contacts that reports named, with their mapped fields, and enrolls them.',
  module: AppModule,
  strategies: [BusStrategy],
  settings,
  checks: busSettingsChecks,
};
