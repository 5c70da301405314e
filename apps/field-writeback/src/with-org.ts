import { LeaseClient, makeWithOrg, type WithOrg } from '@ce/delivery';
import { SETTINGS } from '@ce/service-kit';
import type { FactoryProvider } from '@nestjs/common';
import type { FieldWritebackSettings } from './settings.js';

/** Injection token of the way to an org: every Salesforce call of this service goes through a lease. */
export const WITH_ORG = Symbol('with org');

export const withOrgProvider: FactoryProvider<WithOrg> = {
  provide: WITH_ORG,
  inject: [SETTINGS],
  useFactory: (settings: FieldWritebackSettings) =>
    makeWithOrg({
      leases: new LeaseClient({
        authUrl: settings.AUTH_URL,
        token: settings.INTERNAL_TOKEN.reveal(),
        timeoutMs: settings.AUTH_TIMEOUT_MS,
      }),
      callTimeoutMs: settings.SALESFORCE_TIMEOUT_MS,
    }),
};
