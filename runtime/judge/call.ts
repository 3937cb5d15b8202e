import type { Argument, Step } from '../protocol/script';
import type { Value } from '../protocol/value';
import type { Evidence } from '../protocol/verdict';
import { dependencies } from '../script/arguments';
import { catalogueParameters } from '../script/catalogue';
import type { Source } from './source';

type Question = Pick<Evidence, 'call' | 'inputs'>;

/** A script as the learner would write it: `new Affine(W, b).forward(x)`, with the inputs by the names of the reference's parameters. */
export function describeCalls(steps: readonly Step[], targets: readonly number[], reference: Source): Question {
  const writer = new CallWriter(steps, reference);
  return writer.write(targets.length > 0 ? targets : [steps.length - 1]);
}

/** Names of the parameters that a step's arguments go to. */
export function parametersOf(steps: readonly Step[], step: Step, reference: Source): string[] {
  switch (step.op) {
    case 'call':
    case 'construct':
      return reference.parametersOf(step.target);
    case 'method': {
      const maker = steps[step.on];
      return reference.parametersOfMethod(step.name, maker?.op === 'construct' ? maker.target : undefined);
    }
    case 'get':
      return [];
    case 'set':
      return [step.name];
    default:
      return step satisfies never;
  }
}

class CallWriter {
  readonly #steps: readonly Step[];
  readonly #reference: Source;
  readonly #inputs = new Map<Value, string>();
  readonly #variables = new Map<number, string>();
  readonly #names = new Set<string>();

  constructor(steps: readonly Step[], reference: Source) {
    this.#steps = steps;
    this.#reference = reference;
  }

  write(targets: readonly number[]): Question {
    const needed = this.#needed(targets);
    const uses = new Map<number, number>();
    for (const step of needed) for (const on of dependencies(this.#steps[step]!)) uses.set(on, (uses.get(on) ?? 0) + 1);

    const lines: string[] = [];
    for (const index of needed) {
      const step = this.#steps[index]!;
      const inline = !targets.includes(index) && uses.get(index) === 1 && this.#followedBy(index, needed);
      if (inline) continue;
      const text = this.#expression(index);
      const named = (uses.get(index) ?? 0) > 0;
      if (named) this.#variables.set(index, this.#freeName(variableName(step)));
      lines.push(named ? `const ${this.#variables.get(index)} = ${text}` : text);
    }
    return { call: lines.join('\n'), inputs: [...this.#inputs].map(([value, name]) => ({ name, value })) };
  }

  /** The steps that the targets stand on, and those that changed the objects they stand on. */
  #needed(targets: readonly number[]): number[] {
    const last = Math.max(...targets);
    const needed = new Set(targets);
    for (let grown = true; grown;) {
      const before = needed.size;
      for (const index of needed) for (const on of dependencies(this.#steps[index]!)) needed.add(on);
      for (const [index, step] of this.#steps.slice(0, last).entries()) {
        if ((step.op === 'method' || step.op === 'set') && needed.has(step.on)) needed.add(index);
      }
      grown = needed.size > before;
    }
    return [...needed].sort((a, b) => a - b);
  }

  /** Whether the very next needed step is the one that uses this one: only then may they be written as one. */
  #followedBy(index: number, needed: readonly number[]): boolean {
    const next = needed[needed.indexOf(index) + 1];
    return next !== undefined && dependencies(this.#steps[next]!).includes(index);
  }

  #expression(index: number): string {
    const step = this.#steps[index]!;
    const names = parametersOf(this.#steps, step, this.#reference);
    const list = (args: readonly Argument[]) =>
      args.map((argument, i) => this.#argument(argument, names[i] ?? `argument${i + 1}`)).join(', ');
    switch (step.op) {
      case 'call':
        return `${step.target}(${list(step.args)})`;
      case 'construct':
        return `new ${step.target}(${list(step.args)})`;
      case 'method':
        return `${this.#handle(step.on)}.${step.name}(${list(step.args)})`;
      case 'get':
        return /^\d+$/.test(step.name)
          ? `${this.#handle(step.on)}[${step.name}]`
          : `${this.#handle(step.on)}.${step.name}`;
      case 'set':
        return `${this.#handle(step.on)}.${step.name} = ${list([step.value])}`;
      default:
        return step satisfies never;
    }
  }

  #handle(index: number): string {
    return this.#variables.get(index) ?? this.#expression(index);
  }

  #argument(argument: Argument, name: string): string {
    switch (argument.kind) {
      case 'value':
        return this.#value(argument.value, name);
      case 'step':
        return this.#handle(argument.step);
      case 'catalogue': {
        const names = catalogueParameters[argument.name as keyof typeof catalogueParameters] ?? [];
        return `${argument.name}(${argument.args.map((item, i) => this.#argument(item, names[i] ?? name)).join(', ')})`;
      }
      case 'report':
        return 'report';
      case 'list':
        return `[${argument.items.map((item) => this.#argument(item, name)).join(', ')}]`;
      case 'record':
        return `{ ${argument.entries.map(([key, item]) => field(key, this.#argument(item, key))).join(', ')} }`;
      default:
        return argument satisfies never;
    }
  }

  #value(value: Value, name: string): string {
    switch (value.kind) {
      case 'number':
        return Object.is(value.value, -0) ? '-0' : String(value.value);
      case 'bool':
      case 'string':
        return JSON.stringify(value.value);
      case 'null':
      case 'undefined':
        return value.kind;
      default: {
        const known = this.#inputs.get(value) ?? this.#freeName(name);
        this.#inputs.set(value, known);
        return known;
      }
    }
  }

  #freeName(wanted: string): string {
    let name = wanted;
    for (let i = 2; this.#names.has(name); i++) name = `${wanted}${i}`;
    this.#names.add(name);
    return name;
  }
}

const field = (key: string, text: string): string => (key === text ? key : `${key}: ${text}`);

function variableName(step: Step): string {
  switch (step.op) {
    case 'construct':
      return step.target.charAt(0).toLowerCase() + step.target.slice(1);
    case 'get':
      return /^\d+$/.test(step.name) ? `item${step.name}` : step.name;
    case 'call':
    case 'method':
    case 'set':
      return 'result';
    default:
      return step satisfies never;
  }
}
