import { openApiSchema, zodBody } from '@ce/service-kit';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Forecast, forecast, type PlannedUse, plannedUse } from './forecast.js';

@ApiTags('budget')
@Controller('forecasts')
export class ForecastController {
  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'API calls and storage of a planned campaign: by the specification, and as this system works.',
  })
  @ApiBody({ schema: openApiSchema(plannedUse) })
  estimate(@Body(zodBody(plannedUse)) planned: PlannedUse): Forecast {
    return forecast(planned);
  }
}
