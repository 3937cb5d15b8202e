import { runInNewContext } from 'node:vm';

/**
 * Leaves learner code a world of plain ECMAScript: no process, no modules, no network, no timers (nothing
 * asynchronous ever runs here). What is gone is not defined, as in the learner's editor.
 *
 * This keeps honest mistakes harmless and dishonest ones from reaching out of the process. Verdicts do not rest
 * on it: whatever this process says is an untrusted observation.
 */
export function lockdown(kept: Record<string, unknown>): void {
  for (const name of powers) Reflect.deleteProperty(process, name);
  const language = new Set<PropertyKey>(runInNewContext('Reflect.ownKeys(globalThis)') as PropertyKey[]);
  for (const name of Reflect.ownKeys(globalThis)) {
    if (!language.has(name) && !alsoKept.has(name)) Reflect.deleteProperty(globalThis, name);
  }
  for (const [name, value] of Object.entries(kept)) {
    Object.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
  }
}

/** Needed by our own code on every message, and harmless. */
const alsoKept = new Set<PropertyKey>(['TextEncoder', 'TextDecoder']);

/** Of the process object itself, should anything still lead to it. */
const powers = [
  '_debugEnd',
  '_debugProcess',
  '_kill',
  '_linkedBinding',
  '_rawDebug',
  '_startProfilerIdleNotifier',
  'abort',
  'binding',
  'chdir',
  'dlopen',
  'getBuiltinModule',
  'kill',
  'mainModule',
  'moduleLoadList',
  'openStdin',
  'setegid',
  'seteuid',
  'setgid',
  'setgroups',
  'setuid',
  'stderr',
  'stdin',
  'stdout',
];
