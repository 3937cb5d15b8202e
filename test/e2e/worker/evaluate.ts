import type { Evaluate } from '../../../runtime/script/module';

/** As `vm.compileFunction` does in Node. */
export const evaluate: Evaluate = (code, parameters, file) =>
  new Function(...parameters, `${code}\n//# sourceURL=${file}`) as ReturnType<Evaluate>;
