import { forecastAsText } from './forecast-as-text.js';
import { forecast } from './forecast.js';
import { FORECAST_USAGE, readForecastCommand } from './read-command.js';

const command = readForecastCommand(process.argv.slice(2));
switch (command.kind) {
  case 'help':
    process.stdout.write(FORECAST_USAGE);
    break;
  case 'refused':
    process.stderr.write(`${command.problems.map((problem) => `- ${problem}`).join('\n')}\n\n${FORECAST_USAGE}`);
    process.exitCode = 1;
    break;
  case 'forecast': {
    const made = forecast(command.planned);
    process.stdout.write(`${command.json ? JSON.stringify(made) : forecastAsText(made)}\n`);
  }
}
