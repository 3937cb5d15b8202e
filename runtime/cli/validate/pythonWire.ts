import type { Script } from '../../protocol/script';
import type { DType, Value } from '../../protocol/value';

/** A script as JSON that Python reads: bytes as base64, and the numbers that JSON cannot say as words. */
export const toPython = (script: Script): unknown =>
  JSON.parse(
    JSON.stringify(script, (_, value: unknown) => {
      if (value instanceof Uint8Array)
        return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
      return typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)) ? word(value) : value;
    }),
  );

const word = (value: number): string => (Object.is(value, -0) ? '-0.0' : String(value));

/** What the oracle said, as a value; its numbers are text, since JSON has no NaN. */
export function fromPython(said: unknown): Value {
  const value = said as Record<string, unknown>;
  switch (value['kind']) {
    case 'number':
      return { kind: 'number', value: readNumber(String(value['value'])) };
    case 'ndarray':
      return {
        kind: 'ndarray',
        dtype: value['dtype'] as DType,
        shape: value['shape'] as number[],
        bytes: new Uint8Array(Buffer.from(String(value['bytes']), 'base64')),
      };
    case 'list':
      return { kind: 'list', items: (value['items'] as unknown[]).map(fromPython) };
    case 'record':
      return {
        kind: 'record',
        entries: (value['entries'] as [string, unknown][]).map(([key, item]) => [key, fromPython(item)]),
      };
    case 'null':
      return { kind: 'undefined' }; // Python's None is what a function without a result returns
    case 'bool':
      return { kind: 'bool', value: value['value'] === true };
    case 'string':
      return { kind: 'string', value: String(value['value']) };
    default:
      return { kind: 'opaque', type: String(value['type']) };
  }
}

const readNumber = (text: string): number =>
  text === 'inf' ? Infinity : text === '-inf' ? -Infinity : text === 'nan' ? NaN : Number(text);
