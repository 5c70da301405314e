import { BusStrategy, busSettingsChecks } from '@ce/messaging';
import { runService } from '@ce/service-kit';
import { AppModule } from './app.module.js';
import { authSettingsChecks } from './check-settings.js';
import { authSettings } from './settings.js';

await runService({
  name: 'auth',
  summary: 'Connections to Salesforce orgs: OAuth, tokens, preflight, leases and call budgets.',
  module: AppModule,
  strategies: [BusStrategy],
  settings: authSettings,
  checks: [...busSettingsChecks, ...authSettingsChecks],
});
