/** Making one takes far longer than using it, and a busy org asks thousands of times a second. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The calendar day that people of a time zone call the moment `at`, as Salesforce writes dates: `2021-12-02`.
 * @param timeZone IANA name
 * @throws RangeError for a zone that `knownTimeZone` does not let through
 */
export function dayInTimeZone(at: Date, timeZone: string): string {
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
