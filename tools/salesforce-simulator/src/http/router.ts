import type { Route } from './route.js';

export type Match =
  | { readonly kind: 'found'; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'wrong-method'; readonly allowed: readonly string[] }
  | { readonly kind: 'missing' };

interface Node {
  readonly children: Map<string, Node>;
  parameter: { readonly name: string; readonly node: Node } | null;
  readonly routes: Map<string, Route>;
}

/** Finds routes by path segments; a fixed segment wins over a parameter, with a way back when it leads nowhere. */
export class Router {
  private readonly root = emptyNode();

  constructor(routes: readonly Route[]) {
    for (const route of routes) this.add(route);
  }

  match(method: string, path: string): Match {
    const segments = path.split('/').filter((segment) => segment !== '');
    const found = walk(this.root, segments, 0, {});
    if (found === null) return { kind: 'missing' };
    const route = found.node.routes.get(method);
    if (route === undefined) return { kind: 'wrong-method', allowed: [...found.node.routes.keys()] };
    return { kind: 'found', route, params: found.params };
  }

  private add(route: Route): void {
    let node = this.root;
    for (const segment of route.path.split('/').filter((part) => part !== '')) {
      if (segment.startsWith(':')) {
        node.parameter ??= { name: segment.slice(1), node: emptyNode() };
        if (node.parameter.name !== segment.slice(1))
          throw new Error(`${route.path} calls a parameter differently from its neighbour (${node.parameter.name}).`);
        node = node.parameter.node;
      } else {
        const next = node.children.get(segment) ?? emptyNode();
        node.children.set(segment, next);
        node = next;
      }
    }
    if (node.routes.has(route.method)) throw new Error(`${route.method} ${route.path} is registered twice.`);
    node.routes.set(route.method, route);
  }
}

function emptyNode(): Node {
  return { children: new Map(), parameter: null, routes: new Map() };
}

function walk(
  node: Node,
  segments: readonly string[],
  at: number,
  params: Readonly<Record<string, string>>,
): { node: Node; params: Readonly<Record<string, string>> } | null {
  const segment = segments[at];
  if (segment === undefined) return node.routes.size > 0 ? { node, params } : null;
  const fixed = node.children.get(segment);
  const viaFixed = fixed && walk(fixed, segments, at + 1, params);
  if (viaFixed) return viaFixed;
  if (node.parameter === null) return null;
  return walk(node.parameter.node, segments, at + 1, { ...params, [node.parameter.name]: decode(segment) });
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
