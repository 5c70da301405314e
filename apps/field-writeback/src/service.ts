import { BusStrategy, busSettingsChecks } from '@ce/messaging';
import type { RunnableService } from '@ce/service-kit';
import { AppModule } from './app.module.js';
import { settings } from './settings.js';

export const fieldWriteback: RunnableService = {
  name: 'field-writeback',
  summary: 'Writes status, campaign, Do-Not-Contact and owner fields back to leads and contacts in Salesforce.',
  module: AppModule,
  strategies: [BusStrategy],
  settings,
  checks: busSettingsChecks,
};
