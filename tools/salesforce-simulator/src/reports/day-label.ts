/** `2026-09-30` as `9/30/2026`. */
export function slashed(day: string): string {
  const [year, month, date] = day.split('-');
  return `${Number(month)}/${Number(date)}/${year ?? ''}`;
}

/** `2026-09-30T15:04:05Z` as `9/30/2026 3:04 PM`. */
export function slashedTime(moment: string): string {
  const hours = Number(moment.slice(11, 13));
  const half = hours < 12 ? 'AM' : 'PM';
  return `${slashed(moment.slice(0, 10))} ${hours % 12 || 12}:${moment.slice(14, 16)} ${half}`;
}
