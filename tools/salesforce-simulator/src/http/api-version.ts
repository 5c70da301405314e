import { SalesforceFault } from './salesforce-fault.js';

const oldest = 31;
const newest = 66;
/** Versions below it still work and say that they will not for ever. */
const deprecatedBelow = 40;

const labels: Record<number, string> = { 42: "Spring '18", 50: "Winter '21", 62: "Winter '25", 66: "Spring '26" };

/** `v62.0` as `62.0`; versions up to 30 are retired (salesforce-api.md §2). */
export function checkVersion(segment: string): string {
  const match = /^v(\d{2})\.0$/.exec(segment);
  const number = Number(match?.[1] ?? Number.NaN);
  if (Number.isNaN(number) || number > newest || number < 20)
    throw new SalesforceFault(404, 'NOT_FOUND', 'The requested resource does not exist');
  if (number < oldest)
    throw new SalesforceFault(
      410,
      'UNSUPPORTED_API_VERSION',
      `API version ${number}.0 is retired; use ${oldest}.0 or later.`,
    );
  return `${number}.0`;
}

export function versionWarning(version: string): Record<string, string> {
  return Number(version) < deprecatedBelow
    ? { Warning: `299 - "This API version (${version}) is deprecated and will be removed in a future release."` }
    : {};
}

/** Body of `GET /services/data`. */
export function listVersions(): { version: string; label: string; url: string }[] {
  return Array.from({ length: newest - oldest + 1 }, (_, index) => oldest + index).map((number) => ({
    version: `${number}.0`,
    label: labels[number] ?? `Release ${number}`,
    url: `/services/data/v${number}.0`,
  }));
}
