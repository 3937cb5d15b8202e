import type { ModuleText } from '../protocol/learner';
import type { Failure } from '../protocol/verdict';
import { resolve } from '../script/module';
import { refusedImport } from './imports';
import { exportedNames, linkModule } from './links';
import { maxCharacters } from './longText';
import { Source } from './source';
import { stripTypes } from './strip';
import type { Stripped } from './strip';
import { depthOf, parseText, syntaxProblem } from './syntaxTree';
import type { SyntaxProblem, SyntaxTree } from './syntaxTree';

export type Compiled =
  /** `exports`: the names of its values, where its own text says them all. */
  | { kind: 'compiled'; module: ModuleText; source: Source; exports: string[] | undefined }
  | { kind: 'refused'; failure: Failure };

/** Beyond this a text is nobody's exercise, and would take the stack of whoever reads it. */
const maxDepth = 1000;

/**
 * A text in TypeScript to a module that `loadModules` evaluates. One way for a learner's text, the reference and
 * the known mistakes. `mayImport` says which other modules of the learner's folder there are.
 */
export function compileText(
  path: string,
  file: string,
  text: string,
  mayImport: (path: string) => boolean = () => false,
): Compiled {
  const refusal = (problem: SyntaxProblem): Compiled => syntaxFailure(file, problem);
  if (text.length > maxCharacters) {
    const finding = { code: 'tooLong', limit: maxCharacters } as const;
    return { kind: 'refused', failure: { finding, place: { file, line: 1, column: 1 } } };
  }
  // Some editors begin a file with a byte order mark; none counts it as a column.
  const plain = text.replace(/^\uFEFF/, '');
  try {
    // The stripper never recovers from a stack that it has filled: it sees only what a parser of bounded depth has read.
    const typed = parseText(plain, true);
    if (depthOf(typed.program) > maxDepth) throw new RangeError();
    const stripped = stripTypes(plain, file);
    if (stripped.kind === 'syntax') return refusal(stripped);
    return compileStripped(path, file, stripped, typed, mayImport);
  } catch (error) {
    return refusal(syntaxProblem(error));
  }
}

function compileStripped(
  path: string,
  file: string,
  stripped: Extract<Stripped, { kind: 'stripped' }>,
  typed: SyntaxTree,
  mayImport: (path: string) => boolean,
): Compiled {
  const tree = parseText(stripped.code);
  const source = new Source(file, stripped.map === undefined ? tree : typed);
  const refused = refusedImport(source, (specifier) => {
    const wanted = isRelative(specifier) ? resolve(specifier, path) : '';
    return wanted === path ? 'itself' : wanted !== '' && mayImport(wanted) ? 'own' : 'absent';
  });
  if (refused) return { kind: 'refused', failure: refused };
  const code = linkModule(stripped.code, tree.program);
  return {
    kind: 'compiled',
    module: { path, file, code, ...(stripped.map !== undefined && { map: stripped.map }) },
    source,
    exports: exportedNames(tree.program),
  };
}

const isRelative = (specifier: string): boolean => /^\.\.?\//.test(specifier);

function syntaxFailure(file: string, { message, line, column }: SyntaxProblem): Compiled {
  return { kind: 'refused', failure: { finding: { code: 'syntax', message }, place: { file, line, column } } };
}
