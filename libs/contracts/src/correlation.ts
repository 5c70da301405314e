import { hash as hashOf } from 'node:crypto';

/**
 * One id follows one person from the report row to the Task. It is derived, not handed on, so that a publisher who does
 * not carry it loses nothing: the same connection and record always give the same id.
 */
export function correlationIdFor(connectionId: string, recordId: string): string {
  const hash = hashOf('sha256', `${connectionId}/${recordId}`, 'hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-${hash.slice(12, 16)}-${hash.slice(16, 20)}-${hash.slice(20, 32)}`;
}

/** The id of the person whom an event's data are about; undefined where they are about nobody. */
export function correlationIdOf(data: unknown): string | undefined {
  const person = data as { connectionId?: unknown; record?: { id?: unknown } } | null;
  if (typeof person?.connectionId !== 'string' || typeof person.record?.id !== 'string') return undefined;
  return correlationIdFor(person.connectionId, person.record.id);
}
