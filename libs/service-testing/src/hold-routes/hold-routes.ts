import type { INestApplication } from '@nestjs/common';
import supertest from 'supertest';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TokenIssuer } from '../make-token-issuer.js';
import { deviation, undescribed } from './described-answer.js';
import { dumpSchema } from './dump-schema.js';
import { methodOf, pathOf, type RouteRule, type RouteRules, stranger } from './route-rule.js';
import { documentedRoutes, servedRoutes } from './routes-of.js';

export interface HeldService {
  app: INestApplication;
  tokens: TokenIssuer;
  /** As the service's settings have it. */
  internalToken: string;
  /** Whose things the rules name. */
  workspaceId: string;
  /** The service's schema; tables that change by themselves are left out. */
  schema: string;
  leaveOut?: readonly string[];
  /** Texts that no stranger may ever read, e.g. the owner's connection id. */
  traces: readonly string[];
  /** The owner's values of path parameters, for rules that give none: known at run time only. */
  path?: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const openWithoutToken = /^GET \/(health\/(live|ready)|metrics|openapi\.json|docs.*)$/;
const allRoles = ['viewer', 'operator', 'admin', 'publisher'] as const;
const enough: Record<string, readonly string[]> = {
  viewer: ['viewer', 'operator', 'admin'],
  operator: ['operator', 'admin'],
  admin: ['admin'],
  publisher: ['publisher'],
};

/**
 * Holds every route of a service to its rule: tokens, roles, tenants and input. A route without a rule fails, so that
 * no new one is forgotten.
 */
export function holdRoutes(start: () => Promise<HeldService>, rules: RouteRules): void {
  let service: HeldService;
  beforeAll(async () => {
    service = await start();
  });
  afterAll(() => service.stop());

  const send = (route: string, rule: RouteRule, authorization?: string, change: Partial<Sent> = {}) => {
    const path = change.path ?? pathOf(route, (name) => rule.path?.[name] ?? service.path?.[name] ?? 'unknown');
    const query = change.query ?? rule.query;
    const address = query === undefined ? path : `${path}?${query}`;
    const request = supertest(service.app.getHttpServer() as never)[methodOf(route)](address);
    if (authorization !== undefined) void request.set('authorization', authorization);
    const body = change.body ?? rule.body;
    return body === undefined ? request : request.type(rule.type ?? 'application/json').send(body);
  };
  const every = Object.entries(rules);
  const guarded = every.filter(([, { access }]) => access !== 'public');
  const forPeople = guarded.filter(([, { access }]) => access !== 'internal');

  describe('the routes', () => {
    it('are those of the OpenAPI document, each with a rule', async () => {
      const documented = await documentedRoutes(service.app);
      expect(documented.map(({ route }) => route).sort()).toEqual(Object.keys(rules).sort());
      for (const { route, hasBody } of documented)
        expect([route, rules[route]?.body !== undefined]).toEqual([route, hasBody]);
    });

    it('are documented with what they ask for', async () => {
      for (const { route, access } of await documentedRoutes(service.app)) {
        const { access: wanted } = rules[route] ?? {};
        expect([route, ...(Array.isArray(access) ? (access as string[]) : [access])]).toContain(wanted);
      }
    });

    it('are documented with what they answer', async () => {
      expect((await documentedRoutes(service.app)).flatMap(undescribed)).toEqual([]);
    });

    it('are all there are, besides health, metrics and the document itself', () => {
      const hidden = servedRoutes(service.app).filter((route) => !(route in rules) && !openWithoutToken.test(route));
      expect(hidden).toEqual([]);
    });
  });

  describe('tokens', () => {
    it.each(guarded)('%s refuses whoever has none that is good', async (route, rule) => {
      const unfit = await service.tokens.unfit(service.workspaceId);
      const other =
        rule.access === 'internal'
          ? await service.tokens.bearer(service.workspaceId, 'admin')
          : `Bearer ${service.internalToken}`;
      for (const authorization of [undefined, 'Bearer', 'Basic YTpi', other, ...unfit.values()]) {
        const answer = await send(route, rule, authorization);
        expect([authorization, answer.status, answer.type]).toEqual([authorization, 401, 'application/problem+json']);
      }
    });

    it.each(forPeople)('%s refuses other roles', async (route, rule) => {
      for (const role of allRoles.filter((name) => enough[rule.access]?.includes(name) !== true)) {
        const answer = await send(route, rule, await service.tokens.bearer(service.workspaceId, role));
        expect([role, answer.status]).toEqual([role, 403]);
      }
    });
  });

  describe('another workspace', () => {
    it.each(forPeople)('%s shows and changes nothing of the owner', async (route, rule) => {
      const before = await dump(service);
      const answer = await send(route, rule, await service.tokens.bearer(stranger, 'admin', 'publisher'));
      const expected = rule.stranger ?? 404;
      if (typeof expected === 'number') {
        expect([answer.status, answer.type, answer.text]).toEqual([
          expected,
          'application/problem+json',
          expect.any(String),
        ]);
      } else expect([answer.text, answer.status < 300]).toEqual([answer.text, true]);
      if (expected !== 'own')
        for (const trace of service.traces)
          expect(expected === 'nothing' ? answer.text : withoutEcho(answer.text)).not.toContain(trace);
      expect(await dump(service)).toEqual(before);
    });
  });

  describe('input', () => {
    it.each(guarded.filter(([, rule]) => rule.body !== undefined && rule.looseBody !== true))(
      '%s names a field that it does not know',
      async (route, rule) => {
        const answer = await send(route, rule, await authorizationFor(service, rule), {
          body: { ...rule.body, surprise: true },
        });
        expect([answer.status, answer.body]).toMatchObject([400, { problems: [{ field: 'surprise' }] }]);
      },
    );

    it.each(guarded.filter(([route]) => route.startsWith('GET ')))(
      '%s names a parameter that it does not know, if it takes any',
      async (route, rule) => {
        const documented = (await documentedRoutes(service.app)).find((known) => known.route === route);
        const answer = await send(route, rule, await authorizationFor(service, rule), { query: 'surprise=1' });
        if (documented?.hasQuery === true)
          expect([answer.status, answer.body]).toMatchObject([400, { problems: [{ field: 'surprise' }] }]);
        else expect(answer.status).toBeLessThan(500);
      },
    );

    it.each(guarded.filter(([route]) => route.includes('{')))(
      '%s blames the sender for an odd id',
      async (route, rule) => {
        for (const odd of ['%00', '%F0%9F%92%A9', "x'--", 'x'.repeat(5_000), '..%2F..%2Fhealth']) {
          const answer = await send(route, rule, await authorizationFor(service, rule), {
            path: pathOf(route, () => odd),
          });
          expect([odd.slice(0, 20), answer.status, answer.type]).toEqual([
            odd.slice(0, 20),
            expect.toBeOneOf([400, 403, 404]),
            'application/problem+json',
          ]);
        }
      },
    );
  });

  // At the end, because they change things; whatever ends something comes last.
  describe('the owner', () => {
    it.each(inOrder(guarded))('%s gets what the document describes', async (route, rule) => {
      const documented = (await documentedRoutes(service.app)).find((known) => known.route === route);
      const answer = await send(route, rule, await authorizationFor(service, rule));
      expect(answer.status).toBeLessThan(500);
      if (documented === undefined || answer.status >= 300 || answer.status === 204) return;
      expect(deviation(documented, answer.status, answer.body)).toBeNull();
    });
  });
}

function inOrder(rules: [string, RouteRule][]): [string, RouteRule][] {
  const rank = (route: string) => ['GET', 'POST', 'PUT', 'DELETE'].indexOf(route.split(' ')[0] ?? '');
  return [...rules].sort(([one], [other]) => rank(one) - rank(other));
}

interface Sent {
  path: string;
  query: string;
  body: object;
}

function authorizationFor({ internalToken, tokens, workspaceId }: HeldService, { access }: RouteRule) {
  return access === 'internal' ? `Bearer ${internalToken}` : tokens.bearer(workspaceId, access);
}

/** A refusal may repeat what was asked for, in its sentences. */
function withoutEcho(text: string): string {
  return JSON.stringify(JSON.parse(text === '' ? 'null' : text), (name, value: unknown) =>
    name === 'detail' || name === 'problem' || name === 'id' ? undefined : value,
  );
}

function dump({ app, schema, leaveOut = [] }: HeldService): Promise<string[]> {
  return dumpSchema(app.get(DataSource), schema, ['audit_entry', ...leaveOut]);
}
