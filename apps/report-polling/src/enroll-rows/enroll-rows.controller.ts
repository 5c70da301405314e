import { CurrentPrincipal, openApiSchema, type Principal, RequireRole, zodBody } from '@ce/service-kit';
import { ApiBody, ApiCreatedResponse, ApiOperation } from '@ce/service-kit/openapi';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { enrollBody, type EnrollBody, type Enrolled, enrolledAnswer, EnrollRows } from './enroll-rows.js';

@Controller('enrollment-sources')
export class EnrollRowsController {
  constructor(private readonly rows: EnrollRows) {}

  @Post(':id/enrollments')
  @RequireRole('operator')
  @ApiOperation({ summary: 'Enrolls rows of the report by hand: the named ones, or all that wait.' })
  @ApiBody({ schema: openApiSchema(enrollBody) })
  @ApiCreatedResponse({ schema: openApiSchema(enrolledAnswer) })
  enroll(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body(zodBody(enrollBody)) body: EnrollBody,
  ): Promise<Enrolled> {
    return this.rows.enroll(principal, id, body);
  }
}
