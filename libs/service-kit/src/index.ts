export { AccessGuard } from './access/access.guard.js';
export {
  CurrentPrincipal,
  EVERY_WORKSPACE,
  InternalOnly,
  type Principal,
  Public,
  RequireRole,
  type Role,
} from './access/principal.js';
export { createService, type ServiceDefinition } from './create-service.js';
export { Health, type HealthCheck } from './health/health.js';
export { notFound, Problem, type ProblemBody } from './http/problem.js';
export { openApiSchema, zodBody } from './http/zod-body.js';
export { describeError, isDatabaseError } from './logging/describe-error.js';
export { currentLogContext, type LogContext, withLogContext } from './logging/log-context.js';
export { type LogFacts, Logger } from './logging/logger.js';
export { tellFailure } from './logging/tell-failure.js';
export { Metrics } from './metrics/metrics.js';
export { type RunnableService, runService } from './run-service.js';
export { type KitSettings, kitSettings } from './settings/kit-settings.js';
export { readSettings, SettingsError, type SettingsOf, type SettingsShape } from './settings/read-settings.js';
export { type SettingsCheck, settingsCheck } from './settings/settings-check.js';
export { Secret, secret } from './settings/secret.js';
export { SERVICE_NAME, SETTINGS } from './settings/settings-token.js';
