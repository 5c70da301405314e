import type { Route } from '../http/route.js';
import type { Journal } from './journal.js';

/** `/simulator/journal`: what was called, and how often. */
export function journalRoutes(journal: Journal): Route[] {
  return [
    {
      method: 'GET',
      path: '/simulator/journal',
      kind: 'unknown',
      access: 'public',
      handle: ({ query }) => {
        const totals = journal.byKind();
        const counts = Object.values(totals);
        return {
          status: 200,
          body: {
            calls: counts.reduce((sum, total) => sum + total.calls, 0),
            counted: journal.counted,
            totals,
            entries: journal.select({
              since: Number(query.get('since') ?? 0),
              kind: query.get('kind'),
              limit: Number(query.get('limit') ?? 200),
            }),
          },
        };
      },
    },
    {
      method: 'DELETE',
      path: '/simulator/journal',
      kind: 'unknown',
      access: 'public',
      handle: () => {
        journal.clear();
        return { status: 204 };
      },
    },
  ];
}
