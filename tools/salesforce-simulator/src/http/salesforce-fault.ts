/** What goes into one entry of Salesforce's error array (salesforce-api.md §4). */
export interface FaultDetail {
  readonly errorCode: string;
  readonly message: string;
  readonly fields?: readonly string[];
  /** Keys that only some codes carry, such as the duplicate result. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** A refusal of the data API; rendered as an array with one object per detail. */
export class SalesforceFault extends Error {
  readonly details: readonly FaultDetail[];

  constructor(
    readonly status: number,
    errorCode: string,
    message: string,
    fields?: readonly string[],
    extra?: Readonly<Record<string, unknown>>,
  ) {
    super(`${errorCode}: ${message}`);
    this.name = 'SalesforceFault';
    this.details = [{ errorCode, message, ...(fields && { fields }), ...(extra && { extra }) }];
  }

  get errorCode(): string {
    return this.details[0]?.errorCode ?? 'UNKNOWN_EXCEPTION';
  }

  body(): Record<string, unknown>[] {
    return this.details.map(({ errorCode, message, fields, extra }) => ({
      ...extra,
      message,
      errorCode,
      ...(fields !== undefined && fields.length > 0 && { fields }),
    }));
  }
}

export const notFound = (): SalesforceFault =>
  new SalesforceFault(404, 'NOT_FOUND', 'The requested resource does not exist');
