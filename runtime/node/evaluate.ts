import { compileFunction } from 'node:vm';

/** Makes a function of a module's text. `file` is what stack traces and breakpoints know it by. */
export function evaluate(code: string, parameters: string[], file: string): (...args: unknown[]) => unknown {
  return compileFunction(code, parameters, { filename: file }) as (...args: unknown[]) => unknown;
}
