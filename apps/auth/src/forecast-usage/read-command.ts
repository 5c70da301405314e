import { parseArgs } from 'node:util';
import { type PlannedUse, plannedUse } from './forecast.js';

export const FORECAST_USAGE = `npm run forecast -- --campaigns N --contacts N --emails N [options]

API calls and storage of a plan: by the specification's formulas, and as this system works. Asks no service.
  --campaigns N   campaigns that run at the same time
  --contacts N    contacts of each campaign
  --emails N      emails to and from each contact
  --days N        how long they run (default 30)
  --minutes N     between two looks at a report (default 15)
  --reports N     different reports among the campaigns (default: one each)
  --json          the figures as one line of JSON
POST /forecasts of the auth service also holds a plan against a connection's budget.
`;

export type ForecastCommand =
  { kind: 'help' } | { kind: 'forecast'; planned: PlannedUse; json: boolean } | { kind: 'refused'; problems: string[] };

/** Pure: what the words of a command line ask for, or every problem with them. */
export function readForecastCommand(args: readonly string[]): ForecastCommand {
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({
      args: [...args],
      options: {
        campaigns: text,
        contacts: text,
        emails: text,
        days: text,
        minutes: text,
        reports: text,
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    if (values.help === true || args.length === 0) return { kind: 'help' };
    const number = (value: string | undefined) => (value === undefined || value === '' ? undefined : Number(value));
    const parsed = plannedUse.safeParse({
      campaigns: number(values.campaigns),
      contactsPerCampaign: number(values.contacts),
      emailsPerContact: number(values.emails),
      days: number(values.days),
      pollMinutes: number(values.minutes),
      reports: number(values.reports),
    });
    if (!parsed.success) return { kind: 'refused', problems: parsed.error.issues.map(({ message }) => message) };
    return { kind: 'forecast', planned: parsed.data, json: values.json === true };
  } catch (error) {
    return { kind: 'refused', problems: [error instanceof Error ? error.message : String(error)] };
  }
}
