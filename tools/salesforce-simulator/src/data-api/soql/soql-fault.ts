import { SalesforceFault } from '../../http/salesforce-fault.js';

export const malformed = (message: string): SalesforceFault => new SalesforceFault(400, 'MALFORMED_QUERY', message);

/** Salesforce shows the place in the query, then says what it misses. */
export function at(soql: string, word: string, message: string): string {
  const position = Math.max(0, soql.toLowerCase().indexOf(word.toLowerCase()));
  const from = Math.max(0, position - 40);
  const excerpt = soql.slice(from, position + word.length + 20);
  const column = position + 1;
  return `\n${excerpt}\n${' '.repeat(position - from)}^\nERROR at Row:1:Column:${column}\n${message}`;
}

export function unknownColumn(soql: string, word: string, column: string, entity: string): SalesforceFault {
  const message =
    `No such column '${column}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append ` +
    `the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`;
  return new SalesforceFault(400, 'INVALID_FIELD', at(soql, word, message));
}

export function unknownRelationship(soql: string, word: string, relationship: string): SalesforceFault {
  const message =
    `Didn't understand relationship '${relationship}' in field path. If you are attempting to use a custom ` +
    `relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the ` +
    `describe call for the appropriate names.`;
  return new SalesforceFault(400, 'INVALID_FIELD', at(soql, word, message));
}

export function unknownType(soql: string, type: string): SalesforceFault {
  const message =
    `sObject type '${type}' is not supported. If you are attempting to use a custom object, be sure to append the ` +
    `'__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`;
  return new SalesforceFault(400, 'INVALID_TYPE', at(soql, type, message));
}

export const badFilter = (soql: string, word: string, message: string): SalesforceFault =>
  new SalesforceFault(400, 'INVALID_FIELD', at(soql, word, message));
