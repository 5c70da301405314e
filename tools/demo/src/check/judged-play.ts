import type { DemoScale } from '../describe-org/build-org.js';
import type { SourceView } from '../play/attach-reports.js';
import type { Told } from '../play/follow-events.js';
import type { Player } from '../play/player.js';
import type { OrgRecord, SimulatedOrg } from '../play/simulator.js';

/** What the judge looks at: the org itself, what was accepted, and what the services told. */
export interface JudgedPlay {
  scale: DemoScale;
  org: Pick<SimulatedOrg, 'all' | 'journal'>;
  player: Pick<Player, 'accepted' | 'emailIds' | 'deleted' | 'finishedConversations'>;
  told: Pick<Told, 'imported' | 'importFailures' | 'fieldWrites' | 'parked'>;
  sources: readonly SourceView[];
}

export type People = ReadonlyMap<string, OrgRecord>;

/** A converted lead's conversation goes on with its contact. */
export function follow(people: People, id: string): OrgRecord | undefined {
  const record = people.get(id);
  const contactId = record?.['ConvertedContactId'];
  return typeof contactId === 'string' ? people.get(contactId) : record;
}

/** Its id now; the one it had where it is gone. */
export function followedId(people: People, id: string): string {
  const now = follow(people, id)?.['Id'];
  return typeof now === 'string' ? now : id;
}
