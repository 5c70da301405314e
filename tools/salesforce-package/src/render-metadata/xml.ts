const METADATA_NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

/** An element with text, or with elements in it; in the order in which they are written. */
export type Xml = readonly [name: string, content: string | number | boolean | readonly Xml[]];

/** A metadata file, indented by four as Salesforce's own tools write it. */
export function xmlFile(root: string, content: readonly Xml[]): string {
  const lines = content.map((element) => render(element, 1)).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${METADATA_NAMESPACE}">\n${lines}</${root}>\n`;
}

function render([name, content]: Xml, depth: number): string {
  const indent = '    '.repeat(depth);
  if (typeof content !== 'object') return `${indent}<${name}>${escape(String(content))}</${name}>\n`;
  return `${indent}<${name}>\n${content.map((child) => render(child, depth + 1)).join('')}${indent}</${name}>\n`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
