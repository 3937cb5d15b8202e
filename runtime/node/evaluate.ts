import { compileFunction } from 'node:vm';
import type { Evaluate } from '../script/module';

/** `file` is what stack traces and breakpoints know the code by. */
export const evaluate: Evaluate = (code, parameters, file) =>
  compileFunction(code, parameters, { filename: file }) as ReturnType<Evaluate>;
