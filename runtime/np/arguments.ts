import { NpError, shapeText } from './errors';
import { isNDArray, viewOf } from './handle';

// A learner may write what the types forbid. Where that would silently mean something else, it is an error.

/** A value as it is written, cut short. */
export function told(value: unknown): string {
  if (isNDArray(value)) return `an array of shape ${shapeText(viewOf(value).shape)}`;
  try {
    const text = typeof value === 'object' || typeof value === 'string' ? JSON.stringify(value) : String(value);
    return text.length > 60 ? `${text.slice(0, 60)}...` : text;
  } catch {
    return typeof value;
  }
}

export function checkFlag(name: string, what: string, value: unknown): void {
  if (typeof value !== 'boolean') throw new NpError(name, 'notFlag', { what, value: told(value) });
}

export function checkNumber(name: string, what: string, value: unknown): void {
  if (typeof value !== 'number') throw new NpError(name, 'notNumber', { what, value: told(value) });
}

/** A number, or the element of an array of rank 0, which stands for its number. */
export function numberFrom(name: string, what: string, value: unknown): number {
  const number = isNDArray(value) && viewOf(value).shape.length === 0 ? value.item() : value;
  checkNumber(name, what, number);
  return Number(number);
}

export function checkWhole(name: string, what: string, value: unknown): void {
  if (!Number.isInteger(value)) throw new NpError(name, 'notWhole', { what, value: told(value) });
}
