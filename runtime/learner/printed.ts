import { isNDArray } from '../np/wire';

/** What `console.log` shows of its arguments: text as it is, arrays as NumPy prints them, the rest as one would write it. */
export function printed(data: unknown[]): string {
  return `${data.map((item) => (typeof item === 'string' ? item : written(item, []))).join(' ')}\n`;
}

const mostItems = 100;
const deepest = 4;

/** `within` are the objects that this one stands in: a cycle is named, not followed. */
function written(item: unknown, within: object[]): string {
  switch (typeof item) {
    case 'string':
      return JSON.stringify(item);
    case 'function':
      return `[${isClass(item) ? 'class' : 'function'} ${nameOf(item) || 'without a name'}]`;
    case 'bigint':
      return `${item}n`;
    case 'number':
      return Object.is(item, -0) ? '-0' : String(item);
    case 'object':
      return item === null ? 'null' : writtenObject(item, within);
    default:
      return String(item);
  }
}

function writtenObject(item: object, within: object[]): string {
  if (isNDArray(item)) return within.length === 0 ? String(item) : `array(${String(item)})`;
  if (within.includes(item)) return '[circular]';
  const inner = [...within, item];
  try {
    if (item instanceof Error) return String(item.stack ?? item);
    if (Array.isArray(item) || isNumeric(item)) {
      if (within.length >= deepest) return '[...]';
      return listed(
        '[',
        Array.from(item.slice(0, mostItems), (x: unknown) => written(x, inner)),
        item.length,
        ']',
      );
    }
    const className = classNameOf(item);
    const opening = className ? `${className} {` : '{';
    if (within.length >= deepest) return `${opening}...}`;
    const entries = entriesOf(item);
    const shown = entries.slice(0, mostItems).map(([key, value]) => `${key}: ${written(value, inner)}`);
    return listed(`${opening} `, shown, entries.length, ' }');
  } catch {
    // A Proxy or a getter of the learner's own that throws.
    return '[unreadable]';
  }
}

function listed(opening: string, shown: string[], total: number, closing: string): string {
  if (total === 0) return `${opening.trimEnd()}${closing.trimStart()}`;
  const more = total > shown.length ? `, ... ${total - shown.length} more` : '';
  return `${opening}${shown.join(', ')}${more}${closing}`;
}

function isNumeric(item: object): item is Float64Array {
  return ArrayBuffer.isView(item) && !(item instanceof DataView);
}

/** Getters are not called: printing must not change anything. */
function entriesOf(item: object): [string, unknown][] {
  if (item instanceof Map) return [...item.entries()].map(([key, value]) => [written(key, [item]), value]);
  if (item instanceof Set) return [...item].map((value, i) => [String(i), value]);
  return Object.entries(Object.getOwnPropertyDescriptors(item))
    .filter(([, property]) => property.enumerable)
    .map(([key, property]) => [key, 'value' in property ? property.value : undefined]);
}

function classNameOf(item: object): string {
  const prototype: unknown = Object.getPrototypeOf(item);
  if (prototype === null || prototype === Object.prototype) return '';
  const made: unknown = Object.getOwnPropertyDescriptor(prototype as object, 'constructor')?.value;
  return typeof made === 'function' ? nameOf(made) : '';
}

function nameOf(fn: object): string {
  const name: unknown = Object.getOwnPropertyDescriptor(fn, 'name')?.value;
  return typeof name === 'string' ? name : '';
}

function isClass(fn: object): boolean {
  return Object.getOwnPropertyDescriptor(fn, 'prototype')?.writable === false;
}
