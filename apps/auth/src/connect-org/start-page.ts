import { escaped, page } from './html-page.js';

export interface StartFacts {
  workspaceId: string;
  /** Who asked. */
  subject: string;
  environment: 'production' | 'sandbox';
  loginUrl: string;
}

/**
 * What a person reads before Salesforce: whoever has asked for the connection can send its address to anyone, and
 * Salesforce's own page names the app alone. The form goes to the page's own address, with its state.
 */
export function startPage({ workspaceId, subject, environment, loginUrl }: StartFacts): string {
  return page(
    'Connect Salesforce',
    `<p><b>${escaped(subject)}</b> of the workspace <b>${escaped(workspaceId)}</b> asks to connect a ${environment} org of
    Salesforce. That workspace will be able to read and change the org's records.</p>
    <p>Go on only if you expected this. Log in as the user that the integration is to work as.</p>
    <form method="post"><button>Continue to ${escaped(new URL(loginUrl).host)}</button></form>`,
  );
}
