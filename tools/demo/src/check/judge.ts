import type { Figures, NotDone } from '../show/figures.js';
import { countReasons } from '../show/print-figures.js';
import { specificationCalls } from '../show/specification-calls.js';
import { countCalls } from './count-calls.js';
import { judgeEnrollments } from './judge-enrollments.js';
import { judgeRecords } from './judge-records.js';
import { judgeRefusals } from './judge-refusals.js';
import { judgeTasks } from './judge-tasks.js';
import type { JudgedPlay } from './judged-play.js';

export interface Verdict {
  figures: Figures;
  specification: ReturnType<typeof specificationCalls>;
  notDone: NotDone[];
  /** What is not as it should be, one sentence each; empty when the demo succeeded. */
  faults: string[];
}

/** Looks at the org itself, not at what the services say of it. */
export async function judge(play: JudgedPlay, seconds: number): Promise<Verdict> {
  const { org, player, told, sources } = play;
  const [tasks, leads, contacts, journal] = await Promise.all([
    org.all('Task'),
    org.all('Lead'),
    org.all('Contact'),
    org.journal(),
  ]);
  const people = new Map([...leads, ...contacts].map((record) => [String(record['Id']), record]));
  const { rowsFound, faults } = judgeEnrollments(play);
  const { comparison, faults: faultsOfTasks } = judgeTasks(tasks, play, people);
  const specification = specificationCalls({
    reportChecks: sources.filter((source) => source.lastReadAt !== null).length,
    importedPeople: told.imported.size,
    emails: player.emailIds.size,
    finishedConversations: player.finishedConversations,
  });
  return {
    figures: {
      rowsFound,
      imported: told.imported.size,
      importErrors: told.importFailures.size,
      emails: player.emailIds.size,
      tasks: comparison.tasks,
      duplicateTasks: comparison.duplicateTasks,
      missingTasks: comparison.missingTasks,
      fieldWrites: told.fieldWrites.size,
      parked: told.parked.size,
      apiCalls: countCalls(journal),
      specificationCalls: specification.total,
      seconds,
    },
    specification,
    notDone: reasons(play),
    faults: [...faults, ...faultsOfTasks, ...judgeRecords(play, people), ...judgeRefusals(play, people)],
  };
}

function reasons({ told, sources }: Pick<JudgedPlay, 'told' | 'sources'>): NotDone[] {
  return countReasons([
    ...sources.flatMap(({ reportName, problem }) =>
      problem === null ? [] : [{ what: `report "${reportName}"`, reason: problem.problem, fix: problem.fix }],
    ),
    ...[...told.importFailures.values()].map(({ code, reason, fix }) => ({
      what: `row not imported (${code})`,
      reason,
      fix,
    })),
    ...[...told.parked.values()].map(({ kind, code, reason, fix }) => ({
      what: `${kind} parked (${code})`,
      reason,
      fix,
    })),
  ]);
}
