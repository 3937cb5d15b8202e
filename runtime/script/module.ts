import type { ExportKind } from '../protocol/script';
import type { ModuleText } from '../protocol/learner';

/** Makes a function of a text: `vm.compileFunction` in Node, `new Function` in a browser. */
export type Evaluate = (code: string, parameters: string[], file: string) => (...args: unknown[]) => unknown;

type Exports = Record<string, unknown>;

/** Evaluates `main` and what it imports; an import is a built-in's name or a path relative to its module. */
export function loadModules(
  modules: readonly ModuleText[],
  main: string,
  builtins: Record<string, object>,
  evaluate: Evaluate,
): Exports {
  const texts = new Map(modules.map((module) => [module.path, module]));
  const loaded = new Map<string, Exports>();

  const load = (path: string): Exports => {
    const known = loaded.get(path);
    if (known) return known;
    const text = texts.get(path);
    if (!text) throw new Error(`Cannot find module '${path}'`);
    const exports: Exports = Object.create(null) as Exports;
    loaded.set(path, exports);
    const $import = (specifier: string, names: string[] = []): object => {
      const found = Object.hasOwn(builtins, specifier) ? builtins[specifier]! : load(resolve(specifier, path));
      for (const name of names) {
        if (!(name in found)) throw new SyntaxError(`'${specifier}' has no export named '${name}'`);
      }
      return found;
    };
    const $export = (given: object): void => void Object.assign(exports, given);
    evaluate(text.code, ['$import', '$export'], text.file)($import, $export);
    return exports;
  };

  return load(main);
}

/** `./affine-layer` seen from `05-backprop/train-digits` is `05-backprop/affine-layer`. */
export function resolve(specifier: string, from: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.replace(/\.(ts|js)$/, '').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

export function exportKinds(exports: Record<string, unknown>, entries: readonly string[]): [string, ExportKind][] {
  return entries.map((entry) => [entry, kindOf(exports[entry], entry in exports)]);
}

function kindOf(value: unknown, present: boolean): ExportKind {
  if (!present) return 'missing';
  if (typeof value !== 'function') return 'other';
  // Of all functions only a class has a prototype property that cannot be written.
  return Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false ? 'class' : 'function';
}
