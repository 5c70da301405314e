import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readSettings, SettingsError } from './read-settings.js';
import { secret } from './secret.js';
import { settingsCheck } from './settings-check.js';

const shape = {
  PORT: z.coerce.number().int().describe('the port'),
  TOKEN: secret('the token'),
  MODE: z.enum(['fast', 'safe']).default('safe'),
  LOCK: z.string().optional(),
};

describe('readSettings', () => {
  it('says everything that is wrong at once, without a value', () => {
    const read = () => readSettings('auth', shape, { PORT: 'secret-looking', TOKEN: '', MODE: 'slow' });
    expect(read).toThrow(SettingsError);
    try {
      read();
    } catch (error) {
      const { message, problems } = error as SettingsError;
      expect(problems).toHaveLength(3);
      expect(message).toContain('TOKEN: is not set. It is the token.');
      expect(message).toContain('PORT: ');
      expect(message).toContain('MODE: ');
      expect(message).not.toContain('secret-looking');
    }
  });

  it('says what does not fit together in the same breath as what cannot be read', () => {
    const needsLock = settingsCheck(shape, ['MODE', 'LOCK'], ({ MODE, LOCK }) =>
      MODE === 'safe' && LOCK === undefined ? ['LOCK: is not set. MODE is safe, so name one.'] : [],
    );
    const never = settingsCheck(shape, ['PORT'], () => ['PORT: was looked at although it cannot be read.']);
    const problems = (environment: Record<string, string>): readonly string[] => {
      try {
        readSettings('auth', shape, environment, [needsLock, never]);
        return [];
      } catch (error) {
        return (error as SettingsError).problems;
      }
    };
    expect(problems({ PORT: 'x', TOKEN: 'abc' })).toEqual([
      expect.stringMatching(/^PORT: /),
      'LOCK: is not set. MODE is safe, so name one.',
    ]);
    expect(problems({ PORT: 'x', TOKEN: 'abc', LOCK: 'l' })).toHaveLength(1);
    expect(() => readSettings('auth', shape, { PORT: '1', TOKEN: 'abc' }, [needsLock])).toThrow(/1 setting/);
  });

  it('keeps secrets from every way of printing', () => {
    const { TOKEN, MODE } = readSettings('auth', shape, { PORT: '1', TOKEN: 'abc' });
    expect(MODE).toBe('safe');
    expect([String(TOKEN), JSON.stringify({ TOKEN }), inspect(TOKEN)].join()).not.toContain('abc');
    expect(TOKEN.reveal()).toBe('abc');
  });
});
