import { SalesforceOAuth } from '@ce/salesforce';
import { SETTINGS } from '@ce/service-kit';
import type { Provider } from '@nestjs/common';
import type { AuthSettings } from '../settings.js';

export const oauthProvider: Provider = {
  provide: SalesforceOAuth,
  inject: [SETTINGS],
  useFactory: (settings: AuthSettings) =>
    new SalesforceOAuth({
      timeoutMs: settings.OAUTH_TIMEOUT_MS,
      allowLoopback: settings.SALESFORCE_ALLOW_LOOPBACK,
    }),
};
