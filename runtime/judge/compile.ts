import type { ModuleText } from '../protocol/learner';
import type { Failure } from '../protocol/verdict';
import { resolve } from '../script/module';
import { linkModule } from './links';
import { Source } from './source';
import { stripTypes } from './strip';
import type { Stripped } from './strip';
import { depthOf, isFunction, nameOf, parseText, syntaxProblem, walk } from './syntaxTree';
import type { Node, SyntaxProblem, SyntaxTree } from './syntaxTree';

export type Compiled = { kind: 'compiled'; module: ModuleText; source: Source } | { kind: 'refused'; failure: Failure };

const builtinNames = new Set(['np', 'kit']);

/** Beyond these a text is nobody's exercise, and would take the time or the stack of whoever reads it. */
const maxCharacters = 1_000_000;
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
    return refusal({ message: `It has ${text.length} characters, which is too long.`, line: 1, column: 1 });
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
  const refused = refuse(
    source,
    (specifier) => builtinNames.has(specifier) || (isRelative(specifier) && mayImport(resolve(specifier, path))),
  );
  if (refused) return { kind: 'refused', failure: refused };
  const code = linkModule(stripped.code, tree.program);
  return {
    kind: 'compiled',
    module: { path, file, code, ...(stripped.map !== undefined && { map: stripped.map }) },
    source,
  };
}

const isRelative = (specifier: string): boolean => /^\.\.?\//.test(specifier);

function syntaxFailure(file: string, { message, line, column }: SyntaxProblem): Compiled {
  return { kind: 'refused', failure: { finding: { code: 'syntax', message }, place: { file, line, column } } };
}

/** Imports from elsewhere, dynamic ones among them, and what only a module of its own file may say. */
function refuse(source: Source, allowed: (specifier: string) => boolean): Failure | undefined {
  let failure: Failure | undefined;
  const found = (node: Node, finding: Failure['finding']): void => {
    const place = source.place(node);
    failure ??= { finding, ...(place && { place }) };
  };
  walk(source.tree.program, false, (node, inFunction) => {
    const { source: from, importKind, callee, meta, arguments: args } = node as Node & Record<string, unknown>;
    if (/^(Import|ExportNamed|ExportAll)Declaration$/.test(node.type) && from && importKind !== 'type') {
      const specifier = nameOf(from) ?? '';
      if (!allowed(specifier)) found(from as Node, { code: 'importRefused', specifier });
    }
    if (node.type === 'ImportExpression' || (callee as Node | undefined)?.type === 'Import') {
      found(node, {
        code: 'importRefused',
        specifier: nameOf(from ?? (args as unknown[] | undefined)?.[0]) ?? 'import()',
      });
    }
    if (node.type === 'MetaProperty' && nameOf(meta) === 'import') {
      found(node, { code: 'importRefused', specifier: 'import.meta' });
    }
    const awaits =
      node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && 'await' in node && node.await === true);
    if (awaits && !inFunction) found(node, { code: 'syntax', message: 'await is only valid in async functions' });
    return inFunction || isFunction(node);
  });
  return failure;
}
