import { ceId } from '@ce/contracts';
import { CurrentPrincipal, notFound, openApiSchema, type Principal, zodBody } from '@ce/service-kit';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@ce/service-kit/openapi';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Connections } from '../connection-store/connections.js';
import { CallLedger } from '../lease-calls/call-ledger.js';
import { type BudgetFit, fitsBudget } from './fits-budget.js';
import { forecastAnswer } from './forecast-answer.js';
import { type Forecast, forecast, plannedUse } from './forecast.js';

/** With a connection, the plan is held against its budget too. */
const forecastBody = plannedUse.extend({ connectionId: ceId.optional() });
type ForecastBody = z.infer<typeof forecastBody>;

@ApiTags('budget')
@Controller('forecasts')
export class ForecastController {
  constructor(
    private readonly connections: Connections,
    private readonly ledger: CallLedger,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'API calls and storage of a planned campaign: by the specification, and as this system works.',
  })
  @ApiBody({ schema: openApiSchema(forecastBody) })
  @ApiOkResponse({ schema: openApiSchema(forecastAnswer) })
  async estimate(
    @CurrentPrincipal() { workspaceId }: Principal,
    @Body(zodBody(forecastBody)) { connectionId, ...planned }: ForecastBody,
  ): Promise<Forecast & { budget?: BudgetFit }> {
    const made = forecast(planned);
    if (connectionId === undefined) return made;
    await this.connections.ofWorkspace(workspaceId, connectionId);
    const facts = await this.ledger.factsOf(connectionId);
    if (facts === null) throw notFound('budget of the connection', connectionId);
    const { cap, reserve, org, hours } = facts;
    const usedByUs = hours.reduce((sum, { calls }) => sum + calls, 0);
    const budget = fitsBudget(made.expected.total, planned.days, {
      cap,
      reserve,
      orgLimit: org?.limit ?? null,
      usedByUs,
    });
    return { ...made, budget };
  }
}
