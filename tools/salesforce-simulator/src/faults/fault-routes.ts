import type { Call, Answer, Route } from '../http/route.js';
import { fault } from './fault.js';
import type { FaultPlan } from './fault-plan.js';

/** `/simulator/faults`: order faults, see them, lift them. */
export function faultRoutes(plan: FaultPlan): Route[] {
  const on = (method: Route['method'], path: string, handle: (call: Call) => Answer): Route => ({
    method,
    path: `/simulator/faults${path}`,
    kind: 'unknown',
    access: 'public',
    handle,
  });
  return [
    on('GET', '', () => ({ status: 200, body: { faults: plan.list() } })),
    on('POST', '', ({ body }) => ({ status: 201, body: { id: plan.add(fault.parse(body)) } })),
    on('DELETE', '', () => {
      plan.clear();
      return { status: 204 };
    }),
    on('DELETE', '/:id', ({ params }) => {
      plan.remove(params['id'] ?? '');
      return { status: 204 };
    }),
  ];
}
