import { Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import * as swagger from '@nestjs/swagger';
import { expect, it } from 'vitest';
import * as ours from './decorators.js';

/** The same controller with either kind of decorators. */
function notesWith(api: Omit<typeof ours, 'applyDescriptions'>) {
  @Controller('notes')
  @api.ApiTags('notes')
  @api.ApiBearerAuth('bearer')
  class Notes {
    @Get(':id')
    @api.ApiOperation({ summary: 'One note' })
    @api.ApiParam({ name: 'id', description: 'Of the note.' })
    @api.ApiQuery({ name: 'from', required: false })
    @api.ApiQuery({ name: 'to', required: false })
    @api.ApiOkResponse({ schema: { type: 'object' } })
    @api.ApiResponse({ status: 200, description: 'The outer one stands.' })
    @api.ApiExtension('x-access', 'public')
    read() {
      return {};
    }

    @Post()
    @api.ApiConsumes('text/plain')
    @api.ApiBody({ schema: { type: 'string' } })
    @api.ApiCreatedResponse({ description: 'Made.' })
    write() {
      return {};
    }
  }

  @Controller('hidden')
  @api.ApiExcludeController()
  class Hidden {
    @Get()
    read() {
      return {};
    }
  }

  @Module({ controllers: [Notes, Hidden] })
  class NotesModule {}
  return NotesModule;
}

async function documentOf(module: object) {
  const app = await NestFactory.create<NestExpressApplication>(module, { logger: false });
  return swagger.SwaggerModule.createDocument(app, new swagger.DocumentBuilder().build());
}

it('say later what the framework’s own say at once', async () => {
  const wanted = await documentOf(notesWith(swagger));
  const notes = notesWith(ours);
  expect(await documentOf(notes)).not.toEqual(wanted);
  ours.applyDescriptions(swagger);
  expect(await documentOf(notes)).toEqual(wanted);
  expect(wanted.paths['/notes/{id}']?.get).toMatchObject({
    summary: 'One note',
    tags: ['notes'],
    'x-access': 'public',
  });
});
