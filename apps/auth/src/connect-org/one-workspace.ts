import { EVERY_WORKSPACE, type Principal, Problem } from '@ce/service-kit';

/** @throws Problem 403: a connection belongs to one customer, and CE's own services speak for all of them. */
export function oneWorkspaceOf({ workspaceId }: Pick<Principal, 'workspaceId'>): string {
  if (workspaceId !== EVERY_WORKSPACE) return workspaceId;
  throw new Problem({
    status: 403,
    title: 'No single workspace',
    detail: 'A connection belongs to one workspace, and this token speaks for every one.',
    fix: 'Use a token of the workspace that the org is to belong to.',
  });
}
