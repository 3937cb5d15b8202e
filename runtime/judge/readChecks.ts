import * as words from '../kit/checks';
import type { CaseSpec } from '../kit/checks';
import * as kit from '../kit/kit';
import * as np from '../np/np';
import type { Evaluate } from '../script/module';

/** The cases of a compiled `checks.ts`, as the author specified them. */
export function readChecks(id: string, text: string, evaluate: Evaluate): CaseSpec[] {
  const module: { exports: { default?: unknown } } = { exports: {} };
  const given: Record<string, object> = { np, kit, 'kit/checks': words };
  const require = (name: string): object => {
    const found = given[name];
    if (!found) throw new Error(`${id}: checks.ts may not import '${name}'`);
    return found;
  };
  evaluate(text, ['require', 'module', 'exports'], `${id} (checks)`)(require, module, module.exports);
  const collect = module.exports.default;
  if (typeof collect !== 'function') throw new Error(`${id}: checks.ts has no default export made by checks()`);
  return collect() as CaseSpec[];
}
