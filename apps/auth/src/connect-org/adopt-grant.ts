import { inTransaction } from '@ce/database';
import { defaultMapping } from '@ce/field-mapping';
import { connectToOrg, SalesforceError, type TokenSet } from '@ce/salesforce';
import { Logger, SETTINGS } from '@ce/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { defaultToggles } from '../connection-store/connection-state.js';
import type { ConnectionFlow, ConnectionRow } from '../connection-store/connection.entity.js';
import { Connections } from '../connection-store/connections.js';
import { type Conclusion, concludeLook } from '../inspect-org/conclude-look.js';
import { gatherOrgFacts } from '../inspect-org/gather-org-facts.js';
import type { OrgFacts } from '../inspect-org/org-facts.js';
import { type PreflightReport, PreflightStore } from '../inspect-org/preflight-store.js';
import { CallLedger } from '../lease-calls/call-ledger.js';
import { Audit } from '../record-audit/audit.js';
import { RevokeTokens } from '../revoke-tokens/revoke-tokens.js';
import { API_VERSION, type AuthSettings } from '../settings.js';
import { type OwnClient, Tokens } from '../token-store/tokens.js';
import { connectedAlready, fitsConnection, fitsEdition, fitsEnvironment, type Refused } from './fits-connection.js';
import { fixNow } from './fix-now.js';

export interface GrantRequest {
  connectionId: string;
  workspaceId: string;
  /** Who asked. */
  subject: string;
  environment: 'production' | 'sandbox';
  flow: ConnectionFlow;
  loginUrl: string;
  ownClient: OwnClient | null;
}

export type Adoption = { kind: 'connected'; connection: ConnectionRow; report: PreflightReport } | Refused;

type Stored =
  | Refused
  /** `revocation`: of the tokens that these replace. */
  | { kind: 'stored'; connection: ConnectionRow; report: PreflightReport; revocation: string | null };

interface Look {
  facts: OrgFacts;
  calls: number;
}

/** Makes tokens that Salesforce has just given into a connection, or into the next life of one. */
@Injectable()
export class AdoptGrant {
  constructor(
    private readonly dataSource: DataSource,
    private readonly connections: Connections,
    private readonly tokens: Tokens,
    private readonly ledger: CallLedger,
    private readonly preflights: PreflightStore,
    private readonly audit: Audit,
    private readonly revokeTokens: RevokeTokens,
    private readonly log: Logger,
    @Inject(SETTINGS) private readonly settings: AuthSettings,
  ) {}

  async adopt(request: GrantRequest, set: TokenSet): Promise<Adoption> {
    try {
      return await this.#adopt(request, set);
    } catch (error) {
      // Nothing was stored, so nobody could ever use or end this approval.
      await this.revokeTokens.revokeUnstored(request.loginUrl, set.refreshToken ?? set.accessToken);
      throw error;
    }
  }

  async #adopt(request: GrantRequest, set: TokenSet): Promise<Adoption> {
    const existing = await this.connections.find(request.connectionId);
    const sameOrg = await this.connections.ofOrg(request.workspaceId, set.organizationId);
    const obstacle = fitsConnection(request, set, existing, sameOrg);
    if (obstacle !== null) return this.#refuse(request, set, obstacle);
    const look = await this.#look(set);
    if ('kind' in look) return this.#refuse(request, set, look);
    const mismatch = fitsEnvironment(request, set, look.facts) ?? fitsEdition(look.facts);
    if (mismatch !== null) return this.#refuse(request, set, mismatch);

