/** Injection token of a service's parsed settings. */
export const SETTINGS = Symbol('settings');
/** Injection token of the service's name. */
export const SERVICE_NAME = Symbol('service name');
