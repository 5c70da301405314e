import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CurrentPrincipal, InternalOnly, type Principal, RequireRole } from './access/principal.js';
import { createService } from './create-service.js';
import { Health } from './health/health.js';
import { zodBody } from './http/zod-body.js';
import { kitSettings } from './settings/kit-settings.js';
import { readSettings } from './settings/read-settings.js';

const noteBody = z.object({ text: z.string().min(3) });

@Controller('notes')
class NotesController {
  @Get()
  read(@CurrentPrincipal() principal: Principal) {
    return { workspace: principal.workspaceId };
  }

  @Post()
  @RequireRole('admin')
  write(@Body(zodBody(noteBody)) body: z.infer<typeof noteBody>) {
    return body;
  }

  @Get('internal')
  @InternalOnly()
  internal() {
    return 'ok';
  }

  @Get('broken')
  broken() {
    throw new Error('password=hunter2');
  }
}

@Module({ controllers: [NotesController] })
class NotesModule {}

let app: NestExpressApplication;
let token: (roles: string[], audience?: string) => Promise<string>;

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const settings = readSettings('notes', kitSettings, {
    JWT_ISSUER: 'https://issuer.test',
    JWT_JWKS: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'RS256' }] }),
    INTERNAL_TOKEN: 'internal',
    LOG_LEVEL: 'error',
  });
  token = (roles, audience = 'conversational-email') =>
    new SignJWT({ workspace: 'w1', roles })
      .setProtectedHeader({ alg: 'RS256' })
      .setSubject('ann')
      .setIssuer('https://issuer.test')
      .setAudience(audience)
      .setExpirationTime('5m')
      .sign(privateKey);
  app = await createService({ name: 'notes', summary: 'Notes.', module: NotesModule, strategies: [] }, settings);
  await app.init();
});
afterAll(() => app.close());

const http = () => supertest(app.getHttpServer());

describe('access', () => {
  it('asks every route for a token of this issuer and audience', async () => {
    expect((await http().get('/notes')).status).toBe(401);
    expect(
      (
        await http()
          .get('/notes')
          .set('authorization', `Bearer ${await token(['viewer'], 'other')}`)
      ).status,
    ).toBe(401);
    const answer = await http()
      .get('/notes')
      .set('authorization', `Bearer ${await token(['viewer'])}`);
    expect(answer.body).toEqual({ workspace: 'w1' });
  });

  it('tells roles apart, and lets the greater do what the lesser may', async () => {
    const post = async (role: string) =>
      http()
        .post('/notes')
        .set('authorization', `Bearer ${await token([role])}`)
        .send({ text: 'hello' });
    expect((await post('viewer')).status).toBe(403);
    expect((await post('publisher')).status).toBe(403);
    expect((await post('admin')).status).toBe(201);
    expect(
      (
        await http()
          .get('/notes')
          .set('authorization', `Bearer ${await token(['admin'])}`)
      ).status,
    ).toBe(200);
  });

  it('opens internal routes to the internal token alone', async () => {
    expect(
      (
        await http()
          .get('/notes/internal')
          .set('authorization', `Bearer ${await token(['admin'])}`)
      ).status,
    ).toBe(401);
    expect((await http().get('/notes/internal').set('authorization', 'Bearer internal')).text).toBe('ok');
  });
});

describe('answers', () => {
  it('name the fields that do not fit', async () => {
    const answer = await http()
      .post('/notes')
      .set('authorization', `Bearer ${await token(['admin'])}`)
      .send({ text: 'x' });
    expect(answer.status).toBe(400);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ problems: [{ field: 'text' }] });
  });

  it('say nothing of an unforeseen error’s message', async () => {
    const answer = await http()
      .get('/notes/broken')
      .set('authorization', `Bearer ${await token(['viewer'])}`);
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('hunter2');
    expect(answer.headers['x-request-id']).toBeDefined();
  });
});

describe('health', () => {
  it('fails readiness with the reason, and not liveness', async () => {
    app.get(Health).addCheck('ready', 'database', () => {
      throw new Error('no answer');
    });
    const ready = await http().get('/health/ready');
    expect([ready.status, ready.body]).toEqual([503, { status: 'failing', checks: { database: 'no answer' } }]);
    expect((await http().get('/health/live')).status).toBe(200);
  });

  it('serves metrics and an OpenAPI document', async () => {
    expect((await http().get('/metrics')).text).toContain('process_cpu');
    expect((await http().get('/openapi.json')).body).toMatchObject({ info: { title: 'notes' } });
  });
});
