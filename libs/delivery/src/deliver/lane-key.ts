import type { Lane } from '../claim-work/work-queue.js';

export function laneKey({ connectionId, kind }: Lane): string {
  return `${connectionId} ${kind}`;
}
