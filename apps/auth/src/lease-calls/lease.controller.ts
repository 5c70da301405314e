import {
  leaseAnswer,
  leaseRequest,
  type LeaseAnswer,
  type LeaseRequest,
  leaseSettlement,
  type LeaseSettlement,
} from '@ce/contracts';
import { InternalOnly, openApiSchema, Problem, zodBody } from '@ce/service-kit';
import { ApiBody, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@ce/service-kit/openapi';
import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { LeaseCalls } from './lease-calls.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

@ApiTags('internal')
@InternalOnly()
@Controller('internal/leases')
export class LeaseController {
  constructor(private readonly leaseCalls: LeaseCalls) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'An access token and a number of API calls, or why not and when again.' })
  @ApiBody({ schema: openApiSchema(leaseRequest) })
  @ApiOkResponse({ schema: openApiSchema(leaseAnswer) })
  lease(@Body(zodBody(leaseRequest)) body: LeaseRequest): Promise<LeaseAnswer> {
    return this.leaseCalls.lease(body);
  }

  @Post(':id/settle')
  @ApiOperation({
    summary:
      'Gives back what was not spent; settling twice gives back once. Each `next` is answered as a lease of its own.',
  })
  @ApiBody({ schema: openApiSchema(leaseSettlement) })
  @ApiOkResponse({ description: 'where `next` was asked for', schema: openApiSchema(leaseAnswer) })
  @ApiNoContentResponse({ description: 'otherwise' })
  async settle(
    @Param('id') id: string,
    @Body(zodBody(leaseSettlement)) body: LeaseSettlement,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LeaseAnswer | undefined> {
    if (!UUID.test(id)) {
      throw new Problem({ status: 404, title: 'Not found', detail: 'There is no lease with this id.' });
    }
    const next = await this.leaseCalls.settle(id, body);
    response.status(next === null ? 204 : 200);
    return next ?? undefined;
  }
}
