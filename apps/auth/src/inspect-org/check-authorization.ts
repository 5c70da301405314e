import type { ConnectionRow } from '../connection-store/connection.entity.js';
import type { StoredToken } from '../token-store/tokens.js';
import { type Check, fail, worstOf } from './check.js';
import type { PreflightReport } from './preflight-store.js';

type Health = Pick<ConnectionRow, 'health' | 'healthReason' | 'healthFix'>;

/**
 * What stands between this system and any token; null when nothing does, or when it passes by itself. Source:
 * salesforce-api.md §1.4.
 */
export function refusedAuthorization(
  { health, healthReason, healthFix }: Health,
  token: Pick<StoredToken, 'failures'> | null,
): Check | null {
  const ended = health === 'disconnected' || health === 'reconnect-needed';
  // A connection can be degraded by its preflight too; then its token was renewed at the last attempt.
  if (!ended && (health !== 'degraded' || token === null || token.failures === 0)) return null;
  const reason = healthReason ?? 'The connection has ended.';
  return fail('authorization', 'everything', reason, healthFix ?? 'Reconnect the org.');
}

/** A report with what is known since it was made: without a token none of its passes holds. */
export function withAuthorization(report: PreflightReport, refused: Check | null): PreflightReport {
  if (refused === null) return report;
  const checks = [refused, ...report.checks.filter(({ name }) => name !== refused.name)];
  return { ...report, result: worstOf(checks), checks };
}
