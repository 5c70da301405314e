import { SETTINGS } from '@ce/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Connections } from '../connection-store/connections.js';
import type { AuthSettings } from '../settings.js';
import { FreshTokens } from './fresh-tokens.js';

const BATCH = 20;

/** Salesforce ends a refresh token that lies unused for 30 days (salesforce-api.md §1.6); this uses it before. */
@Injectable()
export class KeepAlive {
  constructor(
    private readonly dataSource: DataSource,
    private readonly connections: Connections,
    private readonly freshTokens: FreshTokens,
    @Inject(SETTINGS) private readonly settings: AuthSettings,
  ) {}

  /** How many connections were looked at. Several replicas may do this at once: the claim lets one refresh each. */
  async refreshIdle(): Promise<number> {
    const idle = await this.dataSource.query<{ id: string; generation: number }[]>(
      `select connection_id as id, generation from token
       where sealed_refresh_token is not null and refreshed_at < now() - $1 * interval '1 day'
         and (retry_at is null or retry_at <= now())
       order by refreshed_at limit $2`,
      [this.settings.KEEP_ALIVE_DAYS, BATCH],
    );
    for (const { id, generation } of idle) {
      const connection = await this.connections.find(id);
      if (connection !== null) await this.freshTokens.tokenFor(connection, generation);
    }
    return idle.length;
  }
}
