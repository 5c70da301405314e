import { WorkList } from '@ce/delivery';
import type { FactoryProvider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ACTIVITY_TABLE, type Activity } from '../receive-emails/activity.js';

export const activityListProvider: FactoryProvider<WorkList<Activity>> = {
  provide: WorkList,
  inject: [DataSource],
  useFactory: (dataSource: DataSource) => new WorkList<Activity>(dataSource, { table: ACTIVITY_TABLE }),
};
