import { conversationStatusChanged, type EventData } from '@ce/contracts';
import { missingStatus } from '../describe-org/custom-fields.js';
import { sources as attached } from '../play/campaigns.js';
import { followedId, type JudgedPlay, type People } from './judged-play.js';

/** The two reports that cannot be used, and why. */
const refusedReports: Readonly<Record<string, string>> = {
  accounts: 'unsupported-report-type',
  joined: 'joined-report',
};

/** Whether everything that was not done was told, with the right reason, and nothing else was left undone. */
export function judgeRefusals({ player, told, sources }: JudgedPlay, people: People): string[] {
  return [...faultsOfReports(sources), ...faultsOfParked({ player, told }, people)];
}

function faultsOfReports(sources: JudgedPlay['sources']): string[] {
  return attached.flatMap(({ sourceId }) => {
    const problem = sources.find(({ id }) => id === sourceId)?.problem ?? null;
    const expected = refusedReports[sourceId] ?? null;
    if ((problem?.code ?? null) === expected) return [];
    return [`report of ${sourceId}: ${problem?.code ?? 'no problem'}, should be ${expected ?? 'none'}`];
  });
}

function faultsOfParked({ player, told }: Pick<JudgedPlay, 'player' | 'told'>, people: People): string[] {
  const lacking = new Map<string, string>();
  for (const [id, events] of player.accepted) {
    if (events.some(isMissingStatus)) lacking.set(followedId(people, id), id);
  }
  const parked = [...told.parked.values()];
  const unexplained = parked.filter(({ code, kind, record: { id } }) => {
    if (code === 'record-gone') return !player.deleted.has(id);
    return code !== 'picklist-value-missing' || kind !== 'fields' || !lacking.has(followedId(people, id));
  });
  const explained = new Set(
    parked.filter(({ code }) => code === 'picklist-value-missing').map(({ record }) => followedId(people, record.id)),
  );
  return [
    ...unexplained.map(({ record, kind, code, reason }) => `${record.id}: ${kind} parked as ${code}: ${reason}`),
    ...[...lacking.keys()]
      .filter((id) => !explained.has(id))
      .map((id) => `${id}: nothing tells that the org has no status ${missingStatus}`),
  ];
}

function isMissingStatus({ type, data }: { type: string; data: unknown }): boolean {
  if (type !== conversationStatusChanged.type) return false;
  return (data as EventData<typeof conversationStatusChanged>).status === missingStatus;
}
