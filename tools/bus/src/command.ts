import type { OffsetTarget } from '@ce/messaging';

export type Command =
  | { readonly kind: 'groups' }
  | { readonly kind: 'list-dead-letters'; readonly group: string; readonly limit: number }
  | { readonly kind: 'read-dead-letter'; readonly group: string; readonly id: string }
  | { readonly kind: 'replay-dead-letters'; readonly group: string; readonly ids: readonly string[] | 'all' }
  | { readonly kind: 'show-offsets'; readonly group: string; readonly topic: string | undefined }
  | { readonly kind: 'move-offsets'; readonly group: string; readonly topic: string; readonly target: OffsetTarget };

export const USAGE = `npm run bus -- COMMAND

  groups                                               every group that has read
  dead-letters list --group G [--limit N]              what the group could not take, oldest first (100)
  dead-letters read ID --group G                       one of them whole, with the email text that may be in it
  dead-letters replay ID… | --all --group G            hands them to the group again
  offsets show --group G [--topic T]                   where the group stands
  offsets move --group G --topic T WHERE               where it goes on; stop its service first
    WHERE: --to-beginning | --to-end | --to-time 2026-03-02T09:00:00Z | --partition P --to-offset N

Settings come from the environment, as for a service: BUS, and DATABASE_URL or KAFKA_…
Events that are read again are known by their ids: nothing is done twice.
`;
