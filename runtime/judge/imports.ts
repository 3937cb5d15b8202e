import * as kit from '../kit/kit';
import * as np from '../np/np';
import type { Failure, Finding } from '../protocol/verdict';
import type { Source } from './source';
import { isFunction, nameOf, walk } from './syntaxTree';
import type { Node } from './syntaxTree';

/** What each built-in module exports as a value. */
const builtins = new Map(Object.entries({ np, kit }).map(([name, module]) => [name, new Set(Object.keys(module))]));

/**
 * The first import that cannot be: from elsewhere, a dynamic one, of a name that np or kit does not have; and what only a
 * module of its own file may say. `own` says which modules of the learner's folder there are.
 */
export function refusedImport(source: Source, own: (specifier: string) => boolean): Failure | undefined {
  let failure: Failure | undefined;
  walk(source.tree.program, false, (node, inFunction) => {
    const refused = failure ? undefined : (refusedName(node) ?? refusedModule(node, own, inFunction));
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

function refusedModule(node: Node, own: (specifier: string) => boolean, inFunction: boolean): Refused | undefined {
  const { source: from, callee, meta, arguments: [first] = [] } = node as Node & Fields;
  if (isLink(node) && from) {
    const specifier = nameOf(from) ?? '';
    const known = builtins.has(specifier) || own(specifier);
    return known ? undefined : { node: from, finding: { code: 'importRefused', specifier } };
  }
  if (nameOf(callee) === 'require' && nameOf(first) !== undefined) {
    return { node, finding: { code: 'importRefused', specifier: nameOf(first)!, by: 'require' } };
  }
  if (node.type === 'ImportExpression' || callee?.type === 'Import') {
    return { node, finding: { code: 'importRefused', specifier: nameOf(from ?? first) ?? 'import()' } };
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

/** `import np from 'np'`, `import { Digits } from 'kit'`: what np and kit do not export cannot be linked. */
function refusedName(node: Node): Refused | undefined {
  const { source: from, specifiers = [] } = node as Node & Fields;
  const specifier = nameOf(from) ?? '';
  const values = isLink(node) ? builtins.get(specifier) : undefined;
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
