import { connectionState, type ConnectionState } from '@ce/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface TrackedConnection {
  state: ConnectionState;
  /** Changes whenever what was read from the org may no longer hold. */
  generation: string;
}

/** The newest known state of every connection. */
@Injectable()
export class Connections {
  constructor(private readonly dataSource: DataSource) {}

  /** Of several states of one connection the highest version holds, whatever the order of arrival. */
  async keep(states: readonly ConnectionState[]): Promise<void> {
    await this.dataSource.query(
      `insert into connection (connection_id, workspace_id, version, state)
       select distinct on (state->>'connectionId')
              state->>'connectionId', state->>'workspaceId', (state->>'version')::bigint, state
         from jsonb_array_elements($1::jsonb) as state
        order by state->>'connectionId', (state->>'version')::bigint desc
       on conflict (connection_id) do update
          set workspace_id = excluded.workspace_id, version = excluded.version, state = excluded.state
        where excluded.version > connection.version`,
      [JSON.stringify(states)],
    );
  }

  async find(connectionId: string): Promise<TrackedConnection | undefined> {
    const rows = await this.dataSource.query<{ state: unknown; version: string; mended: number }[]>(
      'select state, version, mended from connection where connection_id = $1',
      [connectionId],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    return { state: connectionState.parse(row.state), generation: `${row.version}.${row.mended}` };
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
