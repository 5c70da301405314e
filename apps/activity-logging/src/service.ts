import { BusStrategy, busSettingsChecks } from '@ce/messaging';
import type { RunnableService } from '@ce/service-kit';
import { AppModule } from './app.module.js';
import { settings } from './settings.js';

export const activityLogging: RunnableService = {
  name: 'activity-logging',
  summary: 'Turns every email that was sent or received into one completed Task in Salesforce.',
  module: AppModule,
  strategies: [BusStrategy],
  settings,
  checks: busSettingsChecks,
};
