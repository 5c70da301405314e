import { campaigns } from '../play/campaigns.js';
import { type ExpectedEnrollments, expectEnrollments } from './expect-enrollments.js';
import type { JudgedPlay } from './judged-play.js';

/** Whether the reports' rows were found, and exactly those people imported who can be, each into its campaign. */
export function judgeEnrollments({ scale, told, sources }: JudgedPlay): { rowsFound: number; faults: string[] } {
  const expected = expectEnrollments(scale);
  const rowsFound = sources.reduce((sum, source) => sum + Object.values(source.rows).reduce((all, n) => all + n, 0), 0);
  return {
    rowsFound,
    faults: [
      ...(rowsFound === expected.rows
        ? []
        : [`${rowsFound} rows were found in the reports, which have ${expected.rows}`]),
      ...faultsOfImports(told, expected),
      ...faultsOfFailures(told, expected),
    ],
  };
}

function faultsOfImports({ imported }: JudgedPlay['told'], { campaignOf, twins }: ExpectedEnrollments): string[] {
  const times = new Map<string, number>();
  const faults: string[] = [];
  for (const { record, followedFrom, campaignId } of imported.values()) {
    const named = (followedFrom ?? record).id;
    times.set(named, (times.get(named) ?? 0) + 1);
    const campaign = campaignOf.get(named);
    if (campaign === undefined) faults.push(`${named}: imported, though it cannot be`);
    else if (campaigns[campaign].campaignId !== campaignId) faults.push(`${named}: imported into ${campaignId}`);
  }
  for (const [named, count] of times) if (count > 1) faults.push(`${named}: imported ${count} times`);
  const missing = [...campaignOf.keys()].filter((named) => !times.has(named) && !twins.includes(named));
  for (const named of missing) faults.push(`${named}: is in a report and was not imported`);
  const twinsIn = twins.filter((named) => times.has(named)).length;
  if (twinsIn !== 1) faults.push(`${twinsIn} of two people with one address were imported`);
  return faults;
}

function faultsOfFailures({ importFailures }: JudgedPlay['told'], { failures }: ExpectedEnrollments): string[] {
  const counts = new Map<string, number>();
  for (const { code } of importFailures.values()) counts.set(code, (counts.get(code) ?? 0) + 1);
  const codes = new Set<string>([...counts.keys(), ...Object.keys(failures)]);
  const expected = failures as Readonly<Record<string, number>>;
  return [...codes]
    .filter((code) => (counts.get(code) ?? 0) !== (expected[code] ?? 0))
    .map((code) => `${counts.get(code) ?? 0} rows were refused as ${code}, should be ${expected[code] ?? 0}`);
}
