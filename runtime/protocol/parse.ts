/** Reads one shape out of an unknown value, building it anew; throws `Malformed` naming the path where it does not fit. */
export type Parser<T> = (value: unknown, path: string) => T;

export class Malformed extends Error {}

export function refuse(path: string, expected: string, found: unknown): never {
  throw new Malformed(`${path || 'message'}: expected ${expected}, found ${found === null ? 'null' : typeof found}`);
}

export const text: Parser<string> = (value, path) => (typeof value === 'string' ? value : refuse(path, 'text', value));

export const flag: Parser<boolean> = (value, path) =>
  typeof value === 'boolean' ? value : refuse(path, 'true or false', value);

/** Any number: the frames carry NaN, the infinities and -0 exactly. */
export const real: Parser<number> = (value, path) =>
  typeof value === 'number' ? value : refuse(path, 'a number', value);

/** A whole number from zero up: indexes, counts, process ids. */
export const count: Parser<number> = (value, path) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? value
    : refuse(path, 'a whole number', value);

export const bytes: Parser<Uint8Array> = (value, path) =>
  value instanceof Uint8Array ? value : refuse(path, 'bytes', value);

export function oneOf<const T extends string>(...names: T[]): Parser<T> {
  return (value, path) => names.find((name) => name === value) ?? refuse(path, names.join(' | '), value);
}

export function exactly<const T>(wanted: T): Parser<T> {
  return (value, path) => (value === wanted ? wanted : refuse(path, String(wanted), value));
}

export function optional<T>(inner: Parser<T>): Parser<T | undefined> {
  return (value, path) => (value === undefined ? undefined : inner(value, path));
}

export function list<T>(inner: Parser<T>): Parser<T[]> {
  return (value, path) =>
    Array.isArray(value) ? value.map((item, i) => inner(item, `${path}[${i}]`)) : refuse(path, 'a list', value);
}

export function pair<A, B>(first: Parser<A>, second: Parser<B>): Parser<[A, B]> {
  return (value, path) =>
    Array.isArray(value) && value.length === 2
      ? [first(value[0], `${path}[0]`), second(value[1], `${path}[1]`)]
      : refuse(path, 'a pair', value);
}

/** Fields that the parsers do not name are dropped. */
export function record<T extends object>(fields: { [K in keyof T]-?: Parser<T[K]> }): Parser<T> {
  const parsers = Object.entries<Parser<unknown>>(fields);
  return (value, path) => {
    const source = fieldsOf(value, path);
    const parsed: Record<string, unknown> = {};
    for (const [key, parse] of parsers) {
      const field = parse(Object.hasOwn(source, key) ? source[key] : undefined, path ? `${path}.${key}` : key);
      if (field !== undefined) parsed[key] = field;
    }
    return parsed as T;
  };
}

/** A union told apart by a string field. */
export function union<Tag extends string, T extends Record<Tag, string>>(
  tag: Tag,
  members: { [K in T[Tag]]: Parser<Omit<Extract<T, Record<Tag, K>>, Tag>> },
): Parser<T> {
  const parsers = new Map(Object.entries<Parser<object>>(members));
  return (value, path) => {
    const source = fieldsOf(value, path);
    const found = Object.hasOwn(source, tag) ? source[tag] : undefined;
    const parse = typeof found === 'string' ? parsers.get(found) : undefined;
    if (!parse) return refuse(path ? `${path}.${tag}` : tag, [...parsers.keys()].join(' | '), found);
    return { [tag]: found, ...parse(value, path) } as T;
  };
}

export function fieldsOf(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array)
    return refuse(path, 'a record', value);
  return value as Record<string, unknown>;
}
