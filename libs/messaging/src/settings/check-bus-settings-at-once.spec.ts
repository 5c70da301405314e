import { readSettings, type SettingsError } from '@ce/service-kit';
import { expect, it } from 'vitest';
import { busSettings } from './bus-settings.js';
import { busSettingsChecks } from './check-bus-settings.js';

it('says pairs that do not fit together with settings that cannot be read', () => {
  const environment = { BUS: 'kafka', BUS_BATCH_SIZE: 'many', KAFKA_TLS_CA_FILE: 'ca' };
  let problems: readonly string[] = [];
  try {
    readSettings('auth', busSettings, environment, busSettingsChecks);
  } catch (error) {
    ({ problems } = error as SettingsError);
  }
  expect(problems.map((problem) => problem.split(':')[0])).toEqual([
    'BUS_BATCH_SIZE',
    'KAFKA_BROKERS',
    'KAFKA_TLS_CA_FILE',
  ]);
});
