import type { OAuthError, SalesforceError } from '@ce/salesforce';

/** What a person does who connects at this moment: what would pass by itself later is not tried again for him. */
export function fixNow(error: Pick<OAuthError | SalesforceError, 'errorClass' | 'fix'>): string {
  const passes = error.errorClass === 'transient' || error.errorClass === 'concurrency';
  return passes ? 'Wait a minute, then start connecting again.' : error.fix;
}
