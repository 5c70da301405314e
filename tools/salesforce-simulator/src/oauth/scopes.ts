export type ScopeCheck = { kind: 'granted'; scopes: string[] } | { kind: 'refused' };

const alias: Record<string, string> = { offline_access: 'refresh_token' };

/** No scope asked for means every scope of the app; one that the app lacks refuses the whole request. */
export function grantScopes(asked: string | null, allowed: readonly string[]): ScopeCheck {
  const granted = new Set(allowed.map(canonical));
  if (asked === null || asked.trim() === '') return { kind: 'granted', scopes: [...granted] };
  const wanted = [...new Set(asked.trim().split(/\s+/).map(canonical))];
  const all = granted.has('full');
  const refused = wanted.some((scope) => !granted.has(scope) && !(all && scope !== 'refresh_token'));
  return refused ? { kind: 'refused' } : { kind: 'granted', scopes: wanted };
}

function canonical(scope: string): string {
  return alias[scope] ?? scope;
}
