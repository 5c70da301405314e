import { settingsCheck } from '@ce/service-kit';
import { busSettings, type BusSettings } from './bus-settings.js';

const FILES = ['KAFKA_TLS_CA_FILE', 'KAFKA_TLS_CERT_FILE', 'KAFKA_TLS_KEY_FILE'] as const;
const BROKERS = ['BUS', 'KAFKA_BROKERS'] as const;
const TLS = ['BUS', 'KAFKA_TLS', ...FILES] as const;
const SASL = [
  'BUS',
  'KAFKA_TLS',
  'KAFKA_SASL_MECHANISM',
  'KAFKA_SASL_USERNAME',
  'KAFKA_SASL_PASSWORD',
  'KAFKA_SASL_TOKEN_URL',
] as const;

/** For the `checks` of a service definition, so that all mistakes in its settings are said at once. */
export const busSettingsChecks = [
  settingsCheck(busSettings, BROKERS, checkBrokers),
  settingsCheck(busSettings, TLS, checkTls),
  settingsCheck(busSettings, SASL, checkSasl),
];

/** What no single setting can say about itself: every pair that does not fit, as a sentence with what to do. */
export function checkBusSettings(settings: BusSettings): string[] {
  return busSettingsChecks.flatMap(({ problemsIn }) => problemsIn(settings));
}

function checkBrokers(settings: Pick<BusSettings, (typeof BROKERS)[number]>): string[] {
  if (settings.BUS !== 'kafka') return [];
  if (settings.KAFKA_BROKERS !== undefined) return [];
  return ['KAFKA_BROKERS: is not set. BUS is kafka, so name the brokers as host:port, or set BUS to postgres.'];
}

function checkTls(settings: Pick<BusSettings, (typeof TLS)[number]>): string[] {
  if (settings.BUS !== 'kafka') return [];
  const problems: string[] = [];
  for (const name of FILES) {
    if (!settings.KAFKA_TLS && settings[name] !== undefined) {
      problems.push(`${name}: has no effect without TLS. Set KAFKA_TLS to true, or remove it.`);
    }
  }
  if ((settings.KAFKA_TLS_CERT_FILE === undefined) !== (settings.KAFKA_TLS_KEY_FILE === undefined)) {
    problems.push('KAFKA_TLS_CERT_FILE: a client certificate and its key belong together. Set both or neither.');
  }
  return problems;
}

function checkSasl(settings: Pick<BusSettings, (typeof SASL)[number]>): string[] {
  if (settings.BUS !== 'kafka') return [];
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: user, KAFKA_SASL_PASSWORD: password } = settings;
  if (mechanism === undefined) {
    if (user === undefined && password === undefined) return [];
    return ['KAFKA_SASL_MECHANISM: is not set although a user or password is. Set the mechanism, or remove them.'];
  }
  const problems: string[] = [];
  if (user === undefined || password === undefined) {
    problems.push(
      `KAFKA_SASL_USERNAME: ${mechanism} needs a user and a password. Set KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD.`,
    );
  }
  if (mechanism === 'oauthbearer' && settings.KAFKA_SASL_TOKEN_URL === undefined) {
    problems.push('KAFKA_SASL_TOKEN_URL: is not set. oauthbearer needs the address that hands out tokens.');
  }
  if (mechanism === 'plain' && !settings.KAFKA_TLS) {
    problems.push('KAFKA_TLS: plain sends the password readable. Set KAFKA_TLS to true, or use a scram mechanism.');
  }
  return problems;
}
