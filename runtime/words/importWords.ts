import type { Exercise } from '../protocol/exercise';
import type { Finding } from '../protocol/verdict';
import type { VerdictSay } from './catalogue';
import { codes } from './lists';

type ImportRefused = Extract<Finding, { code: 'importRefused' }>;
type NoSuchExport = Extract<Finding, { code: 'noSuchExport' }>;

export function importSentence(finding: ImportRefused, say: VerdictSay): string {
  switch (finding.by) {
    case 'require':
      return say('requireRefused');
    case 'dynamic':
      return say('dynamicRefused');
    case 'itself':
      return say('importsItself', finding);
    case undefined:
      return say('importRefused', finding);
    default:
      return finding.by satisfies never;
  }
}

export function importRemarks({ specifier, by }: ImportRefused, exercise: Exercise, say: VerdictSay): string[] {
  if (by === 'itself') return [say('importsItselfRemark')];
  if (/(^|\/)(np|numpy|numpy-ts|numjs)(\.[jt]s)?$/i.test(specifier)) return [say('importNumPy')];
  const modules = ['np', 'kit', ...exercise.uses.map((used) => pathTo(used, exercise.id))];
  const meant = modules.find((module) => module === specifier.replace(/\.[jt]s$/, ''));
  return [
    meant === undefined
      ? say('importAllowed', { modules: codes(modules, say) })
      : say('importStatement', { statement: `import { … } from '${meant}'` }),
  ];
}

export function exportRemarks({ specifier, name, exports }: NoSuchExport, say: VerdictSay): string[] {
  const [first] = exports ?? [];
  if (exports && first !== undefined) {
    const statement = `import { ${first} } from '${specifier}'`;
    return [say('exportsInstead', { names: codes(exports, say), statement })];
  }
  if (name === 'default') return [say('importWhole', { specifier })];
  // What begins with a capital and is no value is one of the types.
  const statement = `import type { ${name} } from '${specifier}'`;
  return /^[A-Z]/.test(name) ? [say('importType', { statement })] : [];
}

/** `./affine-layer`, or `../03-forward/softmax` from another chapter. */
function pathTo(used: string, from: string): string {
  const [chapter, name] = used.split('/');
  return chapter === from.split('/')[0] ? `./${name}` : `../${used}`;
}
