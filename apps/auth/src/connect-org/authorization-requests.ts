import { Sealer } from '@ce/database';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { hashOfState, newState, newVerifier } from './pkce.js';

/** Seconds that a person has between asking and consenting. */
const LIFETIME = 600;

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
  live: boolean;
}

/** What is remembered between the start of an authorisation and its callback, which may reach another replica. */
@Injectable()
export class AuthorizationRequests {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sealer: Sealer,
  ) {}

  async open(facts: AuthorizationRequestFacts): Promise<{ state: string; verifier: string }> {
    const state = newState();
    const verifier = newVerifier();
    const hash = hashOfState(state);
    await this.dataSource.query(
      `insert into authorization_request values ($1, $2, $3, $4, $5, $6, $7, now() + $8 * interval '1 second')`,
      [
        hash,
        facts.connectionId,
        facts.workspaceId,
        facts.subject,
        facts.environment,
        facts.loginUrl,
        this.sealer.seal(verifier, `authorization/${hash}`),
        LIFETIME,
      ],
    );
    return { state, verifier };
  }

  /** Each state works once, whatever becomes of it. Null: unknown, used or expired. */
  async take(state: string): Promise<(AuthorizationRequestFacts & { verifier: string }) | null> {
    const hash = hashOfState(state);
    const [[row]] = await this.dataSource.query<[RequestRow[], number]>(
      `delete from authorization_request where state_hash = $1
       returning connection_id, workspace_id, subject, environment, login_url, sealed_verifier, expires_at > now() as live`,
      [hash],
    );
    if (row === undefined || !row.live) return null;
    return {
      connectionId: row.connection_id,
      workspaceId: row.workspace_id,
      subject: row.subject,
      environment: row.environment,
      loginUrl: row.login_url,
      verifier: this.sealer.open(row.sealed_verifier, `authorization/${hash}`),
    };
  }

  async removeExpired(): Promise<void> {
    await this.dataSource.query('delete from authorization_request where expires_at < now()');
  }
}
