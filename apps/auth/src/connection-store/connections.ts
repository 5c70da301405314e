import { connectionChanged, createEvent } from '@ce/contracts';
import { Outbox } from '@ce/messaging';
import { notFound } from '@ce/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ConnectionRow } from './connection.entity.js';
import { stateOf } from './connection-state.js';

/** What may change on a connection; its id, workspace and org never do. */
export type ConnectionChange = Partial<Omit<ConnectionRow, 'id' | 'workspaceId' | 'orgId' | 'version' | 'updatedAt'>>;
export type NewConnection = Omit<ConnectionRow, 'version' | 'updatedAt'>;

/** Reads and writes connections. Every change counts the version up and is published with it, in one transaction. */
@Injectable()
export class Connections {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
  ) {}

  /** For callers who have proved to be one of our own services; people's requests go through `ofWorkspace`. */
  async find(id: string): Promise<ConnectionRow | null> {
    return this.dataSource.manager.findOneBy(ConnectionRow, { id });
  }

  /** @throws Problem 404, also for a connection of another workspace, so that ids tell nothing. */
  async ofWorkspace(workspaceId: string, id: string): Promise<ConnectionRow> {
    const connection = await this.dataSource.manager.findOneBy(ConnectionRow, { id, workspaceId });
    if (connection === null) throw notFound('connection', id);
    return connection;
  }

  async allOfWorkspace(workspaceId: string): Promise<ConnectionRow[]> {
    return this.dataSource.manager.find(ConnectionRow, { where: { workspaceId }, order: { id: 'ASC' } });
  }

  async ofOrg(
    workspaceId: string,
    orgId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<ConnectionRow | null> {
    return manager.findOneBy(ConnectionRow, { workspaceId, orgId });
  }

  /** Until the transaction ends nobody else makes a connection of this workspace to this org. */
  async lockOrg(manager: EntityManager, workspaceId: string, orgId: string): Promise<void> {
    await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${workspaceId}/${orgId}`]);
  }

  /** Live connections of any workspace that use this user's approvals, besides `exceptId`. */
  async approvalsOf(orgId: string, userId: string, exceptId: string): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(
      `select count(*)::int as count from connection
       where org_id = $1 and user_id = $2 and id <> $3 and flow = 'web-server' and health <> 'disconnected'`,
      [orgId, userId, exceptId],
    );
    return row?.count ?? 0;
  }

  async add(manager: EntityManager, connection: NewConnection): Promise<ConnectionRow> {
    const row = Object.assign(new ConnectionRow(), connection, { version: 1, updatedAt: new Date() });
    await manager.insert(ConnectionRow, row);
    await this.#publish(manager, row);
    return row;
  }

  /**
   * Locks the row, applies what `decide` answers, and publishes the new state. `decide` may answer null: nothing changes
   * then, and nothing is published. Returns null when the connection is not there.
   */
  async change(
    manager: EntityManager,
    id: string,
    decide: (connection: ConnectionRow) => ConnectionChange | null,
  ): Promise<ConnectionRow | null> {
    const row = await manager.findOne(ConnectionRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (row === null) return null;
    const change = decide(row);
    if (change === null) return row;
    Object.assign(row, change, { version: row.version + 1, updatedAt: new Date() });
    await manager.save(row);
    await this.#publish(manager, row);
    return row;
  }

  async #publish(manager: EntityManager, row: ConnectionRow): Promise<void> {
    await this.outbox.publish(manager, [createEvent(connectionChanged, stateOf(row), { source: '/services/auth' })]);
  }
}