    const others = await this.connections.approvalsOf(set.organizationId, set.userId, request.connectionId);
    const subject = existing ?? { mapping: defaultMapping, toggles: defaultToggles };
    const conclusion = concludeLook(look.facts, { ...subject, flow: request.flow }, others);
    const stored = await inTransaction(this.dataSource, (manager) =>
      this.#store(manager, request, set, conclusion, look, existing),
    );
    if (stored.kind === 'refused') return this.#refuse(request, set, stored);
    if (stored.revocation !== null) await this.revokeTokens.attempt(stored.revocation);
    const { connection, report } = stored;
    return { kind: 'connected', connection, report };
  }

  /** For grants that end before a connection comes of them. */
  async #refuse(request: GrantRequest, set: TokenSet, refused: Refused): Promise<Refused> {
    const { workspaceId, connectionId, loginUrl, subject: actor } = request;
    const token = set.refreshToken ?? set.accessToken;
    const revocation = await inTransaction(this.dataSource, async (manager) => {
      const { detail } = refused;
      await this.audit.record(manager, { workspaceId, connectionId, actor, action: 'connection-refused', detail });
      return this.revokeTokens.plan(manager, { workspaceId, connectionId, loginUrl, token });
    });
    await this.revokeTokens.attempt(revocation);
    return refused;
  }

  async #look(set: TokenSet): Promise<Look | Refused> {
    const session = { accessToken: set.accessToken, instanceUrl: set.instanceUrl, apiVersion: API_VERSION };
    const org = connectToOrg(session, { timeoutMs: this.settings.SALESFORCE_TIMEOUT_MS });
    try {
      return { facts: await gatherOrgFacts(org), calls: org.callsMade };
    } catch (error) {
      if (!(error instanceof SalesforceError)) throw error;
      this.log.warn('org cannot be used', { code: error.code, error });
      return { kind: 'refused', detail: `The org cannot be used: ${error.message}`, fix: fixNow(error) };
    }
  }

  async #store(
    manager: EntityManager,
    request: GrantRequest,
    set: TokenSet,
    { change, checks }: Conclusion,
    look: Look,
    existing: ConnectionRow | null,
  ): Promise<Stored> {
    const { connectionId: id, workspaceId } = request;
    if (existing === null) {
      await this.connections.lockOrg(manager, workspaceId, set.organizationId);
      const sameOrg = await this.connections.ofOrg(workspaceId, set.organizationId, manager);
      if (sameOrg !== null) return connectedAlready(sameOrg);
    }
    let formerLoginUrl = request.loginUrl;
    const link = {
      environment: request.environment,
      flow: request.flow,
      loginUrl: request.loginUrl,
      instanceUrl: set.instanceUrl,
      userId: set.userId,
      connectedAt: new Date(),
      ...change,
    };
    // Tokens before the connection, as a refresh does: the other way round the two could block each other.
    let former = existing === null ? null : await this.tokens.store(manager, id, set, request.ownClient);
    const connection =
      existing === null
        ? await this.connections.add(manager, {
            id,
            workspaceId,
            orgId: set.organizationId,
            mapping: defaultMapping,
            toggles: defaultToggles,
            genericOwnerIds: [],
            ...link,
          })
        : await this.connections.change(manager, id, (row) => {
            formerLoginUrl = row.loginUrl;
            return link;
          });
    if (connection === null) throw new Error(`The connection "${id}" has vanished.`);
    former ??= await this.tokens.store(manager, id, set, request.ownClient);
    await this.ledger.open(manager, id);
    const { orgUsage } = look.facts;
    await this.ledger.book(manager, 'preflight', {
      connectionId: id,
      calls: look.calls,
      orgUsage,
      dailyLimitHit: false,
    });
    const report = await this.preflights.save(manager, id, checks);
    await this.audit.record(manager, {
      workspaceId,
      connectionId: id,
      actor: request.subject,
      action: existing === null ? 'connected' : 'reconnected',
      detail: `Connected the org ${connection.orgId} as the user ${connection.userId}; preflight: ${report.result}.`,
    });
    // The former approval would go on counting among the user's five.
    const token = former.refreshToken ?? former.accessToken;
    // Server to server, Salesforce may answer with the session that is there already.
    const isSame = token === set.accessToken || token === set.refreshToken;
    const due = token === null || isSame ? null : { connectionId: id, workspaceId, loginUrl: formerLoginUrl, token };
    const revocation = due === null ? null : await this.revokeTokens.plan(manager, due);
    return { kind: 'stored', connection, report, revocation };
  }
}
