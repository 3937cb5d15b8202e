/** Reads one shape out of an unknown value; throws `Malformed` naming the path where it does not fit. */
export type Parser<T> = (value: unknown, path?: string) => T;

export class Malformed extends Error {}

function refuse(path: string, expected: string, found: unknown): never {
  throw new Malformed(`${path || 'message'}: expected ${expected}, found ${found === null ? 'null' : typeof found}`);
}

export const text: Parser<string> = (value, path = '') =>
  typeof value === 'string' ? value : refuse(path, 'text', value);

export const flag: Parser<boolean> = (value, path = '') =>
  typeof value === 'boolean' ? value : refuse(path, 'true or false', value);

/** A number as `exact` posts it: JSON alone would turn NaN and the infinities into null. */
export const real: Parser<number> = (value, path = '') => {
  if (typeof value === 'number') return value;
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity'
    ? Number(value)
    : refuse(path, 'a number', value);
};

export function oneOf<const T extends string>(...names: T[]): Parser<T> {
  return (value, path = '') => names.find((name) => name === value) ?? refuse(path, names.join(' | '), value);
}

export function exactly<const T>(wanted: T): Parser<T> {
  return (value, path = '') => (value === wanted ? wanted : refuse(path, String(wanted), value));
}

export function nullable<T>(inner: Parser<T>): Parser<T | null> {
  return (value, path) => (value === null ? null : inner(value, path));
}

export function optional<T>(inner: Parser<T>): Parser<T | undefined> {
  return (value, path) => (value === undefined ? undefined : inner(value, path));
}

export function list<T>(inner: Parser<T>): Parser<T[]> {
  return (value, path = '') =>
    Array.isArray(value) ? value.map((item, i) => inner(item, `${path}[${i}]`)) : refuse(path, 'a list', value);
}

/** Fields that the parsers do not name are dropped. */
export function record<T extends object>(fields: { [K in keyof T]-?: Parser<T[K]> }): Parser<T> {
  return (value, path = '') => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(path, 'a record', value);
    const source = new Map(Object.entries(value));
    const entries = Object.entries<Parser<unknown>>(fields).map(([key, parse]) => [
      key,
      parse(source.get(key), path ? `${path}.${key}` : key),
    ]);
    return Object.fromEntries(entries.filter(([, parsed]) => parsed !== undefined)) as T;
  };
}

/** A union told apart by a string field. */
export function union<Tag extends string, T extends Record<Tag, string>>(
  tag: Tag,
  members: { [K in T[Tag]]: Parser<Omit<Extract<T, Record<Tag, K>>, Tag>> },
): Parser<T> {
  return (value, path = '') => {
    const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[tag] : undefined;
    const parsers = new Map(Object.entries<Parser<object>>(members));
    const parse = typeof found === 'string' ? parsers.get(found) : undefined;
    if (!parse) return refuse(path ? `${path}.${tag}` : tag, [...parsers.keys()].join(' | '), found);
    return { [tag]: found, ...parse(value, path) } as T;
  };
}

/** A message as JSON can carry it: every number that is not finite as its name. */
export function exact(message: unknown): unknown {
  return JSON.parse(
    JSON.stringify(message, (_key, value: unknown) =>
      typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
    ),
  );
}
