import { connectionState, type ConnectionState } from '@ce/contracts';
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface TrackedConnection {
  state: ConnectionState;
  /** Changes whenever what was read from the org may no longer hold. */
  generation: string;
  /** Changes with what decides which slots apply: packages, mapping and toggles. */
  configuration: string;
}

/** The newest known state of every connection. */
@Injectable()
export class Connections {
  constructor(private readonly dataSource: DataSource) {}

  /** Of several states of one connection the highest version holds, whatever the order of arrival. */
  async keep(states: readonly ConnectionState[]): Promise<void> {
    await this.dataSource.query(
      `insert into connection (connection_id, workspace_id, version, state, configuration)
       select distinct on (state->>'connectionId')
              state->>'connectionId', state->>'workspaceId', (state->>'version')::bigint, state, configuration
         from jsonb_to_recordset($1::jsonb) as told (state jsonb, configuration text)
        order by state->>'connectionId', (state->>'version')::bigint desc
       on conflict (connection_id) do update
          set workspace_id = excluded.workspace_id, version = excluded.version, state = excluded.state,
              configuration = excluded.configuration
        where excluded.version > connection.version`,
      [JSON.stringify(states.map((state) => ({ state, configuration: configurationOf(state) })))],
    );
  }

  async find(connectionId: string): Promise<TrackedConnection | undefined> {
    const rows = await this.dataSource.query<{ state: unknown; version: string; mended: number }[]>(
      'select state, version, mended from connection where connection_id = $1',
      [connectionId],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    const state = connectionState.parse(row.state);
    return { state, generation: `${row.version}.${row.mended}`, configuration: configurationOf(state) };
  }

  /** The tenant boundary: whoever asks sees these connections and nothing else. */
  async idsOf(workspaceId: string): Promise<string[]> {
    const rows = await this.dataSource.query<{ connection_id: string }[]>(
      'select connection_id from connection where workspace_id = $1 order by connection_id',
      [workspaceId],
    );
    return rows.map((row) => row.connection_id);
  }

  /** Somebody says that an org was mended: what was read from it is read again, in every replica. */
  async markMended(connectionIds: readonly string[]): Promise<void> {
    await this.dataSource.query('update connection set mended = mended + 1 where connection_id = any($1)', [
      connectionIds,
    ]);
  }
}

function configurationOf({ packageVariants, mapping, toggles }: ConnectionState): string {
  return createHash('sha256')
    .update(JSON.stringify([packageVariants, mapping, toggles]))
    .digest('hex')
    .slice(0, 16);
}
