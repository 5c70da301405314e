/** An element without its attributes, which metadata files use for nothing but the namespace. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string | null;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

export class XmlProblem extends Error {
  override readonly name = 'XmlProblem';
}

const token =
  /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<(\/?)([A-Za-z_][\w.-]*)((?:\s+[\w:.-]+\s*=\s*"[^"]*")*)\s*(\/?)>|([^<]+)/y;
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

type Open = { name: string; namespace: string | null; children: XmlElement[]; text: string };

/** The XML that metadata files consist of; whatever is not well formed throws an XmlProblem. */
export function readXml(source: string): XmlElement {
  const root: Open = { name: '', namespace: null, children: [], text: '' };
  const open = [root];
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const at = token.lastIndex;
    const match = token.exec(source);
    const current = open.at(-1);
    if (match === null || current === undefined) throw new XmlProblem(`Content is not well formed at character ${at}.`);
    const [, closing, name, attributes, selfClosing, text] = match;
    if (text !== undefined) current.text += unescape(text);
    if (name === undefined) continue;
    if (closing === '/') {
      if (current.name !== name || open.length < 2) throw new XmlProblem(`</${name}> closes what is not open.`);
      open.pop();
      continue;
    }
    const namespace = /\sxmlns\s*=\s*"([^"]*)"/.exec(attributes ?? '')?.[1] ?? current.namespace;
    const element: Open = { name, namespace, children: [], text: '' };
    current.children.push(element);
    if (selfClosing !== '/') open.push(element);
  }
  const [only, ...more] = root.children;
  if (only === undefined || more.length > 0 || open.length > 1 || root.text.trim() !== '')
    throw new XmlProblem('A file holds exactly one closed root element.');
  return only;
}

function unescape(text: string): string {
  return text.replace(/&(#x?[0-9a-f]+|\w+);?/gi, (whole, name: string) => {
    const known = entities[name];
    if (known !== undefined && whole.endsWith(';')) return known;
    if (!name.startsWith('#')) throw new XmlProblem(`${whole} is no known entity.`);
    return String.fromCodePoint(name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
  });
}
