/** Addresses of a report under one API version; `version` is `62.0`. */
export function analyticsPath(version: string): string {
  return `/services/data/v${version}/analytics`;
}

export function reportAttributes(version: string, id: string | null, name: string): Record<string, unknown> {
  const report = `${analyticsPath(version)}/reports/${id ?? ''}`;
  return {
    describeUrl: id === null ? null : `${report}/describe`,
    instancesUrl: id === null ? null : `${report}/instances`,
    reportId: id,
    reportName: name,
    type: 'Report',
  };
}
