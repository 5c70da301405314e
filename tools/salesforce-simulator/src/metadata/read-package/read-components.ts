import { childrenOf, readMetadataFile, requiredText, textOf } from './read-metadata-file.js';
import type { XmlElement } from './read-xml.js';

/** One member of package.xml with its part of the zip; `element` is null where the zip lacks it. */
export interface Component {
  readonly type: string;
  readonly fullName: string;
  readonly fileName: string;
  readonly element: XmlElement | null;
}

export interface PackageContents {
  readonly components: readonly Component[];
  /** Files that package.xml does not name. */
  readonly strangers: readonly string[];
}

/** What package.xml names, found in the files of a zip in metadata format. */
export function readComponents(zip: ReadonlyMap<string, string>): PackageContents {
  const manifest = readMetadataFile(zip.get('package.xml') ?? '', 'Package');
  requiredText(manifest, 'version');
  const components = childrenOf(manifest, 'types').flatMap((types) => {
    const type = requiredText(types, 'name');
    return childrenOf(types, 'members').map(({ text }) => locate(zip, type, text.trim()));
  });
  const used = new Set(['package.xml', ...components.map(({ fileName }) => fileName)]);
  return { components, strangers: [...zip.keys()].filter((path) => !used.has(path)) };
}

function locate(zip: ReadonlyMap<string, string>, type: string, fullName: string): Component {
  if (type === 'CustomField') {
    const [object = '', field = ''] = fullName.split('.');
    const fileName = `objects/${object}.object`;
    const source = zip.get(fileName);
    const fields = source === undefined ? [] : childrenOf(readMetadataFile(source, 'CustomObject'), 'fields');
    return { type, fullName, fileName, element: fields.find((one) => textOf(one, 'fullName') === field) ?? null };
  }
  if (type === 'PermissionSet') {
    const fileName = `permissionsets/${fullName}.permissionset`;
    const source = zip.get(fileName);
    return { type, fullName, fileName, element: source === undefined ? null : readMetadataFile(source, type) };
  }
  return { type, fullName, fileName: '', element: null };
}
