import { describe, expect, it } from 'vitest';
import { forecastAsText } from './forecast-as-text.js';
import { forecast } from './forecast.js';
import { readForecastCommand } from './read-command.js';

describe('npm run forecast', () => {
  it('reads a plan, with the usual month for what is not said', () => {
    const command = readForecastCommand(['--campaigns', '2', '--contacts', '500', '--emails', '5']);
    if (command.kind !== 'forecast') throw new Error(command.kind);
    expect(command.planned).toMatchObject({ campaigns: 2, days: 30, pollMinutes: 15 });
    const text = forecastAsText(forecast(command.planned));
    for (const figure of ['12,000', '4,000', '5,000', '1,000', '22,000']) expect(text).toContain(figure);
    for (const figure of ['5,760', '720', '6,630']) expect(text).toContain(figure);
  });

  it('names every problem', () => {
    const command = readForecastCommand(['--campaigns', 'two', '--contacts', '500']);
    expect(command).toEqual({
      kind: 'refused',
      problems: ['the number of campaigns must be a number', 'the number of emails to a contact must be a number'],
    });
    expect(readForecastCommand(['--emials', '5']).kind).toBe('refused');
    expect(readForecastCommand([]).kind).toBe('help');
  });
});
