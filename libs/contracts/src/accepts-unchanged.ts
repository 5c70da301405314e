import type { z } from 'zod';

type Test = (value: unknown) => boolean;

/** The parts of zod's definitions that are read here. Source: zod.dev/library-authors, "How to introspect". */
interface Definition {
  readonly type?: string;
  readonly check?: string;
  readonly checks?: readonly Defined[];
  readonly format?: string;
  readonly pattern?: RegExp;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly shape?: Readonly<Record<string, Defined>>;
  readonly catchall?: unknown;
  readonly element?: Defined;
  readonly innerType?: Defined;
  /** A new one at each look, where it is an object. */
  readonly defaultValue?: unknown;
  readonly in?: Defined;
  readonly out?: Defined;
  readonly fn?: (value: unknown) => unknown;
  readonly transform?: (value: unknown) => unknown;
}

interface Defined {
  readonly _zod: { readonly def: Definition };
}

const PLAIN_FORMATS = new Set(['regex', 'datetime']);

const tests = new WeakMap<object, Test>();
const defaults = new WeakMap<object, (readonly [name: string, def: Definition])[]>();

/**
 * Whether a schema surely takes a value as it is: then its parse would give back an equal one. False says nothing; the
 * schema itself must then be asked, for its verdict, its words and what it would change. Most events need no more than
 * this, which makes no objects, where a parse makes some for every field. What is not known here is never taken.
 */
export function acceptsUnchanged<Schema extends z.ZodType>(schema: Schema, value: unknown): value is z.infer<Schema> {
  const known = tests.get(schema);
  if (known !== undefined) return known(value);
  const test = testOf(schema);
  tests.set(schema, test);
  return test(value);
}

/**
 * Puts in what a schema's defaults say of the missing keys of an object, as its parse would. The object is changed; only
 * its own keys, nothing deeper.
 */
export function fillDefaults(schema: z.ZodType, value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  let filled = defaults.get(schema);
  if (filled === undefined) {
    const shape = Object.entries((schema as unknown as Defined)._zod.def.shape ?? {});
    filled = shape.flatMap(([name, { _zod }]) => (_zod.def.type === 'default' ? [[name, _zod.def] as const] : []));
    defaults.set(schema, filled);
  }
  const given = value as Record<string, unknown>;
  for (const [name, def] of filled) if (given[name] === undefined) given[name] = def.defaultValue;
}

const never: Test = () => false;

function testOf({ _zod: { def } }: Defined): Test {
  const checks = [...(def.check === undefined ? [] : [def]), ...(def.checks ?? []).map((check) => check._zod.def)];
  const all = [kindOf(def), ...checks.map(checkOf)];
  if (all.includes(never)) return never;
  return (value) => {
    for (const one of all) if (!one(value)) return false;
    return true;
  };
}

function kindOf(def: Definition): Test {
  switch (def.type) {
    case 'string':
      return (value) => typeof value === 'string';
    case 'literal': {
      const [wanted, ...others] = def.values ?? [];
      return others.length > 0 ? never : (value) => value === wanted;
    }
    case 'enum': {
      const values = new Set(Object.values(def.entries ?? {}));
      return (value) => values.has(value);
    }
    case 'optional': {
      const inner = innerOf(def.innerType);
      if (inner === never || def.innerType?._zod.def.type === 'default') return never;
      return (value) => value === undefined || inner(value);
    }
    case 'default':
      return innerOf(def.innerType);
    case 'pipe':
      return pipeOf(def);
    case 'array':
      return arrayOf(innerOf(def.element));
    case 'object':
      return def.catchall === undefined ? objectOf(def.shape ?? {}) : never;
    default:
      return never;
  }
}

function innerOf(schema: Defined | undefined): Test {
  return schema === undefined ? never : testOf(schema);
}

/** A transformation that changes nothing about this value. */
function pipeOf({ in: from, out }: Definition): Test {
  const before = innerOf(from);
  const transform = out?._zod.def.transform;
  if (before === never || transform === undefined || out?._zod.def.checks !== undefined) return never;
  return (value) => before(value) && transform(value) === value;
}

function arrayOf(element: Test): Test {
  if (element === never) return never;
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (const one of value) if (!element(one)) return false;
    return true;
  };
}

/** A key that the schema does not know would be dropped, so that the value is not taken as it is. */
function objectOf(shape: Readonly<Record<string, Defined>>): Test {
  const fields = Object.entries(shape).map(([name, schema]) => [name, testOf(schema)] as const);
  if (fields.some(([, test]) => test === never)) return never;
  const names = new Set(Object.keys(shape));
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const given = value as Record<string, unknown>;
    // Whether a key may be there without a value is another question than whether it may be missing.
    for (const name in given) if (!names.has(name) || given[name] === undefined) return false;
    for (const [name, test] of fields) if (!test(given[name])) return false;
    return true;
  };
}

function checkOf(def: Definition): Test {
  const { minimum = 0, maximum = 0, pattern, fn } = def;
  switch (def.check) {
    case 'min_length':
      // Of a text zod counts the characters, of which each takes one unit or two.
      return (value) =>
        (value as { length: number }).length >= (minimum > 1 && typeof value === 'string' ? 2 * minimum : minimum);
    case 'max_length':
      return (value) => (value as { length: number }).length <= maximum;
    case 'string_format':
      // Other formats are more than their pattern; a global pattern remembers where it stopped.
      if (pattern === undefined || pattern.global || pattern.sticky || !PLAIN_FORMATS.has(def.format ?? ''))
        return never;
      return (value) => pattern.test(String(value));
    case 'custom':
      return fn === undefined ? never : (value) => fn(value) === true;
    default:
      return never;
  }
}
