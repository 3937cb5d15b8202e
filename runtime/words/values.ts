import type { Value } from '../protocol/value';
import { arrayEntries, differing, entriesOf } from './entries';
import type { VerdictSay } from './catalogue';
import { formatNumber, formatShape } from './format';
import type { RenderedValue } from './rendered';
import { ravel } from './position';
import { tableOf } from './table';
import type { Marks } from './table';

const mostText = 1500;

export interface Against {
  value: Value;
  rtol: number;
  atol: number;
  /** Whose value is being rendered; the other is in `value`. */
  side: 'yours' | 'expected';
  /** The worst entry, to be shown however long the array is. */
  worst?: readonly number[];
}

/** A value as a table, where it has a shape, or as text; entries that differ from the other side are marked. */
export function renderValue(value: Value, say: VerdictSay, against?: Against): RenderedValue {
  const entries = entriesOf(value);
  if (!entries || entries.numbers.length === 0) return renderText(value, say);
  const table = tableOf(entries, against ? marksOf(value, against, say) : null);
  const total = entries.numbers.length;
  return {
    kind: 'table',
    about: aboutOf(value, say),
    blocks: table.blocks,
    cut: table.shown < total ? say('cutArray', { shown: table.shown, total }) : null,
  };
}

function marksOf(value: Value, { value: other, rtol, atol, side, worst }: Against, say: VerdictSay): Marks | null {
  const [mine, theirs] = [entriesOf(value), entriesOf(other)];
  if (!mine || !theirs) return null;
  const [yours, expected] = side === 'yours' ? [mine, theirs] : [theirs, mine];
  const at = new Set(differing(yours, expected, rtol, atol));
  if (at.size === 0) return null;
  const words = (own: string, opposite: string): string =>
    side === 'yours'
      ? say('differs', { found: own, expected: opposite })
      : say('differs', { found: opposite, expected: own });
  const focus = worst && worst.length === mine.shape.length ? ravel(worst, mine.shape) : Math.min(...at);
  return { at, other: theirs, focus, words };
}

function renderText(value: Value, say: VerdictSay): RenderedValue {
  const whole = plainText(value);
  const cut = 'cut' in value && value.cut ? value.cut : 0;
  const items = cut > 0 && value.kind !== 'string' ? [say('cutItems', { count: cut })] : [];
  const characters = Math.max(0, whole.length - mostText) + (value.kind === 'string' ? cut : 0);
  const text = characters > 0 ? [say('cutText', { count: characters })] : [];
  return {
    kind: 'text',
    about: aboutOf(value, say),
    text: whole.slice(0, mostText),
    cut: [...items, ...text].join(' ') || null,
  };
}

function aboutOf(value: Value, say: VerdictSay): string {
  const array = value.kind === 'opaque' ? value.array : value.kind === 'ndarray' ? value : undefined;
  return array
    ? say('aboutArray', { dtype: array.dtype, shape: formatShape(array.shape) })
    : kindWords(value.kind, say, value.kind === 'opaque' ? value.type : undefined);
}

/** "an array", "a number": how a sentence names a kind of value. */
export function kindWords(kind: Value['kind'], say: VerdictSay, type?: string): string {
  switch (kind) {
    case 'ndarray':
      return say('valueNdarray');
    case 'number':
      return say('valueNumber');
    case 'bool':
      return say('valueBool');
    case 'string':
      return say('valueString');
    case 'null':
      return say('valueNull');
    case 'undefined':
      return say('valueUndefined');
    case 'list':
      return say('valueList');
    case 'record':
      return say('valueRecord');
    case 'function':
      return say('valueFunction');
    case 'promise':
      return say('valuePromise');
    case 'opaque':
      return type ? say('valueOpaque', { type }) : say('valueOther');
    default:
      return kind satisfies never;
  }
}

/** A value on one line, as it would be written in code. */
function plainText(value: Value): string {
  switch (value.kind) {
    case 'ndarray':
      return nested(arrayEntries(value).numbers, value.shape);
    case 'number':
      return formatNumber(value.value);
    case 'bool':
      return String(value.value);
    case 'string':
      return JSON.stringify(value.value);
    case 'null':
    case 'undefined':
      return value.kind;
    case 'list':
      return `[${value.items.map(plainText).join(', ')}${value.cut ? ', …' : ''}]`;
    case 'record': {
      const fields = value.entries.map(([key, item]) => `${key}: ${plainText(item)}`);
      return `{ ${[...fields, ...(value.cut ? ['…'] : [])].join(', ')} }`;
    }
    case 'function':
      return value.name ? `function ${value.name}` : 'function';
    case 'promise':
      return 'Promise';
    case 'opaque':
      return value.array ? `${value.type} ${formatShape(value.array.shape)}` : value.type;
    default:
      return value satisfies never;
  }
}

function nested(numbers: readonly number[], shape: readonly number[]): string {
  const [length, ...inner] = shape;
  if (length === undefined) return formatNumber(numbers[0] ?? NaN);
  const size = inner.reduce((product, n) => product * n, 1);
  const items = Array.from({ length }, (_, i) => nested(numbers.slice(i * size, (i + 1) * size), inner));
  return `[${items.join(', ')}]`;
}
