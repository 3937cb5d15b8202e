import { NpError } from './errors';

// A learner may write what the types forbid. Where that would silently mean something else, it is an error.

/** A value as it is written, cut short. */
export function told(value: unknown): string {
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

export function checkWhole(name: string, what: string, value: unknown): void {
  if (!Number.isInteger(value)) throw new NpError(name, 'notWhole', { what, value: told(value) });
}
