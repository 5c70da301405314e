export const serviceNames = ['auth', 'report-polling', 'import', 'activity-logging', 'field-writeback'] as const;
export type ServiceName = (typeof serviceNames)[number];
