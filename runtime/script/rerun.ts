import type { NDArray } from '../np/np';
import { setWidenFloat32 } from '../np/settings';
import { fromWire, toWire } from '../np/wire';
import type { Argument, Script, Step } from '../protocol/script';
import type { ArrayValue } from '../protocol/value';
import { argumentsOf } from './arguments';
import { decodeValue } from './decode';
import { perform, type ScriptHost } from './interpreter';
import { sameValue } from './sameValue';

/**
 * A script that is run again and again on the same live arguments, unobserved: for whoever changes an entry of one between two
 * runs and asks for the results alone.
 */
export class Rerun {
  readonly #script: Script;
  readonly #exports: Record<string, unknown>;
  readonly #host: ScriptHost;
  readonly #arrays = new Map<ArrayValue, NDArray[]>();
  readonly #given: ((live: readonly unknown[]) => unknown)[][];

  constructor(script: Script, exports: Record<string, unknown>, host: ScriptHost) {
    this.#script = script;
    this.#exports = exports;
    this.#host = host;
    this.#given = script.steps.map((step) => argumentsOf(step).map((argument) => this.#prepare(argument)));
  }

  /** The live arrays that stand for a value of the script. */
  arraysOf(value: ArrayValue): readonly NDArray[] {
    return this.#arrays.get(value) ?? [];
  }

  /** Whether every array still holds what the script says. */
  get unchanged(): boolean {
    for (const [value, arrays] of this.#arrays)
      if (!arrays.every((array) => sameValue(toWire(array), value))) return false;
    return true;
  }

  /** What each step returned. */
  run(): unknown[] {
    const { steps, seed, widenFloat32 } = this.#script;
    setWidenFloat32(widenFloat32 === true);
    this.#host.seed(seed);
    const live: unknown[] = [];
    steps.forEach((step: Step, i) => {
      const args = this.#given[i]!.map((argument) => argument(live));
      live.push(perform(step, args, this.#exports, live));
    });
    return live;
  }

  #prepare(argument: Argument): (live: readonly unknown[]) => unknown {
    switch (argument.kind) {
      case 'step':
        return (live) => live[argument.step];
      case 'value': {
        const { value } = argument;
        if (value.kind !== 'ndarray') return () => decodeValue(value);
        const array = fromWire(value);
        this.#arrays.set(value, [...this.arraysOf(value), array]);
        return () => array;
      }
      case 'list': {
        const items = argument.items.map((item) => this.#prepare(item));
        return (live) => items.map((item) => item(live));
      }
      case 'record': {
        const entries = argument.entries.map(([key, item]) => [key, this.#prepare(item)] as const);
        return (live) => Object.fromEntries(entries.map(([key, item]) => [key, item(live)]));
      }
      case 'catalogue':
      case 'report':
        throw new Error(`a ${argument.kind} cannot be run again`);
      default:
        return argument satisfies never;
    }
  }
}
