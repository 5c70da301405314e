import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthHarness } from './auth-harness.js';

let auth: AuthHarness;
beforeAll(async () => {
  auth = await AuthHarness.start();
});
afterAll(() => auth.stop());

/** With the cookies that it was given, as a browser keeps them. */
class Browser {
  readonly #cookies = new Map<string, string>();
  /** Of the last answer, whole. */
  lastCookie = '';

  get(path: string): Promise<supertest.Response> {
    return this.#send(supertest(auth.application.getHttpServer()).get(path));
  }

  post(path: string, headers: Record<string, string> = {}): Promise<supertest.Response> {
    return this.#send(supertest(auth.application.getHttpServer()).post(path).set(headers));
  }

  /** Opens our page, goes on, and says yes at Salesforce; how Salesforce sends it back. */
  async consent(authorizationUrl: string): Promise<string> {
    await this.get(pathOf(authorizationUrl));
    const onward = await this.post(pathOf(authorizationUrl), { 'sec-fetch-site': 'same-origin' });
    return approvedAt(onward.headers['location'] ?? '');
  }

  async #send(request: supertest.Test): Promise<supertest.Response> {
    if (this.#cookies.size > 0) void request.set('cookie', [...this.#cookies.values()].join('; '));
    const answer = await request;
    for (const cookie of (answer.get('set-cookie') ?? []) as string[]) {
      const [pair = ''] = cookie.split(';');
      this.#cookies.set(pair.split('=')[0] ?? '', pair);
      this.lastCookie = cookie;
    }
    return answer;
  }
}

const pathOf = (address: string) => new URL(address).pathname + new URL(address).search;

/** The simulator's consent page approves by itself. */
async function approvedAt(salesforceAddress: string): Promise<string> {
  const answer = await fetch(salesforceAddress, { redirect: 'manual' });
  return pathOf(answer.headers.get('location') ?? '');
}

async function begin(workspace: string) {
  const answer = await auth.call('post', '/connections', { environment: 'production' }, { workspace });
  return answer.body as { connectionId: string; authorizationUrl: string };
}

async function connectionsOf(workspace: string): Promise<{ connectionId: string }[]> {
  const answer = await auth.call('get', '/connections', undefined, { workspace });
  return (answer.body as { connections: { connectionId: string }[] }).connections;
}

