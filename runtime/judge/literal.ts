import type { Literal } from '../kit/checks';
import type { Value } from '../protocol/value';
import { arrayValue } from './elements';

/** An author's literal as the kind of value that the reference returned; the numbers are the author's own. */
export function literalValue(literal: Literal, like: Value | undefined): Value {
  if (like?.kind === 'ndarray') return arrayValue(like.dtype, shapeOf(literal), numbersIn(literal));
  if (Array.isArray(literal)) {
    return {
      kind: 'list',
      items: literal.map((item, i) => literalValue(item, like?.kind === 'list' ? like.items[i] : undefined)),
    };
  }
  switch (typeof literal) {
    case 'number':
      return { kind: 'number', value: literal };
    case 'boolean':
      return { kind: 'bool', value: literal };
    case 'string':
      return { kind: 'string', value: literal };
    default: {
      if (literal === null) return { kind: 'null' };
      const parts = new Map(like?.kind === 'record' ? like.entries : []);
      return {
        kind: 'record',
        entries: Object.entries(literal).map(([key, item]) => [key, literalValue(item, parts.get(key))]),
      };
    }
  }
}

function shapeOf(literal: Literal): number[] {
  if (!Array.isArray(literal)) return [];
  const [first] = literal;
  return [literal.length, ...(first === undefined ? [] : shapeOf(first))];
}

const numbersIn = (literal: Literal): number[] =>
  Array.isArray(literal) ? literal.flatMap(numbersIn) : [Number(literal)];
