import type * as Core from '@tensorflow/tfjs-core';
import { createRequire } from 'node:module';
import path from 'node:path';
import util from 'node:util';
import { NoEngine } from './noEngine';

/** Of the two that compute with TensorFlow, the one that can use a GPU comes first. */
const names = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'] as const;

export interface TfjsPackage {
  name: (typeof names)[number];
  tf: typeof Core;
}

/** There is no TensorFlow that works in that folder. */
export class NoTfjs extends NoEngine {}

/** Loads what the folder's `node_modules` has. @throws NoTfjs */
export function loadTfjs(folder: string): TfjsPackage {
  const require = createRequire(path.join(folder, 'package.json'));
  const name = names.find((candidate) => isInstalled(require, candidate));
  if (name === undefined) throw new NoTfjs('notInstalled', names[0]);
  prepareProcess();
  try {
    return { name, tf: withStandIns(() => require(name) as typeof Core) };
  } catch (error) {
    throw explained(error);
  }
}

function isInstalled(require: NodeJS.Require, name: string): boolean {
  try {
    require.resolve(`${name}/package.json`);
    return true;
  } catch {
    return false;
  }
}

/**
 * TensorFlow reads these when it is loaded: it would print, take all of a GPU's memory at once, and round products to the ten bits of TF32.
 */
const environment = { TF_CPP_MIN_LOG_LEVEL: '3', TF_FORCE_GPU_ALLOW_GROWTH: 'true', NVIDIA_TF32_OVERRIDE: '0' };

/** What the package calls and Node 23 dropped. */
const dropped = {
  isArray: Array.isArray,
  isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  isString: (value: unknown) => typeof value === 'string',
  isNumber: (value: unknown) => typeof value === 'number',
  isFunction: (value: unknown) => typeof value === 'function',
};

function prepareProcess(): void {
  Object.assign(process.env, environment);
  for (const [name, value] of Object.entries(dropped)) if (!(name in util)) Object.assign(util, { [name]: value });
}

/**
 * What the package does to the process while it loads, it does to stand-ins. tf.js keeps its state in the global object, which is emptied
 * before a learner's code runs: it finds one of its own. And `Function('return this')()`, by which it asks for the global object, is
 * answered without making code of text, which a learner's process refuses.
 */
function withStandIns<T>(load: () => T): T {
  const { Function, global } = globalThis;
  const self = () => globalThis;
  const isQuestion = (words: unknown[]) => words.length === 1 && words[0] === 'return this';
  const standIn = new Proxy(Function, {
    apply: (target, receiver, words) => (isQuestion(words) ? self : Reflect.apply(target, receiver, words)),
    construct: (target, words) => (isQuestion(words) ? self : (Reflect.construct(target, words) as object)),
  });
  Object.assign(globalThis, { Function: standIn, global: Object.create(globalThis) as object });
  try {
    return load();
  } finally {
    Object.assign(globalThis, { Function, global });
  }
}

function explained(error: unknown): NoTfjs {
  const message = error instanceof Error ? error.message : String(error);
  const [first] = message.trim().split('\n');
  if (/native addon module .* can not be found/s.test(message)) return new NoTfjs('halfInstalled', 'tfjs_binding.node');
  if (/Cannot find module/.test(message)) return new NoTfjs('halfInstalled', first);
  const library = /([\w.+-]+\.(?:so[\w.]*|dll)): cannot open shared object/.exec(message)?.[1];
  if (library !== undefined) return new NoTfjs('libraryMissing', library);
  if (/specified module could not be found/.test(message)) return new NoTfjs('libraryMissing', first);
  return new NoTfjs('didNotLoad', first);
}
