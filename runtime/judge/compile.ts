import type { ModuleText } from '../protocol/learner';
import type { Failure } from '../protocol/verdict';
import { resolve } from '../script/module';
import { linkModule } from './links';
import { Source } from './source';
import { stripTypes } from './strip';
import { isFunction, nameOf, parseText, walk } from './syntaxTree';
import type { Node, SyntaxTree } from './syntaxTree';

export type Compiled = { kind: 'compiled'; module: ModuleText; source: Source } | { kind: 'refused'; failure: Failure };

const builtinNames = new Set(['np', 'kit']);

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
  const stripped = stripTypes(text, file);
  if (stripped.kind === 'syntax') return syntaxFailure(file, stripped.message, stripped.line, stripped.column);
  let tree: SyntaxTree;
  let source: Source;
  try {
    tree = parseText(stripped.code);
    source = new Source(file, stripped.map === undefined ? tree : parseText(text, true));
  } catch (error) {
    const { message = '', loc } = error as { message?: string; loc?: { line: number; column: number } };
    return syntaxFailure(file, message, loc?.line ?? 1, (loc?.column ?? 0) + 1);
  }
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

function syntaxFailure(file: string, message: string, line: number, column: number): Compiled {
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
