import { isNDArray, sharesMemory } from '../np/wire';
import { defaultFloat, setDefaultFloat, setWidenFloat32 } from '../np/settings';
import type { NDArray } from '../np/np';
import type { Printed } from '../protocol/learner';
import type { Argument, Observation, Script, ScriptResult, Step, ThrownError } from '../protocol/script';
import type { Value } from '../protocol/value';
import { argumentsOf, dependencies } from './arguments';
import { catalogue } from './catalogue';
import { decodeValue } from './decode';
import { encodeValue } from './encode';
import { sameValue } from './sameValue';

/** What a script needs of the place where it runs. */
export interface ScriptHost {
  now(): number;
  /** Sets where `np.random` and `Math.random` start. */
  seed(seed: number): void;
  /** What has been printed since it was last asked. */
  takePrints(): Printed;
  thrown(error: unknown): ThrownError;
  isProxy?(x: unknown): boolean;
}

/** The function that stands where a script says `{ kind: 'report' }`. */
export type ReportFunction = (step: unknown, predict: unknown) => void;

/** Runs a script on a module's exports: the same for a learner's code, the reference and the known mistakes. */
export function runScript(
  script: Script,
  exports: Record<string, unknown>,
  host: ScriptHost,
  report?: ReportFunction,
): ScriptResult {
  const live: unknown[] = [];
  const failures = new Set<number>();
  const counts: { calls: number }[] = [];
  let printsCut = 0;

  const fail = (): void => {
    failures.add(live.length);
    live.push(undefined);
  };

  const takePrints = (): string => {
    const taken = host.takePrints();
    printsCut += taken.printsCut;
    return taken.prints;
  };

  const encode = (value: unknown): Value => encodeValue(value, host.isProxy ? { isProxy: host.isProxy } : {});

  const realize = (argument: Argument): unknown => {
    switch (argument.kind) {
      case 'value':
        return decodeValue(argument.value);
      case 'step':
        return live[argument.step];
      case 'catalogue':
        return counted(argument.name, argument.args.map(realize));
      case 'report':
        return report;
      case 'list':
        return argument.items.map(realize);
      case 'record':
        return Object.fromEntries(argument.entries.map(([key, item]) => [key, realize(item)]));
      default:
        return argument satisfies never;
    }
  };

  const counted = (name: string, args: unknown[]): unknown => {
    const make = Object.hasOwn(catalogue, name) ? catalogue[name as keyof typeof catalogue] : undefined;
    if (!make) throw new Error(`The catalogue has no function '${name}'`);
    const call = (make as (...given: unknown[]) => (x: unknown) => unknown)(...args);
    const count = { calls: 0 };
    counts.push(count);
    return (x: unknown) => {
      count.calls++;
      return call(x);
    };
  };

  const observe = (step: Step): Observation => {
    const because = failures.size > 0 ? dependencies(step).find((index) => failures.has(index)) : undefined;
    if (because !== undefined) {
      fail();
      return { kind: 'notRun', because };
    }
    const args = argumentsOf(step);
    const given = args.map(realize);
    // A training run's data is large and nobody asks whether it changed.
    const before = report ? [] : given.map((value, i) => contents(value, args[i]!, encode));
    const started = host.now();
    try {
      const value = perform(step, given, exports, live);
      const durationMs = host.now() - started;
      const seen: Observation = {
        kind: 'returned',
        value: encode(value),
        changed: indexesWhere(before, (old, i) => old !== undefined && !sameValue(old, encode(given[i]))),
        shares: indexesWhere(
          given,
          (argument) => bothArrays(argument, value) && sharesMemory(argument, value as NDArray),
        ),
        durationMs,
        prints: takePrints(),
      };
      live.push(value);
      return seen;
    } catch (error) {
      fail();
      return { kind: 'threw', error: host.thrown(error), durationMs: host.now() - started, prints: takePrints() };
    }
  };

  setWidenFloat32(script.widenFloat32 === true);
  const usual = defaultFloat();
  if (script.inFloat32) setDefaultFloat('float32');
  try {
    host.seed(script.seed);
    const observations = script.steps.map(observe);
    return { observations, calls: counts.map((count) => count.calls), printsCut };
  } finally {
    setDefaultFloat(usual);
  }
}

/** What a step does, once its arguments are live. */
export function perform(
  step: Step,
  args: unknown[],
  exports: Record<string, unknown>,
  live: readonly unknown[],
): unknown {
  switch (step.op) {
    case 'call':
      return (exports[step.target] as (...given: unknown[]) => unknown)(...args);
    case 'construct':
      return Reflect.construct(exports[step.target] as new (...given: unknown[]) => unknown, args);
    case 'method':
      return callMethod(live[step.on] as Record<string, unknown>, step.name, args);
    case 'get':
      return (live[step.on] as Record<string, unknown>)[step.name];
    case 'set':
      (live[step.on] as Record<string, unknown>)[step.name] = args[0];
      return undefined;
    default:
      return step satisfies never;
  }
}

/** Says in the learner's words what the engine would say in ours. */
function callMethod(object: Record<string, unknown>, name: string, args: unknown[]): unknown {
  const method = object[name];
  if (typeof method !== 'function') throw new TypeError(`there is no method '${name}'`);
  return Reflect.apply(method, object, args);
}

/** What an argument holds before a call; `undefined` where it cannot change. */
function contents(value: unknown, argument: Argument, encode: (x: unknown) => Value): Value | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return argument.kind === 'value' ? argument.value : encode(value);
}

const bothArrays = (a: unknown, b: unknown): a is NDArray => isNDArray(a) && isNDArray(b);

function indexesWhere<T>(list: readonly T[], holds: (item: T, i: number) => boolean): number[] {
  return list.flatMap((item, i) => (holds(item, i) ? [i] : []));
}
