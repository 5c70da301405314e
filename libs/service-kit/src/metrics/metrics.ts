import { Controller, Get, Inject, Injectable, Res } from '@nestjs/common';
import type { Response } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Public } from '../access/principal.js';
import { ApiExcludeController } from '../describe-api/decorators.js';
import { SERVICE_NAME } from '../settings/settings-token.js';
import { askInTime } from './ask-in-time.js';

/** Makes and serves the service's metrics. Labels are ids of ours, kinds and classes; never a person's data. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  constructor(@Inject(SERVICE_NAME) service: string) {
    this.registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: this.registry });
  }

  counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  /**
   * `collect` runs at each scrape, one at a time. When it fails, or is not through in time, the gauge has no figure,
   * rather than an old one, and the scrape has all others.
   */
  gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    collect?: (gauge: Gauge<Label>) => Promise<void> | void,
    patienceMs?: number,
  ): Gauge<Label> {
    const gauge: Gauge<Label> = new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      ...(collect === undefined ? {} : { collect: () => ask() }),
    });
    const inTime = askInTime(async () => collect?.(gauge), patienceMs);
    const ask = () =>
      inTime().catch(() => {
        // A reset sets a gauge without labels to 0, which is a figure too.
        if (labelNames.length === 0) gauge.remove();
        else gauge.reset();
      });
    return gauge;
  }

  histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    buckets: number[],
  ): Histogram<Label> {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }
}

@ApiExcludeController()
@Public({ limited: false })
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  async scrape(@Res() response: Response): Promise<void> {
    response.type(this.metrics.registry.contentType).send(await this.metrics.registry.metrics());
  }
}
