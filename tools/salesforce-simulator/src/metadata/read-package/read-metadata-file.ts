import { readXml, type XmlElement } from './read-xml.js';

const METADATA_NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

/** Why one component cannot be deployed; becomes its `problem`. */
export class ComponentProblem extends Error {
  override readonly name = 'ComponentProblem';
}

export function readMetadataFile(source: string, rootName: string): XmlElement {
  const root = parse(source);
  if (root.name !== rootName || root.namespace !== METADATA_NAMESPACE)
    throw new ComponentProblem(`Error parsing file: the root must be ${rootName} in ${METADATA_NAMESPACE}`);
  return root;
}

/** Salesforce knows the elements of every type; any other is refused where it stands. */
export function checkElements(element: XmlElement, known: readonly string[]): void {
  const stranger = element.children.find(({ name }) => !known.includes(name));
  if (stranger !== undefined)
    throw new ComponentProblem(
      `Error parsing file: Element {${METADATA_NAMESPACE}}${stranger.name} invalid at this location in type ${element.name}`,
    );
}

export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

export function textOf(element: XmlElement, name: string): string | undefined {
  return childrenOf(element, name)[0]?.text.trim();
}

export function requiredText(element: XmlElement, name: string): string {
  const text = textOf(element, name);
  if (text === undefined || text === '') throw new ComponentProblem(`Required field is missing: ${name}`);
  return text;
}

export function flagOf(element: XmlElement, name: string): boolean {
  const text = textOf(element, name) ?? 'false';
  if (text !== 'true' && text !== 'false')
    throw new ComponentProblem(`Error parsing file: '${text}' is not a valid value for the type xsd:boolean (${name})`);
  return text === 'true';
}

function parse(source: string): XmlElement {
  try {
    return readXml(source);
  } catch (cause) {
    throw new ComponentProblem(`Error parsing file: ${cause instanceof Error ? cause.message : 'unreadable'}`);
  }
}
