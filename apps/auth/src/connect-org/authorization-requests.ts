import { inTransaction, Sealer, UnsealError } from '@ce/database';
import { Logger } from '@ce/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audit } from '../record-audit/audit.js';
import { hashOfState, newState, newVerifier } from './pkce.js';

/** Seconds that a person has between asking and consenting. */
export const LIFETIME = 600;

export interface AuthorizationRequestFacts {
  connectionId: string;
  workspaceId: string;
  /** Who asked, for the audit. */
  subject: string;
  environment: 'production' | 'sandbox';
  loginUrl: string;
}

interface RequestRow {
  connection_id: string;
  workspace_id: string;
  subject: string;
  environment: 'production' | 'sandbox';
  login_url: string;
  sealed_verifier: string;
  browser_hash: string | null;
  live: boolean;
}

export interface OpenAuthorization extends AuthorizationRequestFacts {
  verifier: string;
  /** Of the browser in which a person went on to Salesforce last; null when nobody has. */
  browserHash: string | null;
}

const COLUMNS = `connection_id, workspace_id, subject, environment, login_url, sealed_verifier, browser_hash,
  expires_at > now() as live`;

/** What is remembered between the start of an authorisation and its callback, which may reach another replica. */
@Injectable()
export class AuthorizationRequests {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sealer: Sealer,
    private readonly audit: Audit,
    private readonly log: Logger,
  ) {}

  /** The state of a new authorisation. */
  async open(facts: AuthorizationRequestFacts): Promise<string> {
    const state = newState();
    const hash = hashOfState(state);
    await this.dataSource.query(
      `insert into authorization_request (state_hash, connection_id, workspace_id, subject, environment, login_url,
         sealed_verifier, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, now() + $8 * interval '1 second')`,
      [
        hash,
        facts.connectionId,
        facts.workspaceId,
        facts.subject,
        facts.environment,
        facts.loginUrl,
        this.sealer.seal(newVerifier(), contextOf(hash)),
        LIFETIME,
      ],
    );
    return state;
  }

  /** Null: unknown, used or expired. */
  async find(state: string): Promise<AuthorizationRequestFacts | null> {
    const hash = hashOfState(state);
    const [row] = await this.dataSource.query<RequestRow[]>(
      `select ${COLUMNS} from authorization_request where state_hash = $1`,
      [hash],
    );
    return this.#read(hash, row);
  }

  /** From now on only this browser can end it. Null: unknown, used or expired. */
  async bindTo(state: string, browserHash: string): Promise<OpenAuthorization | null> {
    const hash = hashOfState(state);
    const [[row]] = await this.dataSource.query<[RequestRow[], number]>(
      `update authorization_request set browser_hash = $2 where state_hash = $1 returning ${COLUMNS}`,
      [hash, browserHash],
    );
    return this.#read(hash, row);
  }

  /** Each state works once, whatever becomes of it. Null: unknown, used or expired. */
  async take(state: string): Promise<OpenAuthorization | null> {
    const hash = hashOfState(state);
    const [[row]] = await this.dataSource.query<[RequestRow[], number]>(
      `delete from authorization_request where state_hash = $1 returning ${COLUMNS}`,
      [hash],
    );
    return this.#read(hash, row);
  }

  async removeExpired(): Promise<void> {
    await this.dataSource.query('delete from authorization_request where expires_at < now()');
  }

  /** Salesforce or the person said no before there was a token. */
  async recordRefusal({ workspaceId, connectionId, subject: actor }: AuthorizationRequestFacts, detail: string) {
    await inTransaction(this.dataSource, (manager) =>
      this.audit.record(manager, { workspaceId, connectionId, actor, action: 'connection-refused', detail }),
    );
  }

  #read(stateHash: string, row: RequestRow | undefined): OpenAuthorization | null {
    if (row === undefined || !row.live) return null;
    const verifier = this.#open(row.sealed_verifier, contextOf(stateHash));
    if (verifier === null) return null;
    return {
      connectionId: row.connection_id,
      workspaceId: row.workspace_id,
      subject: row.subject,
      environment: row.environment,
      loginUrl: row.login_url,
      verifier,
      browserHash: row.browser_hash,
    };
  }

  /** Null: a replica that has other keys began it, and starting again is all that helps. */
  #open(sealed: string, context: string): string | null {
    try {
      return this.sealer.open(sealed, context);
    } catch (error) {
      if (!(error instanceof UnsealError)) throw error;
      this.log.warn('the verifier of an authorisation does not open', { key: error.keyId, error });
      return null;
    }
  }
}

export function contextOf(stateHash: string): string {
  return `authorization/${stateHash}`;
}
