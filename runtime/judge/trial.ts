import type { CaseSpec } from '../kit/checks';
import { Draw } from '../kit/draw';
import type { Shrink } from '../kit/draw';
import { record } from '../kit/record';
import type { Recording, ResultTree } from '../kit/record';
import type { Script, ScriptResult } from '../protocol/script';
import type { Value } from '../protocol/value';
import { inFloat32 } from './inFloat32';

/** A case that is judged by scripts: all but training. */
export type ScriptedSpec = Exclude<CaseSpec, { kind: 'train' }>;

/** One draw of a case: the script that asks, and where its answer stands. */
export interface Trial {
  seed: number;
  shrink: Shrink;
  script: Script;
  result: ResultTree;
  /** What a gradient check drew, by name. */
  inputs?: Record<string, unknown>;
}

/** What planning needs to know of the exercise. */
export interface Surroundings {
  isClass: (entry: string) => boolean;
  timeLimitMs: number;
  /** Asked on a device: all but gradient checks and laws, which count on more digits than it has. */
  inFloat32?: boolean;
}

export function makeTrial(spec: ScriptedSpec, around: Surroundings, seed: number, shrink: Shrink = {}): Trial {
  const inputs = spec.kind === 'gradient' ? spec.draws(new Draw(seed, shrink)) : undefined;
  const { steps, result } = inputs
    ? recordGradient(spec, around, inputs)
    : recordDraw(spec, around, new Draw(seed, shrink));
  const { timeLimitMs } = around;
  const script: Script = inputs
    ? { seed, timeLimitMs, steps, widenFloat32: true }
    : around.inFloat32 && spec.kind !== 'law'
      ? { seed, timeLimitMs, steps: steps.map(inFloat32), inFloat32: true }
      : { seed, timeLimitMs, steps };
  return { seed, shrink, script, result, ...(inputs && { inputs }) };
}

/** The script of a gradient check on given inputs: those drawn, or some a little beside them. */
export function recordGradient(
  spec: ScriptedSpec,
  { isClass }: Surroundings,
  inputs: Record<string, unknown>,
): Recording {
  const build = spec.build as (me: never, inputs: Record<string, unknown>) => unknown;
  return record(isClass, (me) => build(me, inputs));
}

function recordDraw(spec: ScriptedSpec, { isClass }: Surroundings, draw: Draw): Recording {
  const build = spec.build as (me: never, d: Draw) => unknown;
  return record(isClass, (me) => build(me, draw));
}

/** The export that a script calls first. */
export function entryOf({ steps }: { steps: Script['steps'] }): string {
  for (const step of steps) if (step.op === 'call' || step.op === 'construct') return step.target;
  return '';
}

const defaultDraws = { hidden: 12, law: 12, gradient: 3 };

export function drawsOf(spec: ScriptedSpec): number {
  if (spec.kind === 'example' || spec.kind === 'throws') return 1;
  return spec.options.draws ?? defaultDraws[spec.kind];
}

/** FNV-1a over the check's seed, the case's name and the number of the draw: nothing else decides what is drawn. */
export function drawSeed(seed: number, name: string, draw: number): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(`${seed}/${name}/${draw}`)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** The value of a step; `undefined` as a value where it did not return. */
function returnedBy({ observations }: ScriptResult, step: number): Value {
  const seen = observations[step];
  return seen?.kind === 'returned' ? seen.value : { kind: 'undefined' };
}

export function assemble(tree: ResultTree, result: ScriptResult): Value {
  switch (tree.kind) {
    case 'step':
      return returnedBy(result, tree.step);
    case 'value':
      return tree.value;
    case 'list':
      return { kind: 'list', items: tree.items.map((item) => assemble(item, result)) };
    case 'record':
      return { kind: 'record', entries: tree.entries.map(([key, item]) => [key, assemble(item, result)]) };
    default:
      return tree satisfies never;
  }
}

/** A part of a record in the result. */
export function partOf(tree: ResultTree, key: string): ResultTree | undefined {
  return tree.kind === 'record' ? tree.entries.find(([name]) => name === key)?.[1] : undefined;
}

/** The steps that a result is made of. */
export function stepsOf(tree: ResultTree): number[] {
  switch (tree.kind) {
    case 'step':
      return [tree.step];
    case 'value':
      return [];
    case 'list':
      return tree.items.flatMap(stepsOf);
    case 'record':
      return tree.entries.flatMap(([, item]) => stepsOf(item));
    default:
      return tree satisfies never;
  }
}

export const lastStepOf = (tree: ResultTree): number => Math.max(-1, ...stepsOf(tree));
