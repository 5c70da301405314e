import type { OrgDescriptionInput } from '@ce/salesforce-simulator';
import { AuthHarness, BROWSER } from './auth-harness.js';
import { AuthProcess } from './auth-process.js';
import { greenOrg } from './simulated-org.js';

export interface Check {
  name: string;
  result: string;
  affects: string;
  detail: string;
  fix: string | null;
}

export interface Report {
  result: string;
  checks: Check[];
}

export interface Answer<Body> {
  status: number;
  body: Body;
}

/** The built service in a process of its own, asked as an administrator's tools ask it: by HTTP alone. */
export class ServedOrg {
  private constructor(
    readonly harness: AuthHarness,
    readonly process: AuthProcess,
  ) {}

  static async start(): Promise<ServedOrg> {
    const harness = await AuthHarness.start();
    return new ServedOrg(harness, await AuthProcess.start(harness.environment));
  }

  async ask<Body>(method: string, path: string, body?: object, workspace = 'w1'): Promise<Answer<Body>> {
    const token = await this.harness.sign(workspace, ['admin']);
    const response = await fetch(`${this.process.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Body };
  }

  /** As a person connects: the request, Salesforce's consent, and the browser's way back; answers the page it shows. */
  async connect(body: object = {}, workspace = 'w1'): Promise<{ connectionId: string; status: number; page: string }> {
    const started = await this.ask<{ connectionId: string; authorizationUrl: string }>(
      'POST',
      '/connections',
      { environment: 'production', ...body },
      workspace,
    );
    const query = await this.harness.consent(started.body.authorizationUrl);
    const page = await fetch(`${this.process.url}/oauth/callback?${query}`, { headers: { cookie: BROWSER } });
    return { connectionId: started.body.connectionId, status: page.status, page: await page.text() };
  }

  async customer(method: string, path: string, body: object = {}): Promise<void> {
    const response = await fetch(`${this.harness.simulator.url}/simulator${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  }

  become(changes: Partial<OrgDescriptionInput>): Promise<void> {
    return this.customer('POST', '/org', greenOrg(changes));
  }

  async stop(): Promise<void> {
    await this.process.stop();
    await this.harness.stop();
  }
}
