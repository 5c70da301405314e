import { afterEach, expect, it } from 'vitest';
import { shapeProblems } from '../src/testing/same-shape.js';
import { readExample } from './examples/read-example.js';
import { accountSummaryOrg } from './recorded-orgs/account-summary-org.js';
import { accountTabularOrg } from './recorded-orgs/account-tabular-org.js';
import { contactListOrg } from './recorded-orgs/contact-list-org.js';
import { opportunityMatrixOrg, opportunityTotalsOrg } from './recorded-orgs/opportunity-matrix-org.js';
import { readRecording } from './recorded-orgs/recording.js';
import type { Recording } from './recorded-orgs/recording.js';
import type { ServedOrg } from './serve-org.js';
import { serveOrg } from './serve-org.js';

let served: ServedOrg;
afterEach(() => served.close());

async function get<T>(path: string): Promise<T> {
  const response = await fetch(`${served.url}/services/data/v62.0${path}`, {
    headers: { authorization: 'Bearer token-of-user0' },
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

const run = (recording: Recording, details = true) =>
  get<Recording>(`/analytics/reports/${recording.reportMetadata.id}?includeDetails=${details}`);

const values = (recording: Recording, key: string) =>
  recording.factMap[key]?.rows?.map(({ dataCells }) => dataCells.map(({ value }) => value));
const totals = (recording: Recording) =>
  Object.fromEntries(
    Object.entries(recording.factMap).map(([key, { aggregates }]) => [key, aggregates.map(({ value }) => value)]),
  );

it('run-contactlist-tabular: every cell as recorded', async () => {
  const recording = readRecording('run-contactlist-tabular.v29-style.json');
  served = await serveOrg(contactListOrg(recording));
  const answer = await run(recording);
  expect(shapeProblems(recording, answer)).toEqual([]);
  expect(values(answer, 'T!T')).toEqual(values(recording, 'T!T'));
  expect(totals(answer)).toEqual(totals(recording));
});

it('run-accountlist-summary: rows under their groups, totals everywhere', async () => {
  const recording = readRecording('run-accountlist-summary.v29-style.json');
  served = await serveOrg(accountSummaryOrg(recording));
  const answer = await run(recording);
  expect(shapeProblems(recording, answer)).toEqual([]);
  for (const key of ['0!T', '1!T', 'T!T']) expect(values(answer, key)).toEqual(values(recording, key));
  expect(totals(answer)).toEqual(totals(recording));
});

it('run-opportunity-matrix: every key of the fact map', async () => {
  const recording = readRecording('run-opportunity-matrix.v29-style.json');
  served = await serveOrg(opportunityMatrixOrg(recording));
  const answer = await run(recording);
  expect(shapeProblems(recording, answer)).toEqual([]);
  expect(totals(answer)).toEqual(totals(recording));
  expect(answer.groupingsDown).toEqual(recording.groupingsDown);
  expect(answer.groupingsAcross).toEqual(recording.groupingsAcross);
});

it('run-opportunity-matrix-no-rows: totals of a run without details', async () => {
  const recording = readRecording('run-opportunity-matrix-no-rows.v29-style.json');
  served = await serveOrg(opportunityTotalsOrg(recording));
  const answer = await run(recording, false);
  expect(shapeProblems(recording, answer)).toEqual([]);
  expect(totals(answer)).toEqual(totals(recording));
  expect(Object.values(answer.factMap).every((fact) => !('rows' in fact))).toBe(true);
});

it('run-accountlist-tabular of 2026, with record ids on editable cells', async () => {
  const recording = readRecording('run-accountlist-tabular.v60s.privacyfence.json');
  const name = { ...recording, reportMetadata: { ...recording.reportMetadata, id: '00Oak00000RkbHxEAJ' } };
  served = await serveOrg(accountTabularOrg(recording));
  const answer = await run(name);
  const { aggregateColumnInfo: _, ...info } = (
    recording as unknown as { reportExtendedMetadata: Record<string, object> }
  ).reportExtendedMetadata;
  expect(shapeProblems({ ...recording, reportExtendedMetadata: info }, answer)).toEqual([]);
  const keys = (of: Recording) =>
    of.factMap['T!T']?.rows?.map(({ dataCells }) => dataCells.map((cell) => Object.keys(cell).sort()));
  expect(keys(answer)).toEqual(keys(recording));
});

it('list-reports-soql: reports as rows of a query', async () => {
  served = await serveOrg(accountTabularOrg(readRecording('run-accountlist-tabular.v60s.privacyfence.json')));
  const query = 'SELECT Id, Name, DeveloperName, FolderName, Description FROM Report';
  const answer = await get(`/query?q=${encodeURIComponent(query)}`);
  expect(shapeProblems(readExample('reports/list-reports-soql.privacyfence.json'), answer)).toEqual([]);
});
