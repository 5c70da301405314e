import { compareKeys } from './compare-values.js';
import type { Grouping, GroupValue } from './grouping.js';
import { groupOf } from './grouping.js';
import type { FieldValue } from '../org/field-schema.js';
import type { ReportRow } from './report-row.js';

/** As the result's `groupings` list it. */
export interface GroupEntry {
  key: string;
  label: string;
  value: FieldValue;
  groupings: GroupEntry[];
}

/** An entry together with the path by which its rows were gathered. */
export interface PlacedGroup {
  readonly entry: GroupEntry;
  readonly path: string;
  readonly children: readonly PlacedGroup[];
}

interface Node {
  readonly group: GroupValue;
  readonly path: string;
  readonly children: Map<string, Node>;
}

/** `''` is the path of all rows together. */
type Weigh = (aggregate: string, path: string) => string | number | null;

/** The groups that the rows of a report fall into, on one side of the fact map. */
export class GroupTree {
  private readonly root = new Map<string, Node>();

  constructor(private readonly groupings: readonly Grouping[]) {}

  /** Paths of every group that the row counts for, from all rows to the deepest. */
  place(row: ReportRow): string[] {
    const paths = [''];
    let level = this.root;
    let path = '';
    for (const grouping of this.groupings) {
      const group = groupOf(grouping, row);
      path += `\u0000${String(group.value)}`;
      const node = level.get(path) ?? { group, path, children: new Map<string, Node>() };
      level.set(path, node);
      paths.push(path);
      level = node.children;
    }
    return paths;
  }

  entries(weigh: Weigh): PlacedGroup[] {
    return this.number(this.root, 0, '', weigh);
  }

  private number(level: Map<string, Node>, depth: number, prefix: string, weigh: Weigh): PlacedGroup[] {
    const description = this.groupings[depth]?.description;
    const by = description?.sortAggregate ?? null;
    const sign = description?.sortOrder === 'Desc' ? -1 : 1;
    const weight = (node: Node) => (by === null ? node.group.sortKey : weigh(by, node.path));
    const nodes = [...level.values()].sort((a, b) => sign * compareKeys(weight(a), weight(b)));
    return nodes.map((node, index) => {
      const key = `${prefix}${index}`;
      const children = this.number(node.children, depth + 1, `${key}_`, weigh);
      const groupings = children.map(({ entry }) => entry);
      const { value, label } = node.group;
      return { entry: { key, label, value, groupings }, path: node.path, children };
    });
  }
}

/** Every group with its fact-map key, and `T` for all rows together; parents before their children. */
export function flatten(groups: readonly PlacedGroup[]): { key: string; path: string }[] {
  const below = (group: PlacedGroup): { key: string; path: string }[] => [
    { key: group.entry.key, path: group.path },
    ...group.children.flatMap(below),
  ];
  return [...groups.flatMap(below), { key: 'T', path: '' }];
}
