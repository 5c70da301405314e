import { WorkList } from '@ce/delivery';
import type { FactoryProvider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { WRITE_BACK_TABLE, type WriteBack } from '../write-fields/write-back.js';

export const writeBackListProvider: FactoryProvider<WorkList<WriteBack>> = {
  provide: WorkList,
  inject: [DataSource],
  useFactory: (dataSource: DataSource) => new WorkList<WriteBack>(dataSource, { table: WRITE_BACK_TABLE }),
};
