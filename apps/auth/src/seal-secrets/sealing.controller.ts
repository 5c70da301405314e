import { InternalOnly, openApiSchema } from '@ce/service-kit';
import { ApiOkResponse, ApiOperation, ApiTags } from '@ce/service-kit/openapi';
import { Controller, Get } from '@nestjs/common';
import { z } from 'zod';
import { SealedValues } from './sealed-values.js';

const sealingAnswer = z.object({
  keys: z.array(z.object({ keyId: z.string(), values: z.number().int(), active: z.boolean(), removable: z.boolean() })),
});

@ApiTags('internal')
@InternalOnly()
@Controller('internal/sealing')
export class SealingController {
  constructor(private readonly sealedValues: SealedValues) {}

  @Get()
  @ApiOperation({ summary: 'How many values are sealed under which key, and which former key can be removed.' })
  @ApiOkResponse({ schema: openApiSchema(sealingAnswer) })
  async show(): Promise<z.infer<typeof sealingAnswer>> {
    return { keys: await this.sealedValues.byKey() };
  }
}
