import { Problem } from '@ce/service-kit';

/** @throws Problem 409 where nobody can be enrolled any more */
export function refuseIfOver(campaignStatus: string | null): void {
  if (campaignStatus !== 'ended' && campaignStatus !== 'canceled') return;
  throw new Problem({
    status: 409,
    title: 'Campaign over',
    detail: `The campaign is ${campaignStatus}, so nobody can be enrolled in it.`,
    fix: 'Enroll the rows in a campaign that is not over.',
  });
}
