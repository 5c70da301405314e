import { ceId } from '@ce/contracts';
import { CurrentPrincipal, openApiSchema, type Principal, RequireRole, zodBody } from '@ce/service-kit';
import { ApiBody, ApiOkResponse, ApiOperation } from '@ce/service-kit/openapi';
import { Body, Controller, Delete, HttpCode, Param, Put } from '@nestjs/common';
import { showSource, type SourceView } from '../show-sources/show-source.js';
import { sourceAnswer } from '../show-sources/source-answer.js';
import { DataSource } from 'typeorm';
import { attachBody, type AttachBody } from './attach-body.js';
import { AttachReport } from './attach-report.js';

@Controller('enrollment-sources')
export class AttachReportController {
  constructor(
    private readonly reports: AttachReport,
    private readonly dataSource: DataSource,
  ) {}

  @Put(':id')
  @RequireRole('operator')
  @ApiOperation({ summary: 'Attaches a report to a campaign and says what is wrong with it, if anything.' })
  @ApiBody({ schema: openApiSchema(attachBody) })
  @ApiOkResponse({ schema: openApiSchema(sourceAnswer) })
  async attach(
    @CurrentPrincipal() principal: Principal,
    @Param('id', zodBody(ceId)) id: string,
    @Body(zodBody(attachBody)) body: AttachBody,
  ): Promise<SourceView> {
    await this.reports.attach(principal, id, body);
    return showSource(this.dataSource.manager, principal.workspaceId, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequireRole('operator')
  @ApiOperation({ summary: 'Ends the watch on a report for one campaign. What was enrolled stays enrolled.' })
  async detach(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<void> {
    await this.reports.detach(principal, id);
  }
}
