export type RouteAccess = 'viewer' | 'operator' | 'admin' | 'publisher' | 'internal' | 'public';

export interface RouteRule {
  /** Who may call it at least. */
  access: RouteAccess;
  /** A sound body, naming things of the owner's workspace wherever it names anything. */
  body?: object;
  /** The body's content type, if not plain JSON. */
  type?: string;
  /** Names things of the owner's workspace, e.g. `connectionId=c1`. */
  query?: string;
  /** The owner's values for the parameters of the path. */
  path?: Readonly<Record<string, string>>;
  /**
   * What somebody of another workspace gets for exactly this request: 404 without saying. `nothing`: an answer that
   * holds no trace of the owner, as of a list that is empty. `own`: the request speaks of the caller's own things alone.
   */
  stranger?: 404 | 400 | 403 | 'nothing' | 'own';
  /** Unknown fields of the body are passed over, as readers of events do. */
  looseBody?: true;
}

/** By method and path as the OpenAPI document spells them: `GET /connections/{id}`. */
export type RouteRules = Readonly<Record<string, RouteRule>>;

export const stranger = 'w-stranger';

export function methodOf(route: string): 'get' | 'put' | 'post' | 'delete' | 'patch' {
  const method = route.split(' ')[0]?.toLowerCase();
  if (method !== 'get' && method !== 'put' && method !== 'post' && method !== 'delete' && method !== 'patch')
    throw new Error(`${route} does not begin with a method.`);
  return method;
}

/** The path with its parameters filled in. */
export function pathOf(route: string, valueOf: (name: string) => string): string {
  return (route.split(' ')[1] ?? '').replaceAll(/\{(\w+)\}/g, (_, name: string) => valueOf(name));
}
