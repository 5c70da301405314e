import { SalesforceError } from '@ce/salesforce';
import { LeaseError, type OrgAnswer } from '@ce/delivery';
import type { ReadEnd, ReadWay } from '../read-report/read-end.js';
import { lookPauseMs } from '../run-report/background-pace.js';
import { BackgroundRunLost, type RunsInBackground } from '../run-report/background-run.js';

/** `unread` and `unchecked` come from the attachment; the others from polls. */
export type ReportState = 'unread' | 'unchecked' | 'read' | 'incomplete' | 'refused' | 'failing';

export interface PollResult {
  /** Null: as it was before, because the poll said nothing new about the report. */
  state: ReportState | null;
  code: string | null;
  reason: string | null;
  fix: string | null;
  way: ReadWay | null;
  rows: number | null;
  nextInMs: number;
  failures: number;
  /** The read is not over: it goes on from its cursor, and with what Salesforce runs in the background. */
  keepCursor: boolean;
  /** All reports of the connection wait: the org's report runs are used up, synchronous and asynchronous ones. */
  pauseConnectionMs: number | null;
}

export interface Pace {
  intervalMs: number;
  failures: number;
  /** 0 to 1; spreads reports that became due together. */
  chance: number;
  now: Date;
}

const MINUTE = 60_000;
/** A refused report is looked at again by itself, in case somebody has mended it. */
const RECHECK_MS = 60 * MINUTE;

const nothingNew = { state: null, code: null, reason: null, fix: null, way: null, rows: null, pauseConnectionMs: null };

export function afterAnswer(answer: OrgAnswer<ReadEnd>, pace: Pace): PollResult {
  if (answer.kind === 'done') return afterEnd(answer.value, pace);
  const until = answer.kind === 'exhausted' ? answer.resumesAt : answer.retryAt;
  const nextInMs = Math.max(1_000, until.getTime() - pace.now.getTime());
  const waits = { ...nothingNew, nextInMs, failures: pace.failures, keepCursor: true };
  if (answer.kind === 'exhausted') {
    return {
      ...waits,
      state: 'failing',
      code: 'budget-exhausted',
      reason: answer.reason,
      fix: 'Nothing to do: it goes on by itself, or raise the call budget.',
    };
  }
  return { ...waits, state: 'failing', code: 'connection-unavailable', reason: answer.reason, fix: answer.fix };
}

function afterEnd(end: ReadEnd, pace: Pace): PollResult {
  const spread = pace.intervalMs * (0.95 + 0.1 * pace.chance);
  switch (end.kind) {
    case 'complete':
      return {
        ...nothingNew,
        state: 'read',
        way: end.way,
        rows: end.rows,
        nextInMs: spread,
        failures: 0,
        keepCursor: false,
      };
    case 'incomplete': {
      const { code, reason, fix, way, rows } = end;
      return {
        ...nothingNew,
        state: 'incomplete',
        code,
        reason,
        fix,
        way,
        rows,
        nextInMs: spread,
        failures: 0,
        keepCursor: false,
      };
    }
    case 'refused': {
      const { code, reason, fix } = end;
      const nextInMs = Math.max(spread, RECHECK_MS);
      return { ...nothingNew, state: 'refused', code, reason, fix, nextInMs, failures: 0, keepCursor: false };
    }
    case 'stopped':
      return { ...nothingNew, nextInMs: 0, failures: pace.failures, keepCursor: true };
  }
}

/** The report is as it was; only the next look is sooner than the next read. */
export function whileInBackground({ looks }: RunsInBackground, pace: Pace, firstLookMs: number): PollResult {
  const nextInMs = lookPauseMs(looks, firstLookMs);
  return { ...nothingNew, nextInMs, failures: pace.failures, keepCursor: true };
}

/** How long an org is spared runs that it has just refused for this hour: its allowance comes back bit by bit. */
export function usedUpPauseMs(chance: number): number {
  return (5 + 5 * chance) * MINUTE;
}

/** Source: salesforce-api.md §2.9 for the throttles. */
export function afterError(error: unknown, pace: Pace): PollResult {
  const failures = pace.failures + 1;
  const doubling = Math.min(15 * MINUTE, 10_000 * 2 ** Math.min(failures - 1, 8)) * (0.5 + 0.5 * pace.chance);
  if (error instanceof LeaseError) {
    return { ...nothingNew, nextInMs: 1_000 + 2_000 * pace.chance, failures: pace.failures, keepCursor: true };
  }
  if (error instanceof BackgroundRunLost) {
    const { code, message: reason, fix } = error;
    return { ...nothingNew, state: 'failing', code, reason, fix, nextInMs: doubling, failures, keepCursor: true };
  }
  if (!(error instanceof SalesforceError)) {
    const fix = 'Nothing to do: it is tried again by itself.';
    const reason = 'The report could not be read because of a fault on our side.';
    return {
      ...nothingNew,
      state: 'failing',
      code: 'internal',
      reason,
      fix,
      nextInMs: doubling,
      failures,
      keepCursor: true,
    };
  }
  const { code, message: reason, fix } = error;
  const said = { ...nothingNew, code, reason, fix, failures, keepCursor: true };
  if (error.throttle === 'reports-at-once') {
    return { ...said, ...nothingNew, nextInMs: 5_000 + 15_000 * pace.chance, failures: pace.failures };
  }
  if (error.throttle === 'reports-per-hour') {
    const wait = usedUpPauseMs(pace.chance);
    return { ...said, state: 'failing', nextInMs: wait, pauseConnectionMs: wait };
  }
  switch (error.errorClass) {
    case 'configuration':
    case 'gone':
    case 'record':
      return { ...said, state: 'refused', nextInMs: Math.max(pace.intervalMs, RECHECK_MS), keepCursor: false };
    case 'daily-limit':
    case 'authentication':
      return { ...said, state: 'failing', nextInMs: Math.max(MINUTE, pace.intervalMs) };
    case 'transient':
    case 'concurrency':
      return { ...said, state: 'failing', nextInMs: doubling };
  }
}

/**
 * How far apart the polls of one report are, so that an org's reports together stay below its hourly allowance of
 * runs, synchronous and asynchronous ones together. Source: salesforce-api.md §2.7.
 */
export function intervalFor(facts: { intervalMs: number; runsPerRound: number; runsPerHour: number }): number {
  return Math.max(facts.intervalMs, Math.ceil((facts.runsPerRound / facts.runsPerHour) * 60 * MINUTE));
}