describe('the browser in which connecting begins', () => {
  it('is told who asks, is marked, and ends what it began', async () => {
    const { authorizationUrl } = await begin('w-one');
    expect(authorizationUrl).toMatch(/^http:\/\/127\.0\.0\.1:3999\/oauth\/start\?state=/);
    const browser = new Browser();
    const page = await browser.get(pathOf(authorizationUrl));
    expect([page.status, page.type]).toEqual([200, 'text/html']);
    expect(page.text).toContain('<b>ann</b> of the workspace <b>w-one</b> asks');
    expect(page.headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    expect(browser.lastCookie).toMatch(/^ce-authorization=[\w-]{43}; Max-Age=600; Path=\/; .*HttpOnly; SameSite=Lax$/);
    // Whoever opens the page learns nothing with which to go around it.
    expect(page.text).not.toContain('code_challenge');
    const onward = await browser.post(pathOf(authorizationUrl));
    expect([onward.status, onward.headers['referrer-policy']]).toEqual([303, 'no-referrer']);
    const address = new URL(onward.headers['location'] ?? '');
    expect([address.origin, address.pathname]).toEqual([auth.simulator.url, '/services/oauth2/authorize']);
    expect(address.searchParams.get('code_challenge_method')).toBe('S256');
    expect((await browser.get(await approvedAt(address.href))).text).toContain('is connected');
  });

  it('may have several under way', async () => {
    const browser = new Browser();
    const [one, two] = [await begin('w-1'), await begin('w-2')];
    const backs = [await browser.consent(one.authorizationUrl), await browser.consent(two.authorizationUrl)];
    for (const back of backs) expect((await browser.get(back)).status).toBe(200);
  });

  it('is the one whose button was pressed, whoever else looks at the page before or after', async () => {
    const { authorizationUrl } = await begin('w-preview');
    const [preview, person] = [new Browser(), new Browser()];
    await preview.get(pathOf(authorizationUrl));
    const back = await person.consent(authorizationUrl);
    await preview.get(pathOf(authorizationUrl));
    expect((await person.get(back)).status).toBe(200);
  });

  it('has a cookie that other hosts cannot set, over https', async () => {
    const { OAUTH_CALLBACK_URL = '' } = auth.environment;
    await auth.restart({ OAUTH_CALLBACK_URL: 'https://ce.test/oauth/callback' });
    const { authorizationUrl } = await begin('w-https');
    const browser = new Browser();
    await browser.get(pathOf(authorizationUrl));
    await auth.restart({ OAUTH_CALLBACK_URL });
    expect(authorizationUrl).toMatch(/^https:\/\/ce\.test\/oauth\/start\?state=/);
    expect(browser.lastCookie).toMatch(
      /^__Host-ce-authorization=[\w-]{43}; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax$/,
    );
  });
});

describe('another browser', () => {
  it.each([
    ['with none of our cookies', () => Promise.resolve(new Browser())],
    [
      'that has begun something else',
      async () => {
        const browser = new Browser();
        await browser.get(pathOf((await begin('w-else')).authorizationUrl));
        return browser;
      },
    ],
  ])('%s is refused in words, and the authorisation ends', async (_, open) => {
    const { connectionId, authorizationUrl } = await begin('w-two');
    const [first, other] = [new Browser(), await open()];
    const back = await first.consent(authorizationUrl);
    const before = await auth.liveGrants();
    const page = await other.get(back);
    expect(page.status).toBe(400);
    expect(page.text).toContain('through another browser than the one in which connecting began');
    expect(page.text).toContain('stay in that browser');
    expect((await first.get(back)).text).toContain('was used already');
    expect(await auth.liveGrants()).toBe(before);
    expect((await auth.auditOf(connectionId, 'w-two'))[0]).toMatchObject({ action: 'connection-refused' });
  });

  it('gets nothing by going to Salesforce without our page', async () => {
    const { authorizationUrl } = await begin('w-forwarded');
    const first = new Browser();
    // Whoever asked presses the button himself and sends somebody else the address that it leads to.
    const back = await first.consent(authorizationUrl);
    const other = new Browser();
    // As a pop-up would, so that the other browser has a cookie of ours.
    await other.get(pathOf(authorizationUrl));
    expect((await other.get(back)).status).toBe(400);
    expect(await connectionsOf('w-forwarded')).toEqual([]);
  });

  it.each([
    ['another site sends the form, so that no cookie comes', 'w-forged-1', undefined],
    ['another host of our domain sends the form', 'w-forged-2', 'same-site'],
    ['any other site sends the form', 'w-forged-3', 'cross-site'],
  ])('cannot be made to press the button: %s', async (_, workspace, site) => {
    const { authorizationUrl } = await begin(workspace);
    const browser = new Browser();
    if (site !== undefined) await browser.get(pathOf(authorizationUrl));
    const answer = await browser.post(pathOf(authorizationUrl), site === undefined ? {} : { 'sec-fetch-site': site });
    expect([answer.status, answer.headers['location']]).toEqual([400, undefined]);
    expect(answer.text).toContain('press the button there');
    // It is still there for the person whom it is for.
    const person = new Browser();
    expect((await person.get(await person.consent(authorizationUrl))).status).toBe(200);
  });

  it.each(['', '?state=', '?state=unknown', `?state=${'x'.repeat(5_000)}`, '?state=a&state=b'])(
    'with an address that means nothing is told to start again: %#',
    async (query) => {
      const browser = new Browser();
      const page = await browser.get(`/oauth/start${query}`);
      expect([page.status, page.text.includes('Start connecting again'), browser.lastCookie]).toEqual([400, true, '']);
      await browser.get(pathOf((await begin('w-nothing')).authorizationUrl));
      const pressed = await browser.post(`/oauth/start${query}`);
      expect([pressed.status, pressed.text.includes('Start connecting again')]).toEqual([400, true]);
    },
  );
});
