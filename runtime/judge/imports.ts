import * as kit from '../kit/kit';
import * as np from '../np/np';
import type { Failure, Finding } from '../protocol/verdict';
import type { Source } from './source';
import { isFunction, nameOf, walk } from './syntaxTree';
import type { Node } from './syntaxTree';

/** What each built-in module exports as a value. */
const builtins = new Map(Object.entries({ np, kit }).map(([name, module]) => [name, new Set(Object.keys(module))]));

/** What an import of a relative path leads to. */
export type Reached = 'own' | 'itself' | 'absent';

/**
 * The first import that cannot be: from elsewhere, a dynamic one, of a name that np or kit does not have; and what only a
 * module of its own file, or one of another kind, may say. `reach` knows the modules of the learner's folder.
 */
export function refusedImport(source: Source, reach: (specifier: string) => Reached): Failure | undefined {
  return firstRefused(
    source,
    (node, inFunction) =>
      missingName(node, (specifier) => builtins.get(specifier)) ??
      refusedModule(node, reach, inFunction) ??
      refusedExport(node, source),
  );
}

/** The first import of a name that one of the learner's own files does not have. */
export function missingImport(
  source: Source,
  exportsOf: (specifier: string) => readonly string[] | undefined,
): Failure | undefined {
  return firstRefused(source, (node) => {
    const missing = missingName(node, (specifier) => {
      const names = exportsOf(specifier);
      return names && new Set(names);
    });
    if (missing?.finding.code !== 'noSuchExport') return missing;
    return { ...missing, finding: { ...missing.finding, exports: [...exportsOf(missing.finding.specifier)!] } };
  });
}

function firstRefused(
  source: Source,
  refusal: (node: Node, inFunction: boolean) => Refused | undefined,
): Failure | undefined {
  let failure: Failure | undefined;
  walk(source.tree.program, false, (node, inFunction) => {
    const refused = failure ? undefined : refusal(node, inFunction);
    if (refused) {
      const place = source.place(refused.node);
      failure = { finding: refused.finding, ...(place && { place }) };
    }
    return inFunction || isFunction(node);
  });
  return failure;
}

interface Refused {
  node: Node;
  finding: Finding;
}

function refusedModule(node: Node, reach: (specifier: string) => Reached, inFunction: boolean): Refused | undefined {
  const { source: from, callee, meta, moduleReference, arguments: [first] = [] } = node as Node & Fields;
  if (isLink(node) && from) {
    const specifier = nameOf(from) ?? '';
    const reached = builtins.has(specifier) ? 'own' : reach(specifier);
    if (reached === 'own') return undefined;
    return {
      node: from,
      finding: { code: 'importRefused', specifier, ...(reached === 'itself' && { by: 'itself' }) },
    };
  }
  const required = nameOf(callee) === 'require' ? nameOf(first) : nameOf(moduleReference?.expression);
  if (required !== undefined) {
    return { node, finding: { code: 'importRefused', specifier: required, by: 'require' } };
  }
  if (node.type === 'ImportExpression' || callee?.type === 'Import') {
    const specifier = nameOf(from ?? first) ?? 'import()';
    return { node, finding: { code: 'importRefused', specifier, by: 'dynamic' } };
  }
  if (node.type === 'MetaProperty' && nameOf(meta) === 'import') {
    return { node, finding: { code: 'importRefused', specifier: 'import.meta' } };
  }
  const awaits =
    node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && 'await' in node && node.await === true);
  return awaits && !inFunction
    ? { node, finding: { code: 'syntax', message: 'await is only valid in async functions' } }
    : undefined;
}

/** `export =`, and `module.exports = …` or `exports.f = …` where these are no variables of the text. */
function refusedExport(node: Node, source: Source): Refused | undefined {
  if (node.type === 'TSExportAssignment') return { node, finding: { code: 'exportRefused', written: 'export =' } };
  if (node.type !== 'AssignmentExpression') return undefined;
  const written = /^(module\.exports|exports(?=[.[]))/.exec(source.tree.text.slice(node.start!))?.[0];
  if (written === undefined || source.placeOf(written.split('.')[0]!)) return undefined;
  return { node, finding: { code: 'exportRefused', written } };
}

/** `import np from 'np'`, `import { Digits } from 'kit'`: what a module does not export cannot be linked. */
function missingName(
  node: Node,
  exportsOf: (specifier: string) => ReadonlySet<string> | undefined,
): Refused | undefined {
  const { source: from, specifiers = [] } = node as Node & Fields;
  const specifier = nameOf(from) ?? '';
  const values = isLink(node) ? exportsOf(specifier) : undefined;
  for (const one of specifiers as (Node & Fields)[]) {
    const name = one.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(one.imported ?? one.local);
    const links = /^(Import(Default)?|Export)Specifier$/.test(one.type) && one.importKind !== 'type';
    if (values && links && name !== undefined && !values.has(name)) {
      return { node: one, finding: { code: 'noSuchExport', specifier, name } };
    }
  }
  return undefined;
}

type Fields = Partial<Record<'source' | 'callee' | 'meta' | 'imported' | 'local', Node>> & {
  moduleReference?: { expression?: unknown };
  importKind?: unknown;
  exportKind?: unknown;
  arguments?: unknown[];
  specifiers?: Node[];
};

/** A statement that links values of another module; one of types alone is gone before anything runs. */
function isLink(node: Node): boolean {
  const { importKind, exportKind } = node as Node & Fields;
  return (
    /^(Import|ExportNamed|ExportAll)Declaration$/.test(node.type) && importKind !== 'type' && exportKind !== 'type'
  );
}
