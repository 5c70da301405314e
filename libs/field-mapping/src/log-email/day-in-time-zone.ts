/** Making one takes far longer than using it, and a busy org asks thousands of times a second. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Since then the clocks of all time zones differ by whole quarters of an hour and change at such a moment, so that a quarter
 * of an hour has one day; Newfoundland, for one, changed a minute after midnight until 2010, and Casey so in 2022.
 * Source: IANA time zone database.
 */
const QUARTERS_SINCE = Date.UTC(2023, 0);
const QUARTER_MS = 15 * 60_000;
/** Of the zone asked for last: emails of a batch are of one org and mostly of one time. */
let lately: { timeZone: string; days: Map<number, string> } = { timeZone: '', days: new Map() };
const MOST_LATELY = 1_000;

/**
 * The calendar day that people of a time zone call the moment `at`, as Salesforce writes dates: `2021-12-02`.
 * @param timeZone IANA name
 * @throws RangeError for a zone that `knownTimeZone` does not let through
 */
export function dayInTimeZone(at: Date, timeZone: string): string {
  const time = at.getTime();
  if (!(time >= QUARTERS_SINCE)) return computeDay(at, timeZone);
  if (lately.timeZone !== timeZone || lately.days.size >= MOST_LATELY) lately = { timeZone, days: new Map() };
  const quarter = Math.floor(time / QUARTER_MS);
  let day = lately.days.get(quarter);
  if (day === undefined) {
    day = computeDay(at, timeZone);
    lately.days.set(quarter, day);
  }
  return day;
}

function computeDay(at: Date, timeZone: string): string {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts['year']}-${parts['month']}-${parts['day']}`;
}

/** The name itself, or UTC where there is none or it means nothing here. */
export function knownTimeZone(name: string | null | undefined): string {
  if (typeof name !== 'string' || name === '') return 'UTC';
  try {
    formatOf(name);
    return name;
  } catch {
    return 'UTC';
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}
