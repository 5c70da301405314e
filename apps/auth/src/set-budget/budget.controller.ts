import { inTransaction } from '@ce/database';
import { CurrentPrincipal, notFound, openApiSchema, type Principal, RequireRole, zodBody } from '@ce/service-kit';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@ce/service-kit/openapi';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Connections } from '../connection-store/connections.js';
import { PreflightWishes } from '../inspect-org/preflight-wishes.js';
import { type BudgetRules, budgetRules } from '../lease-calls/budget-rules.js';
import { CallLedger } from '../lease-calls/call-ledger.js';
import { Audit } from '../record-audit/audit.js';
import { budgetAnswer } from './budget-answer.js';
import { type HourOfUse, showBudget } from './show-budget.js';

@ApiTags('budget')
@Controller('connections/:id/budget')
export class BudgetController {
  constructor(
    private readonly connections: Connections,
    private readonly ledger: CallLedger,
    private readonly wishes: PreflightWishes,
    private readonly audit: Audit,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Calls of the last 24 hours by kind and hour, the cap, the reserve, and the org’s own figure.',
  })
  @ApiOkResponse({ schema: openApiSchema(budgetAnswer) })
  async read(@CurrentPrincipal() { workspaceId }: Principal, @Param('id') id: string) {
    await this.connections.ofWorkspace(workspaceId, id);
    return this.#show(id);
  }

  @Put()
  @RequireRole('admin')
  @ApiOperation({ summary: 'Sets cap and reserve, each in calls or as a share of the org’s own limit.' })
  @ApiBody({ schema: openApiSchema(budgetRules) })
  @ApiOkResponse({ schema: openApiSchema(budgetAnswer) })
  async change(
    @CurrentPrincipal() { workspaceId, subject }: Principal,
    @Param('id') id: string,
    @Body(zodBody(budgetRules)) rules: BudgetRules,
  ) {
    await this.connections.ofWorkspace(workspaceId, id);
    await inTransaction(this.dataSource, async (manager) => {
      await this.ledger.changeRules(manager, id, rules);
      // Published, because services that wait for calls look again when their connection changes.
      await this.connections.change(manager, id, () => ({}));
      await this.wishes.wish(id, 'budget-changed', manager);
      const detail = `Set the cap to ${inWords(rules.cap)} and the reserve to ${inWords(rules.reserve)}.`;
      await this.audit.record(manager, {
        workspaceId,
        connectionId: id,
        actor: subject,
        action: 'budget-changed',
        detail,
      });
    });
    return this.#show(id);
  }

  async #show(id: string) {
    const facts = await this.ledger.factsOf(id);
    const [rules] = await this.dataSource.query<BudgetRules[]>(
      'select cap, reserve from call_budget where connection_id = $1',
      [id],
    );
    if (facts === null || rules === undefined) throw notFound('budget of the connection', id);
    const use = await this.dataSource.query<HourOfUse[]>(
      `select hour, kind, calls from call_use
       where connection_id = $1 and hour >= date_trunc('hour', now() - interval '24 hours') order by hour, kind`,
      [id],
    );
    return showBudget(rules, facts, use);
  }
}

function inWords(amount: BudgetRules['cap']): string {
  return 'calls' in amount ? `${amount.calls} calls` : `${Math.round(amount.share * 100)} % of the org’s limit`;
}
