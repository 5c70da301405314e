import type { RpcExceptionFilter } from '@nestjs/common';
import { Catch } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { throwError } from 'rxjs';

/** Hands a handler's error to the runtime as it was thrown; Nest's own filter would replace it by "Internal server error". */
@Catch()
export class HandlerFailures implements RpcExceptionFilter<unknown> {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}
