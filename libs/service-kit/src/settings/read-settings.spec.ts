import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readSettings, SettingsError } from './read-settings.js';
import { secret } from './secret.js';

const shape = {
  PORT: z.coerce.number().int().describe('the port'),
  TOKEN: secret('the token'),
  MODE: z.enum(['fast', 'safe']).default('safe'),
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

  it('keeps secrets from every way of printing', () => {
    const { TOKEN, MODE } = readSettings('auth', shape, { PORT: '1', TOKEN: 'abc' });
    expect(MODE).toBe('safe');
    expect([String(TOKEN), JSON.stringify({ TOKEN }), inspect(TOKEN)].join()).not.toContain('abc');
    expect(TOKEN.reveal()).toBe('abc');
  });
});
