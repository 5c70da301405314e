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

  async get(path: string): Promise<supertest.Response> {
    const request = supertest(auth.application.getHttpServer()).get(path);
    if (this.#cookies.size > 0) void request.set('cookie', [...this.#cookies.values()].join('; '));
    const answer = await request;
    for (const cookie of (answer.get('set-cookie') ?? []) as string[]) {
      const [pair = ''] = cookie.split(';');
      this.#cookies.set(pair.split('=')[0] ?? '', pair);
      this.lastCookie = cookie;
    }
    return answer;
  }

  /** Opens our page and says yes at Salesforce; how Salesforce sends it back. */
  async consent(authorizationUrl: string): Promise<string> {
    const address = salesforceLink((await this.get(pathOf(authorizationUrl))).text);
    return pathOf((await fetch(address, { redirect: 'manual' })).headers.get('location') ?? '');
  }
}

const pathOf = (address: string) => new URL(address).pathname + new URL(address).search;
const salesforceLink = (page: string) => (/href="([^"]+)"/.exec(page)?.[1] ?? '').replaceAll('&amp;', '&');

async function begin(workspace: string) {
  const answer = await auth.call('post', '/connections', { environment: 'production' }, { workspace });
  return answer.body as { connectionId: string; authorizationUrl: string };
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
    expect((await browser.get(await browser.consent(authorizationUrl))).text).toContain('is connected');
  });

  it('may have several under way', async () => {
    const browser = new Browser();
    const [one, two] = [await begin('w-1'), await begin('w-2')];
    const backs = [await browser.consent(one.authorizationUrl), await browser.consent(two.authorizationUrl)];
    for (const back of backs) expect((await browser.get(back)).status).toBe(200);
  });

  it('is the last that opened the address, since a message’s preview may have been the first', async () => {
    const { authorizationUrl } = await begin('w-preview');
    const [preview, person] = [new Browser(), new Browser()];
    await preview.get(pathOf(authorizationUrl));
    expect((await person.get(await person.consent(authorizationUrl))).status).toBe(200);
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
    // Whoever asked opens our page himself and sends somebody else the link on it.
    const link = salesforceLink((await first.get(pathOf(authorizationUrl))).text);
    const back = (await fetch(link, { redirect: 'manual' })).headers.get('location') ?? '';
    expect((await new Browser().get(pathOf(back))).status).toBe(400);
    const shown = await auth.call('get', '/connections', undefined, { workspace: 'w-forwarded' });
    expect(shown.body).toEqual({ connections: [] });
  });

  it.each(['', '?state=', '?state=unknown', `?state=${'x'.repeat(5_000)}`, '?state=a&state=b'])(
    'with an address that means nothing is told to start again: %#',
    async (query) => {
      const page = await new Browser().get(`/oauth/start${query}`);
      expect([page.status, page.text.includes('Start connecting again')]).toEqual([400, true]);
    },
  );
});
