import { Sealer } from '@ce/database';
import { SETTINGS } from '@ce/service-kit';
import type { Provider } from '@nestjs/common';
import type { AuthSettings } from '../settings.js';
import { parseSealingKeys } from './sealing-keys.js';

export const sealerProvider: Provider = {
  provide: Sealer,
  inject: [SETTINGS],
  useFactory: (settings: Pick<AuthSettings, 'SEALING_KEYS'>) => {
    const keys = parseSealingKeys(settings.SEALING_KEYS.reveal());
    if (typeof keys === 'string') throw new Error(`SEALING_KEYS ${keys}.`);
    return new Sealer(keys);
  },
};
