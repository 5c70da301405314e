import { BusStrategy, busSettingsChecks } from '@ce/messaging';
import type { RunnableService } from '@ce/service-kit';
import { AppModule } from './app.module.js';
import { settings } from './settings.js';

export const reportPolling: RunnableService = {
  name: 'report-polling',
  summary: 'Watches the Salesforce reports of running campaigns and says which leads and contacts are new in them.',
  module: AppModule,
  strategies: [BusStrategy],
  settings,
  checks: busSettingsChecks,
};
