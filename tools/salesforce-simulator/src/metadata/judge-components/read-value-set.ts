import type { CustomFieldInput } from '../../org/describe-fields.js';
import {
  checkElements,
  childrenOf,
  ComponentProblem,
  flagOf,
  requiredText,
} from '../read-package/read-metadata-file.js';
import type { XmlElement } from '../read-package/read-xml.js';

/** The values of a picklist as metadata spells them (salesforce-api.md §8). */
export function readValueSet(field: XmlElement): Pick<CustomFieldInput, 'restricted' | 'values'> {
  const [valueSet] = childrenOf(field, 'valueSet');
  const [definition] = valueSet === undefined ? [] : childrenOf(valueSet, 'valueSetDefinition');
  if (valueSet === undefined || definition === undefined)
    throw new ComponentProblem('Required field is missing: valueSet');
  checkElements(valueSet, ['restricted', 'valueSetDefinition']);
  checkElements(definition, ['sorted', 'value']);
  const values = childrenOf(definition, 'value').map((value) => {
    checkElements(value, ['fullName', 'default', 'label', 'isActive', 'color', 'description']);
    return {
      value: requiredText(value, 'fullName'),
      label: requiredText(value, 'label'),
      default: flagOf(value, 'default'),
    };
  });
  const twice = values.find(({ value }, index) => values.findIndex((other) => other.value === value) !== index);
  if (twice !== undefined) throw new ComponentProblem(`Duplicate picklist value: ${twice.value}`);
  return { restricted: flagOf(valueSet, 'restricted'), values };
}
